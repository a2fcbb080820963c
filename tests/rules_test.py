#!/usr/bin/env python3
"""Checks that each rule does what its page says: tests/rules_test.py SEAMAP

A rule has a page docs/rules/RULE.md. Each ```python wrong block there is a program in which the rule, and no other, finds
something; in a ```python right block no rule finds anything. A block may begin with lines `# file: NAME`: then it is
several files. Each page has at least one of both, and each rule of `check --list-rules` has a page.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
TIMEOUT = 120  # seconds; sanitizers are slow


def run(seamap, words, directory):
    return subprocess.run([seamap, *words], cwd=directory, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=TIMEOUT, check=False)


def files_of(block):
    """The files of a block by their names."""
    parts = re.split(r"^# file: (\S+)\n", block, flags=re.M)
    files = dict(zip(parts[1::2], parts[2::2]))
    return files or {"app.py": block}


def rules_found(seamap, block):
    with tempfile.TemporaryDirectory(prefix="seamap-rules-") as scratch:
        for name, text in files_of(block).items():
            path = pathlib.Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = run(seamap, ["check", "--no-cache", "--no-python", "--format", "json", "."], scratch)
        if done.returncode not in (0, 1) or done.stderr:
            return {f"exit code {done.returncode}: {done.stderr.strip()}"}
        return {finding["rule"] for finding in json.loads(done.stdout)["findings"]}


def check_page(seamap, page):
    text = page.read_text(encoding="utf-8")
    kinds = set()
    for match in re.finditer(r"^```python (wrong|right)\n(.*?)^```$", text, re.M | re.S):
        kind, block = match.groups()
        kinds.add(kind)
        wanted = {page.stem} if kind == "wrong" else set()
        found = rules_found(seamap, block)
        if found != wanted:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{page.name}:{line}: the {kind} example gives {sorted(found) or 'nothing'}"
    if kinds != {"wrong", "right"}:
        yield f"{page.name}: has no example of what is {' or '.join({'wrong', 'right'} - kinds)}"
    if not text.startswith(f"# {page.stem}\n"):
        yield f"{page.name}: its title is not the name of the rule"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    seamap = str(pathlib.Path(sys.argv[1]).resolve())
    listed = {line.split()[0] for line in run(seamap, ["check", "--list-rules"], ROOT).stdout.splitlines()}
    pages = {page.stem: page for page in sorted(PAGES.glob("*.md"))}
    problems = [f"{rule} has no page docs/rules/{rule}.md" for rule in sorted(listed - set(pages))]
    problems += [f"docs/rules/{rule}.md: there is no such rule" for rule in sorted(set(pages) - listed)]
    for page in pages.values():
        problems += check_page(seamap, page)
    print("\n".join([*problems, f"{len(pages)} pages, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
