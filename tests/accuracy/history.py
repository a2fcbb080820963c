#!/usr/bin/env python3
"""How calm the diagrams are: tests/accuracy/history.py SEAMAP REPOSITORY [PATH…] [options]

Walks the last N commits before a revision that touch PATHs, draws every view of each and of its parent (by --rev, out
of the object database), and counts the lines that changed: in the source, in the four diagrams, in their sub-diagrams.
A view that answers a small change of the source with a large one of its own is unstable; such commits are listed last.
Needs a repository, and takes a while: no test.
"""

import argparse
import difflib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

VIEWS = ("init", "factories", "boundaries", "overview")


def git(repository, *words):
    return subprocess.run(["git", "-C", repository, *words], check=True, capture_output=True, text=True,
                          errors="surrogateescape").stdout


def read_commits(options):
    """(commit, parent), newest first; of a merge its first parent."""
    rows = git(options.repository, "rev-list", "--parents", f"--max-count={options.count}", options.rev, "--",
               *options.paths).splitlines()
    # rev-list with paths names the nearest ancestor that touches them, which is drawn like the true parent.
    return [(words[0], words[1]) for words in map(str.split, rows) if len(words) > 1]


def run(options, verb, *words):
    """stdout; None when it cannot be done."""
    done = subprocess.run([options.seamap, verb, "-q", "--no-python", "-C", options.repository, "--cache",
                           os.path.abspath(options.cache), *words, *options.paths], capture_output=True, text=True,
                          errors="replace", check=False)
    if done.returncode != 0:
        print(f"{' '.join(words)}: {done.stderr.strip()}", file=sys.stderr)
        return None
    return done.stdout


def draw(options, commit):
    """name of the file -> lines, of all views; None when the commit cannot be drawn."""
    home = pathlib.Path(options.keep) / commit
    if not home.is_dir():
        partial = home.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)
        if run(options, "draw", "--rev", commit, "-o", f"{partial.absolute()}/") is None:
            return None
        partial.rename(home)
    return {file.name: file.read_text(errors="surrogateescape").splitlines() for file in sorted(home.iterdir())}


def changed_lines(before, after):
    if before == after:
        return 0
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def source_lines(options, parent, commit):
    rows = git(options.repository, "diff", "--numstat", "--no-renames", parent, commit, "--",
               *[f"{path}/**/*.py" for path in options.paths or ["."]], *[f"{path}/*.py" for path in options.paths or ["."]])
    return sum(int(number) for row in set(rows.splitlines()) for number in row.split("\t")[:2] if number.isdigit())


def tell(options, commit, parent):
    """How many definitions, calls and findings `seamap diff` says have changed; None when it was not asked, or failed."""
    kept = pathlib.Path(options.keep) / f"{parent}..{commit}.json"
    if not options.diff:
        return None
    if not kept.is_file():
        told = run(options, "diff", "--format", "json", f"{parent}..{commit}")
        if told is None:
            return None
        kept.write_text(told)
    changes = json.loads(kept.read_text() or "{}")
    return sum(len(changes.get(key, ())) for key in ("nodes", "edges", "new", "fixed"))


def compare(options, commit, parent):
    after, before = draw(options, commit), draw(options, parent)
    if after is None or before is None:
        return None
    main = {view: changed_lines(before.get(f"{view}.mmd", []), after.get(f"{view}.mmd", [])) for view in VIEWS}
    names = {name for name in {*before, *after} if name.count(".") > 1}
    subs = sum(changed_lines(before.get(name, []), after.get(name, [])) for name in names)
    return {"commit": commit, "source": source_lines(options, parent, commit), "subs": subs, "diagrams": sum(main.values()),
            "told": tell(options, commit, parent), **main}


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, round(percent / 100 * (len(values) - 1)))] if values else 0


def spread(rows, key):
    values = [row[key] for row in rows]
    return f"median {statistics.median(values):g}, 95th percentile {percentile(values, 95)}, most {max(values)}"


def report(options, rows):
    touched = [row for row in rows if row["source"]]
    changed = [row for row in rows if row["diagrams"]]
    print(f"{len(rows)} commits, {len(touched)} change Python source, {len(changed)} change a diagram, "
          f"{sum(bool(row['diagrams'] or row['subs']) for row in rows)} one of these or a sub-diagram")
    for view in VIEWS:
        print(f"    {view}: {sum(bool(row[view]) for row in rows)} commits")
    for what, some in (("all that change source", touched), ("those that change a diagram", changed)):
        if some:
            print(f"{what}: source lines {spread(some, 'source')}; diagram lines {spread(some, 'diagrams')}")
    told = [row for row in rows if row["told"] is not None]
    if told:
        print(f"{sum(bool(row['told']) for row in told)} of {len(told)} have something to tell: {spread(told, 'told')}; "
              f"{sum(bool(row['told'] and not row['diagrams']) for row in told)} of these change no diagram")
    for row in told:
        if row["diagrams"] and not row["told"]:
            print(f"{row['commit'][:9]} changes {row['diagrams']} lines of diagrams, and diff tells nothing")
    odd = [row for row in rows if row["diagrams"] and not row["source"]]
    for row in odd:
        print(f"{row['commit'][:9]} changes {row['diagrams']} lines of diagrams and no source")
    print("most diagram lines for a source line:")
    for row in sorted(touched, key=lambda row: row["diagrams"] / (row["source"] + 5), reverse=True)[:options.outliers]:
        views = ", ".join(f"{view} {row[view]}" for view in VIEWS if row[view])
        title = git(options.repository, "log", "-1", "--format=%s", row["commit"]).strip()[:60]
        if row["diagrams"]:
            print(f"    {row['commit'][:9]}  source {row['source']:5}  diagrams {row['diagrams']:4} ({views})  {title}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("seamap")
    parser.add_argument("repository")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--rev", default="HEAD", help="the newest commit")
    parser.add_argument("--count", "-n", type=int, default=200)
    parser.add_argument("--diff", action="store_true", help="ask what changed to the parent, too")
    parser.add_argument("--cache", help="of facts; default: a temporary one")
    parser.add_argument("--keep", help="directory for the drawings of each commit, which another run takes from there")
    parser.add_argument("--outliers", type=int, default=20)
    return parser.parse_args()


def main():
    options = parse_arguments()
    options.seamap = os.path.abspath(options.seamap)
    with tempfile.TemporaryDirectory(prefix="seamap-history-") as scratch:
        options.cache = options.cache or f"{scratch}/cache"
        options.keep = options.keep or f"{scratch}/drawings"
        rows = [compare(options, *pair) for pair in read_commits(options)]
    report(options, [row for row in rows if row])
    return 0 if rows and all(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
