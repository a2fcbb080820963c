#!/usr/bin/env python3
"""Runs seamap on a micro-benchmark of call graphs in PyCG's layout, and compares edge by edge.

    pycg.py SEAMAP SNIPPETS        SNIPPETS: CATEGORY/CASE/{*.py, callgraph.json}

A case is complete when no expected edge is missing, sound to its reader when no other edge is there, exact when both.
PyCG writes methods of builtin types in a way of its own and only in some cases; they are left out on both sides. So are
edges that are no calls (`creates`, `inherits`, `imports`, …).
"""

import collections
import json
import pathlib
import subprocess
import sys

KINDS = {"call", "await", "spawn", "to-thread", "run"}
BUILTIN_TYPES = ("bytes", "dict", "float", "generator", "int", "list", "set", "str", "tuple")


def is_method_of_builtin(name):
    return name.startswith("<**Py") or name.startswith(tuple(f"<builtin>.{kind}." for kind in BUILTIN_TYPES))


def expected(case):
    graph = json.loads((case / "callgraph.json").read_text())
    return {(caller, callee) for caller, callees in graph.items() for callee in callees}


def found(seamap, case):
    command = [seamap, "graph", "--no-cache", "--no-python", "-q", str(case)]
    graph = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {(edge["from"], edge["to"]) for edge in graph["edges"] if edge["kind"] in KINDS}


def compare(seamap, snippets):
    totals = collections.defaultdict(lambda: [0] * 6)
    for answer in sorted(pathlib.Path(snippets).glob("*/*/callgraph.json")):
        case = answer.parent
        want, got = ({edge for edge in edges if not is_method_of_builtin(edge[1])}
                     for edges in (expected(case), found(seamap, case)))
        for row in (totals[case.parent.name], totals["all"]):
            for place, value in enumerate((1, want <= got, got <= want, len(want & got), len(want), len(got))):
                row[place] += value
        if want != got:
            print(f"{case.parent.name}/{case.name}: missing {sorted(want - got)}, besides {sorted(got - want)}")
    print(f"{'category':20} cases complete sound precision recall")
    for name, (cases, complete, sound, right, want, got) in sorted(totals.items(), key=lambda row: row[0] == "all"):
        print(f"{name:20} {cases:5} {complete:8} {sound:5} {right / max(1, got):9.3f} {right / max(1, want):6.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    compare(*sys.argv[1:])
