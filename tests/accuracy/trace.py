#!/usr/bin/env python3
"""Calls that really happen in a source tree while a test suite runs, and how many of them seamap knows.

    trace.py record TREE OUT.json -m pytest -q tests/...     (or -m unittest ...; run where the suite expects it)
    trace.py compare SEAMAP TREE OUT.json

TREE is the directory of the package (`src/websockets`). A call counts when both caller and callee are code of the
tree and the caller's frame is the one below the callee's. Comprehensions belong to the function around them, a
coroutine counts when it starts, for the one who awaits it. Lambdas are told apart by their line.
"""

import collections
import inspect
import json
import opcode
import os
import re
import runpy
import subprocess
import sys
import threading

GENERATORS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
KINDS = {"call", "await", "spawn", "to-thread", "from-thread", "run", "callback", "decorates"}


def record(tree, out, command):
    tree = os.path.realpath(tree) + os.sep
    known, edges = {}, {}

    def place(code):
        name = known.get(code)
        if name is None:
            path = os.path.realpath(code.co_filename)
            qualname = getattr(code, "co_qualname", code.co_name)
            name = (path[len(tree):], qualname, code.co_firstlineno) if path.startswith(tree) else False
            known[code] = name
        return name

    def starts(code, at):
        """A generator or coroutine that goes on after a yield stands at it, or at a RESUME with an argument."""
        operation = opcode.opname[code.co_code[at]]
        return operation in ("RETURN_GENERATOR", "POP_TOP") or operation == "RESUME" and not code.co_code[at + 1]

    def profile(frame, event, argument):
        if event != "call" or frame.f_back is None:
            return
        callee = place(frame.f_code)
        if not callee:
            return
        code = frame.f_code
        if code.co_flags & GENERATORS and not starts(code, frame.f_lasti):
            return
        caller = place(frame.f_back.f_code)
        if caller:
            edges[(caller, callee)] = edges.get((caller, callee), 0) + 1

    threading.setprofile(profile)
    sys.setprofile(profile)
    sys.path.insert(0, os.getcwd())
    sys.argv = command[1:]
    try:
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        print("suite ended with", end.code, file=sys.stderr)
    finally:
        sys.setprofile(None)
        with open(out, "w") as file:
            json.dump([[*caller, *callee, count] for (caller, callee), count in edges.items()], file)


def symbol(path, qualname):
    module = re.sub(r"(/__init__)?\.py$", "", path).replace("/", ".")
    if module == "__init__":
        module = ""
    parts = [part for part in qualname.split(".") if part != "<locals>"]
    while parts and parts[-1] in ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"):
        parts.pop()
    if parts == ["<module>"]:
        parts = []
    return ".".join([module] * bool(module) + parts)


def compare(seamap, tree, trace):
    tree = os.path.realpath(tree)
    package = os.path.basename(tree)
    run = subprocess.run([seamap, "graph", "--no-cache", "-q", tree], capture_output=True, text=True, check=True)
    graph = json.loads(run.stdout)
    lambdas = {}
    for node in graph["nodes"]:
        if node["kind"] == "lambda":
            lambdas[(os.path.basename(node["path"]), node["line"])] = node["id"]

    def known_as(path, qualname, line):
        if qualname.endswith("<lambda>"):
            name = lambdas.get((os.path.basename(path), line))
            if name:
                return name
        name = symbol(path, qualname)
        return f"{package}.{name}" if name else package

    ids = {node["id"] for node in graph["nodes"]}
    prefix = "" if any(name.startswith(package + ".") for name in ids) else package + "."
    edges = {(edge["from"], edge["to"]) for edge in graph["edges"] if edge["kind"] in KINDS}
    happened, missed = set(), collections.Counter()
    classes = {node["id"] for node in graph["nodes"] if node["kind"] == "class"}
    for *places, count in json.load(open(trace)):
        caller, callee = (known_as(*places[i:i + 3]).removeprefix(prefix) for i in (0, 3))
        if callee in classes or caller == callee and places[1].endswith("comp>"):
            continue  # the body of a class; a comprehension
        if places[4].split(".")[-1] in ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>", "<module>"):
            continue
        happened.add((caller, callee))
        if (caller, callee) not in edges:
            missed[(caller, callee, callee in ids)] += count
    found = len(happened) - len(missed)
    for (caller, callee, exists), count in sorted(missed.items()):
        print(f"{count:8} {caller} -> {callee}{'' if exists else '   (no such node)'}")
    print(f"{found} of {len(happened)} calls known: {100 * found / max(1, len(happened)):.1f} %")


if __name__ == "__main__":
    if len(sys.argv) > 4 and sys.argv[1] == "record":
        record(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) == 5 and sys.argv[1] == "compare":
        compare(*sys.argv[2:])
    else:
        sys.exit(__doc__)
