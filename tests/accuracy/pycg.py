#!/usr/bin/env python3
"""Runs seamap on a micro-benchmark of call graphs in PyCG's layout, and compares edge by edge.

    pycg.py SEAMAP SNIPPETS                     SNIPPETS: CATEGORY/CASE/{*.py, callgraph.json}
    pycg.py SEAMAP SNIPPETS ANSWERS             the same, with ANSWERS/CATEGORY/CASE/callgraph.json
    pycg.py SEAMAP --project ANSWER.json TREE…  one program; only edges between functions of the tree are compared, since
                                                names outside are a matter of the tool, and so are bodies of classes

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


def expected(answer):
    graph = json.loads(answer.read_text())
    return {(caller, callee) for caller, callees in graph.items() for callee in callees}


def read_graph(seamap, *paths):
    command = [seamap, "graph", "--no-cache", "--no-python", "-q", *map(str, paths)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def found(graph):
    return {(edge["from"], edge["to"]) for edge in graph["edges"] if edge["kind"] in KINDS}


def compare_project(seamap, answer, *trees):
    graph = read_graph(seamap, *trees)
    inside = {node["id"] for node in graph["nodes"] if node["kind"] in ("function", "method", "lambda", "module")}
    callees = {node["id"] for node in graph["nodes"] if node["kind"] in ("function", "method", "lambda")}
    want, got = ({edge for edge in edges if edge[0] in inside and edge[1] in callees}
                 for edges in (expected(pathlib.Path(answer)), found(graph)))
    for name, edges in (("missing", want - got), ("besides", got - want)):
        for edge in sorted(edges):
            print(name, *edge)
    print(f"{len(want)} wanted, {len(got)} found, precision {len(want & got) / max(1, len(got)):.3f}, "
          f"recall {len(want & got) / max(1, len(want)):.3f}")


def compare(seamap, snippets, answers=None):
    totals = collections.defaultdict(lambda: [0] * 6)
    for answer in sorted(pathlib.Path(answers or snippets).glob("*/*/callgraph.json")):
        case = pathlib.Path(snippets) / answer.parent.parent.name / answer.parent.name
        want, got = ({edge for edge in edges if not is_method_of_builtin(edge[1])}
                     for edges in (expected(answer), found(read_graph(seamap, case))))
        for row in (totals[case.parent.name], totals["all"]):
            for place, value in enumerate((1, want <= got, got <= want, len(want & got), len(want), len(got))):
                row[place] += value
        if want != got:
            print(f"{case.parent.name}/{case.name}: missing {sorted(want - got)}, besides {sorted(got - want)}")
    print(f"{'category':20} cases complete sound precision recall")
    for name, (cases, complete, sound, right, want, got) in sorted(totals.items(), key=lambda row: row[0] == "all"):
        print(f"{name:20} {cases:5} {complete:8} {sound:5} {right / max(1, got):9.3f} {right / max(1, want):6.3f}")


if __name__ == "__main__":
    if len(sys.argv) > 4 and sys.argv[2] == "--project":
        compare_project(sys.argv[1], *sys.argv[3:])
    elif len(sys.argv) in (3, 4):
        compare(*sys.argv[1:])
    else:
        sys.exit(__doc__)
