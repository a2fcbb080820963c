#!/usr/bin/env python3
"""Direct calls of C and C++ beside those of clang: tests/accuracy/clang.py SEAMAP TREE COMPILE_COMMANDS [--show N]

clang turns every unit of the compile database that lies in TREE into LLVM IR with debug information (clang, or what
CLANG names), which says who calls whom by name, and where each function is defined. Functions are told by file and line,
so that instantiations of a template, and lambdas, are what they are written as; what nobody has written (implicit
constructors, thunks) does not count, nor do destructors that run where nobody spells it. A call of seamap's at a line where the
IR has an indirect call in the same function is not a direct one.

precision: direct calls of seamap that clang makes, too. recall: calls of clang that seamap has.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CLANG = os.environ.get("CLANG", "clang-19")
METADATA = re.compile(r"^!(\d+) = (?:distinct )?!(DISubprogram|DIFile|DILocation|DILexicalBlock|DILexicalBlockFile)\((.*)\)$")
FIELD = re.compile(r"(\w+): (\"(?:[^\"\\]|\\.)*\"|[^,]+(?:\([^)]*\))?)")
DEFINE = re.compile(r"^define .*?@(\"[^\"]*\"|[\w.$]+)\(.*!dbg !(\d+)")
CALL = re.compile(r"\b(?:call|invoke)\b.*?(@\"[^\"]*\"|@[\w.$]+|%[\w.]+)\(")
# The library calls what it is handed: std::function, make_unique(), make_shared().
HANDED = re.compile(r"_ZNKSt8function.*clE|St11make_unique|St11make_shared|St8_(?:__)?invoke")
ALIAS = re.compile(r"^@(\"[^\"]*\"|[\w.$]+) = .*\balias\b.*@(\"[^\"]*\"|[\w.$]+)$")
PLACE = re.compile(r"!dbg !(\d+)")


def arguments_of(entry, output):
    words = entry.get("arguments") or __import__("shlex").split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif word not in ("-c", "-Werror", "-flto", "-MD", "-MMD") and not word.startswith(("-O", "-g", "-W")):
            kept.append(word)
    compiler = re.sub(r"clang(?!.*clang)", "clang++", CLANG) if re.search(r"\.(cc|cpp|cxx|C)$", entry["file"]) else CLANG
    return [compiler, *kept, "-w", "-O0", "-g", "-fno-discard-value-names", "-S", "-emit-llvm", "-o", output]


class Unit:
    """What one unit's IR says: functions by symbol, direct calls, lines of indirect calls."""

    def __init__(self, text, root):
        self.functions, self.calls, self.indirect = {}, [], set()
        metadata = {}
        for line in text.splitlines():
            found = METADATA.match(line)
            if found:
                metadata[found[1]] = (found[2], dict(FIELD.findall(found[3])))
        self.metadata, self.root = metadata, root
        aliases = dict(ALIAS.match(line).groups() for line in text.splitlines() if ALIAS.match(line))
        caller, lines = None, iter(text.splitlines())
        for line in lines:
            if line.startswith("define "):
                found = DEFINE.match(line)
                caller = self.place(found[2]) if found else None
                if found and caller:
                    self.functions[found[1].strip('"')] = caller
            elif line.startswith("}"):
                caller = None
            elif caller and "invoke " in line:
                self.add_call(caller, line + next(lines))
            elif caller and "call " in line:
                self.add_call(caller, line)

        for name, target in aliases.items():  # a constructor of complete objects may be that of bases
            if target.strip('"') in self.functions:
                self.functions[name.strip('"')] = self.functions[target.strip('"')]

    def file_of(self, reference):
        kind, fields = self.metadata.get((reference or "").lstrip("!"), (None, {}))
        if kind != "DIFile":
            return None
        path = os.path.normpath(os.path.join(fields["directory"].strip('"'), fields["filename"].strip('"')))
        return os.path.relpath(path, self.root) if path.startswith(self.root + os.sep) else None

    def place(self, number):
        """(file, line) of a function that somebody wrote in the tree, or None."""
        _, fields = self.metadata[number]
        path = self.file_of(fields.get("file"))
        if not path or "DIFlagArtificial" in fields.get("flags", "") or "line" not in fields:
            return None
        return path, int(fields["line"]), fields.get("name", "").strip('"')

    def add_call(self, caller, line):
        found, at = CALL.search(line), PLACE.search(line)
        location = self.metadata.get(at[1], (None, {}))[1] if at else {}
        if not found or found[1].startswith("@llvm."):
            return
        if found[1][0] == "%" or HANDED.search(found[1]):
            self.indirect.add((caller[:2], int(location.get("line", 0))))
        else:
            self.calls.append((caller, found[1][1:].strip('"'), int(location.get("line", 0))))


def read_unit(entry, root):
    with tempfile.TemporaryDirectory() as directory:  # clang removes what it cannot finish
        output = pathlib.Path(directory) / "unit.ll"
        done = subprocess.run(arguments_of(entry, str(output)), cwd=entry["directory"], capture_output=True)
        if done.returncode:
            return None
        return Unit(output.read_text(errors="replace"), root)


def clang_edges(entries, root):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        units = [unit for unit in pool.map(lambda entry: read_unit(entry, root), entries)]
    failed = sum(unit is None for unit in units)
    units = [unit for unit in units if unit]
    everywhere = {}
    for unit in units:
        everywhere.update(unit.functions)
    edges, indirect, written = {}, set(), set()
    for unit in units:
        indirect |= unit.indirect
        written |= {place[:2] for place in unit.functions.values()}
        for caller, symbol, line in unit.calls:
            callee = unit.functions.get(symbol) or everywhere.get(symbol)
            if callee and not callee[2].startswith("~"):
                edges.setdefault((caller[:2], callee[:2]), (caller, callee, line))
    return edges, indirect, written, failed


def seamap_edges(graph):
    nodes = {node["id"]: (node["path"], node["line"]) for node in graph["nodes"]
             if node["kind"] in ("function", "method", "lambda")}
    names = {place: name for name, place in nodes.items()}
    edges = {}
    for edge in graph["edges"]:
        caller = edge["from"].split(".<case ")[0]  # the steps of a callback are parts of it
        if edge["kind"] not in ("call", "await") or caller not in nodes or edge["to"] not in nodes:
            continue
        if edge["to"].rsplit("::", 1)[-1].startswith("~"):
            continue
        lines = [edge["line"], *(site["line"] for site in edge.get("sites", []))]
        pair = nodes[caller], nodes[edge["to"]]
        edges[pair] = (caller, edge["to"], lines + edges.get(pair, ("", "", []))[2])
    return edges, names


def main():
    seamap, tree, database = sys.argv[1:4]
    show = int(sys.argv[5]) if len(sys.argv) > 5 else 0
    root = os.path.realpath(tree)
    entries = [entry for entry in json.load(open(database))
               if os.path.realpath(os.path.join(entry["directory"], entry["file"])).startswith(root + os.sep)]
    run = subprocess.run([os.path.abspath(seamap), "graph", "--compile-commands", os.path.abspath(database), "-q"],
                         cwd=root, stdout=subprocess.PIPE, check=True)
    ours, names = seamap_edges(json.loads(run.stdout))
    theirs, indirect, written, failed = clang_edges(entries, root)
    # Only callers that both have: the other ones are in units that clang does not compile, or are never emitted.
    direct = {pair: edge for pair, edge in ours.items() if pair[0] in written and pair[1] in written and
              not any((pair[0], line) in indirect for line in edge[2])}
    right, found = set(direct) & set(theirs), set(ours) & set(theirs)
    print(f"units {len(entries)} ({failed} that clang does not compile)  functions {len(written)}, "
          f"of which seamap has {len(written & set(names))}")
    print(f"direct calls: clang {len(theirs)}, seamap {len(direct)}")
    print(f"precision {len(right) / max(1, len(direct)):.4f}  recall {len(found) / max(1, len(theirs)):.4f}")
    for pair in sorted(set(direct) - set(theirs))[:show]:
        print("  only seamap:", *direct[pair])
    for pair in sorted(set(theirs) - set(ours))[:show]:
        print("  only clang:", *theirs[pair])


if __name__ == "__main__":
    main()
