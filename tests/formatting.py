#!/usr/bin/env python3
"""Real packages as other hands would have formatted them: tests/formatting.py SEAMAP [CACHE]

Copies of three packages of tests/requirements.txt are formatted by ruff, narrow and wide. All views and the graph, but
for the numbers of lines, must be the same bytes. Exit code 77 (skipped) when the packages or the formatter cannot be had.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from real import ROOT, TIMEOUT, bring, read_requirements

PACKAGES = ("starlette", "tornado", "websockets")
RUFF = "0.17.6"
POSITIONS = ("line", "end_line", "column")


# --- other hands ---

def format_by(ruff, *settings):
    def change(tree):
        words = [ruff, "format", "--isolated", "--quiet", "--no-cache"]
        for setting in settings:
            words += ["--config", setting]
        subprocess.run([*words, str(tree)], check=True, timeout=TIMEOUT)
    return change


# --- what must be the same ---

def without(value, keys):
    if isinstance(value, dict):
        return {key: without(item, keys) for key, item in value.items() if key not in keys}
    return [without(item, keys) for item in value] if isinstance(value, list) else value


def product(seamap, tree, cache):
    def run(*words):
        return subprocess.run([seamap, *words, "-q", "--no-python", "--cache", cache], cwd=tree, check=True,
                              capture_output=True, timeout=TIMEOUT).stdout.decode()
    with tempfile.TemporaryDirectory() as out:
        run("draw", "-o", f"{out}/")
        files = {file.name: file.read_text(encoding="utf-8") for file in sorted(pathlib.Path(out).iterdir())}
    graph = without(json.loads(run("graph")), POSITIONS)
    files["graph"] = "\n".join(json.dumps(item, ensure_ascii=False) for item in (*graph["nodes"], *graph["edges"]))
    return files


def differences(wanted, got):
    for name in sorted({*wanted, *got}):
        before, after = wanted.get(name, "").splitlines(), got.get(name, "").splitlines()
        if before != after:
            yield f"{name}:"
            for sign, lines, others in (("-", before, set(after)), ("+", after, set(before))):
                yield from [sign + line for line in lines if line not in others][:8]


def check(seamap, name, tree, hands, scratch):
    failures = 0
    cache = str(scratch / "cache")
    wanted = product(seamap, tree, cache)
    for what, change in hands.items():
        copy = scratch / "copy"
        shutil.copytree(tree, copy)
        change(copy)
        count = sum(file.read_bytes() != (tree / file.relative_to(copy)).read_bytes() for file in copy.rglob("*.py"))
        found = list(differences(wanted, product(seamap, copy, cache)))
        if count < 10:
            found.append("too few files have changed to prove anything")
        print(f"{name}, {what}: {count} files changed: " + ("\n    ".join(["FAILED", *found]) if found else "the same"))
        failures += bool(found)
        shutil.rmtree(copy)
    return failures


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    seamap = str(pathlib.Path(sys.argv[1]).resolve())
    cache = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "real").resolve()
    versions = {**{name: read_requirements()[name] for name in PACKAGES}, "ruff": RUFF}
    trees = {}
    for name, version in versions.items():
        trees[name], reason = bring(cache, name, version)
        if not trees[name]:
            print(f"skipped: {name} {version} cannot be had: {reason}")
            return 77
    ruff = next(trees.pop("ruff").rglob("scripts/ruff"))
    ruff.chmod(0o755)
    hands = {"narrow": format_by(str(ruff), "line-length=50", 'format.quote-style="single"'),
             "wide": format_by(str(ruff), "line-length=200", "format.skip-magic-trailing-comma=true")}
    with tempfile.TemporaryDirectory(prefix="seamap-formatting-") as scratch:
        failures = sum(check(seamap, name, tree, hands, pathlib.Path(scratch)) for name, tree in trees.items())
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
