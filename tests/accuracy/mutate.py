#!/usr/bin/env python3
"""Puts one wrong `await` at a time into a clean source tree, and counts who finds it.

    mutate.py COUNT SEED TREE TOOL=COMMAND…

A mutant loses the `await` of a statement `await f(…)`, or gains one before a call in an `async def`. Sites are chosen by
names alone: all definitions of the called name in the tree are `async def`, or all are `def`. COMMAND is run with the
path of the mutant after it; what it prints is searched for `FILE:LINE`. A mutant is found when a line is named that it
was not named before within the mutated statement; what else is new is a false alarm.
"""

import ast
import collections
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PLACE = re.compile(r"([\w./-]+\.py):(\d+)")
LEVEL = re.compile(r"\b(error|warning)\b")


def called_name(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)


def definitions(trees):
    kinds = collections.defaultdict(set)
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                special = bool(node.decorator_list) or any(isinstance(part, (ast.Yield, ast.YieldFrom))
                                                           for part in ast.walk(node))
                kinds[node.name].add("special" if special else type(node).__name__)
            elif isinstance(node, ast.ClassDef):
                kinds[node.name].add("class")
    return kinds


def sites(trees):
    """(file, first line, last line, column, what to do) of each place where one `await` more or less is wrong."""
    kinds = definitions(trees)
    for path, tree in trees.items():
        for function in ast.walk(tree):
            if not isinstance(function, ast.AsyncFunctionDef):
                continue
            awaited = {id(node.value) for node in ast.walk(function) if isinstance(node, ast.Await)}
            inner = {id(part) for node in ast.walk(function) if node is not function
                     and isinstance(node, (ast.FunctionDef, ast.Lambda, ast.AsyncFunctionDef)) for part in ast.walk(node)}
            for node in ast.walk(function):
                if id(node) in inner:
                    continue
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Await):
                    call = node.value.value
                    if isinstance(call, ast.Call) and kinds.get(called_name(call)) == {"AsyncFunctionDef"}:
                        yield path, node.lineno, node.end_lineno, node.value.col_offset, "remove"
                elif isinstance(node, ast.Call) and id(node) not in awaited:
                    if kinds.get(called_name(node)) == {"FunctionDef"} and not called_name(node).startswith("__"):
                        yield path, node.lineno, node.end_lineno, node.col_offset, "add"


def mutate(path, line, column, action):
    lines = path.read_text().split("\n")
    text = lines[line - 1].encode()
    if action == "remove":
        text = text[:column] + text[column:].replace(b"await ", b"", 1)
    else:
        text = text[:column] + b"await " + text[column:]
    lines[line - 1] = text.decode()
    path.write_text("\n".join(lines))


def run(command, tree):
    done = subprocess.run([*shlex.split(command), str(tree)], capture_output=True, text=True, check=False)
    places = collections.Counter()
    for line in (done.stdout + done.stderr).split("\n"):
        found = PLACE.search(line)
        if found and LEVEL.search(line, found.end()):
            name = found.group(1)
            name = name.split(tree.name + "/", 1)[-1]
            places[(name, int(found.group(2)))] += 1
    return places


def main(count, seed, tree, tools):
    tree = pathlib.Path(tree)
    trees = {path.relative_to(tree): ast.parse(path.read_text()) for path in sorted(tree.rglob("*.py"))}
    chosen = random.Random(seed).sample(sorted(sites(trees), key=str), count)
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / tree.name
        shutil.copytree(tree, copy)
        before = {name: run(command, copy) for name, command in tools.items()}
        found, alarms = collections.Counter(), collections.Counter()
        for path, first, last, column, action in chosen:
            original = (copy / path).read_text()
            mutate(copy / path, first, column, action)
            for name, command in tools.items():
                new = run(command, copy) - before[name]
                hit = [place for place in new if place[0] == str(path) and first <= place[1] <= last]
                found[name] += bool(hit)
                alarms[name] += len(new) - len(hit)
                if not hit:
                    print(f"{name} misses {path}:{first} ({action})")
            (copy / path).write_text(original)
    for name in tools:
        print(f"{name}: {found[name]} of {count} found, {alarms[name]} other new lines; {len(before[name])} lines before")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], dict(tool.split("=", 1) for tool in sys.argv[4:]))
