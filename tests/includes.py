#!/usr/bin/env python3
"""Checks the order of the house: tests/includes.py

extractors/ and output/ include nothing of the other folders; inside gen/ no folder includes one above it; no circles,
at file level either. The linker cannot see all of this, since headers need no linking.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What each folder may include besides itself; the longest matching prefix counts.
GEN_FLOOR = ("gen/diag.h", "gen/suggest.h")
MAY_INCLUDE = {
    "extractors": (),
    "output": (),
    "gen/source": ("extractors", *GEN_FLOOR),
    "gen/program": ("extractors", *GEN_FLOOR),
    "gen/graph": ("extractors", "gen/program", "gen/source", *GEN_FLOOR),
    "gen/view": ("extractors/catalog/catalog.h", "extractors/memory.h", "output", "gen/graph", *GEN_FLOOR),
    "gen/check": ("extractors", "output", "gen/graph", "gen/program", "gen/source", "gen/view", *GEN_FLOOR),
    "gen/command": ("extractors", "output", "gen"),
    "gen": ("extractors", "output", "gen"),
}


def within(path, prefix):
    return path == prefix or path.startswith(prefix + "/")


def main():
    includes = {}
    problems = []
    for folder in ("extractors", "output", "gen"):
        for file in sorted((ROOT / folder).rglob("*.[ch]")):
            name = file.relative_to(ROOT).as_posix()
            includes[name] = []
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
                if not match:
                    continue
                target = (file.parent / match[1]).resolve()
                if not target.is_file() or not target.is_relative_to(ROOT):
                    problems.append(f"{name}:{number}: {match[1]}: no such file beside it")
                    continue
                includes[name].append(target.relative_to(ROOT).as_posix())
                own = max((prefix for prefix in MAY_INCLUDE if within(name, prefix)), key=len)
                if not any(within(includes[name][-1], prefix) for prefix in (own, *MAY_INCLUDE[own])):
                    problems.append(f"{name}:{number}: {own}/ must not include {includes[name][-1]}")

    done = set()

    def visit(name, way):
        if name in way:
            problems.append("circle: " + " -> ".join([*way[way.index(name):], name]))
        elif name not in done:
            for target in includes.get(name, ()):
                visit(target, [*way, name])
            done.add(name)

    for name in includes:
        visit(name, [])
    print("\n".join([*problems, f"{len(includes) - len(problems)} files in order, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
