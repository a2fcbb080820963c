#!/usr/bin/env python3
"""Calls that really happen in a source tree while a test suite runs, and how many of them seamap knows.

    trace.py record TREE OUT.json -m pytest -q tests/...     (or -m unittest ...; run where the suite expects it)
    trace.py compare SEAMAP TREE OUT.json [SEAMAP-OPTION...]
    trace.py suspects SEAMAP TREE OUT.json [SEAMAP-OPTION...]

TREE is the directory of the package (`src/websockets`); `record` takes Python 3.12 or later. A call counts when both
caller and callee are code of the tree and the caller's frame is the one below the callee's. Comprehensions belong to
the function around them; a coroutine or generator counts where it is made and where it starts, for the one who awaits
it. Lambdas are told apart by their line.

`suspects` looks for arrows that are false: certain ones whose place in the source was seen to call something else, and
those of functions that ran from end to end (every line of them) without ever following the arrow.
"""

import collections
import inspect
import json
import os
import re
import runpy
import subprocess
import sys

GENERATORS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
KINDS = {"call", "await", "spawn", "to-thread", "from-thread", "run", "callback", "decorates"}
INNER = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}


class Recorder:
    """Listens to the interpreter; knows code by (path in the tree, qualified name, first line)."""

    def __init__(self, tree):
        self.tree = os.path.realpath(tree) + os.sep
        self.places, self.positions, self.lines = {}, {}, {}
        self.calls = collections.Counter()

    def place(self, code):
        """By identity: code of twin files, made from each other, is equal."""
        found, _ = self.places.get(id(code), (None, None))
        if found is None:
            path = os.path.realpath(code.co_filename)
            inside = path.startswith(self.tree)
            found = (path[len(self.tree):], code.co_qualname, code.co_firstlineno) if inside else False
            self.places[id(code)] = found, code
        return found

    def add(self, caller, offset, callee):
        if id(caller) not in self.positions:
            self.positions[id(caller)] = list(caller.co_positions())
        line, _, column, _ = self.positions[id(caller)][offset // 2]
        self.calls[(*self.place(caller), *self.place(callee), line or 0, (column or 0) + 1)] += 1

    def on_start(self, code, offset):
        if not self.place(code):
            return sys.monitoring.DISABLE
        below = sys._getframe(1).f_back
        if below and self.place(below.f_code):
            self.add(below.f_code, below.f_lasti, code)

    def on_call(self, code, offset, function, argument):
        """Making a coroutine or generator runs none of its lines."""
        if not self.place(code):
            return sys.monitoring.DISABLE
        made = getattr(getattr(function, "__func__", function), "__code__", None)
        if inspect.iscode(made) and made.co_flags & GENERATORS and self.place(made):
            self.add(code, offset, made)

    def on_line(self, code, line):
        if self.place(code):
            self.lines.setdefault(id(code), set()).add(line)
        return sys.monitoring.DISABLE

    def listen(self):
        monitoring, tool = sys.monitoring, sys.monitoring.PROFILER_ID
        monitoring.use_tool_id(tool, "seamap")
        events = monitoring.events
        monitoring.register_callback(tool, events.PY_START, self.on_start)
        monitoring.register_callback(tool, events.CALL, self.on_call)
        monitoring.register_callback(tool, events.LINE, self.on_line)
        monitoring.set_events(tool, events.PY_START | events.CALL | events.LINE)

    def covered(self):
        """Functions whose every line ran."""
        for number, seen in self.lines.items():
            place, code = self.places[number]
            lines = {line for _, _, line in code.co_lines() if line} - {code.co_firstlineno}
            if lines <= seen:
                yield place


def record(tree, out, command):
    recorder = Recorder(tree)
    recorder.listen()
    sys.path.insert(0, os.getcwd())
    sys.argv = command[1:]
    try:
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        print("suite ended with", end.code, file=sys.stderr)
    finally:
        sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
        with open(out, "w") as file:
            json.dump({"calls": [[*call, count] for call, count in recorder.calls.items()],
                       "covered": sorted(recorder.covered())}, file)


def symbol(path, qualname):
    module = re.sub(r"(/__init__)?\.py$", "", path).replace("/", ".")
    if module == "__init__":
        module = ""
    parts = [part for part in qualname.split(".") if part != "<locals>"]
    while parts and parts[-1] in INNER:
        parts.pop()
    if parts == ["<module>"]:
        parts = []
    return ".".join([module] * bool(module) + parts)


class Trace:
    """The graph of a tree, and what was recorded, in the graph's words."""

    def __init__(self, seamap, tree, recorded, *options):
        tree = os.path.realpath(tree)
        self.tree, self.package = tree, os.path.basename(tree)
        command = [seamap, "graph", "--no-cache", "-q", *options, tree]
        graph = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        self.nodes = {node["id"]: node for node in graph["nodes"]}
        self.edges = [edge for edge in graph["edges"] if edge["kind"] in KINDS]
        inside = any(name.startswith(self.package + ".") for name in self.nodes)
        self.prefix = "" if inside else self.package + "."
        self.lambdas = {(os.path.basename(node["path"]), node["line"]): node["id"]
                        for node in graph["nodes"] if node["kind"] == "lambda"}
        with open(recorded) as file:
            content = json.load(file)
        self.calls = [call for call in content["calls"] if self.is_call(call)]
        self.covered = {self.known_as(*place) for place in content["covered"] if place[1].split(".")[-1] not in INNER}

    def known_as(self, path, qualname, line):
        if qualname.endswith("<lambda>"):
            name = self.lambdas.get((os.path.basename(path), line))
            if name:
                return name
        name = symbol(path, qualname)
        return f"{self.package}.{name}".removeprefix(self.prefix) if name else self.package

    def is_class(self, name):
        return name in self.nodes and self.nodes[name]["kind"] == "class"

    def is_call(self, call):
        """Not the body of a class, nor a comprehension, nor an import."""
        caller, callee = self.known_as(*call[:3]), self.known_as(*call[3:6])
        if self.is_class(callee) or caller == callee and call[1].endswith("comp>"):
            return False
        return call[4].split(".")[-1] not in INNER | {"<module>"}


def compare(*arguments):
    trace = Trace(*arguments)
    edges = {(edge["from"], edge["to"]) for edge in trace.edges}
    happened, missed, lines = set(), collections.Counter(), {}
    for call in trace.calls:
        pair = trace.known_as(*call[:3]), trace.known_as(*call[3:6])
        happened.add(pair)
        if pair not in edges:
            missed[pair] += call[-1]
            lines.setdefault(pair, f"{call[0]}:{call[6]}:{call[7]}")
    found = len(happened) - len(missed)
    for (caller, callee), count in sorted(missed.items()):
        known = "" if callee in trace.nodes else "   (no such node)"
        print(f"{count:8} {caller} -> {callee}  {lines[(caller, callee)]}{known}")
    print(f"{found} of {len(happened)} calls known: {100 * found / max(1, len(happened)):.1f} %")


def suspects(*arguments):
    trace = Trace(*arguments)
    seen = collections.defaultdict(set)
    pairs = set()
    for call in trace.calls:
        caller, callee = trace.known_as(*call[:3]), trace.known_as(*call[3:6])
        seen[(caller, call[6], call[7])].add(callee)
        pairs.add((caller, callee))
    followed, all_edges = collections.Counter(), collections.Counter()
    for edge in trace.edges:
        target, certainty = trace.nodes[edge["to"]], edge["certainty"]
        if target["kind"] not in ("function", "method", "lambda") or edge["kind"] in ("decorates", "callback"):
            continue
        for site in [edge, *edge.get("sites", [])]:
            others = seen[(edge["from"], site["line"], site["column"])]
            if certainty == "certain" and others and (edge["from"], edge["to"]) not in pairs:
                print(f"{edge['from']} -> {edge['to']}  {site['path']}:{site['line']}:{site['column']}"
                      f"  but {', '.join(sorted(others))}")
        if edge["from"] in trace.covered:
            all_edges[certainty] += 1
            followed[certainty] += (edge["from"], edge["to"]) in pairs
            if (edge["from"], edge["to"]) not in pairs:
                print(f"{certainty}, not followed: {edge['from']} -> {edge['to']}  "
                      f"{edge['path']}:{edge['line']}:{edge['column']}")
    for certainty in sorted(all_edges):
        print(f"{certainty}: {followed[certainty]} of {all_edges[certainty]} arrows of covered functions followed")


if __name__ == "__main__":
    if len(sys.argv) > 4 and sys.argv[1] == "record":
        record(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) > 4 and sys.argv[1] in ("compare", "suspects"):
        {"compare": compare, "suspects": suspects}[sys.argv[1]](*sys.argv[2:])
    else:
        sys.exit(__doc__)
