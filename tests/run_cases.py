#!/usr/bin/env python3
"""Runs the golden cases: tests/run_cases.py SEAMAP [DIRECTORY…]

A case is a directory tests/cases/AREA/BEHAVIOUR/ with an input tree src/ (it is copied, and seamap runs in the copy).
What lies in outside/ is copied to ../outside: headers that are not of the tree.
The file present says what is checked:

    graph.txt      edges of `seamap graph` inside the tree, but for `imports`: KIND CERTAINTY FROM -> TO
    edges.txt      all of its edges: KIND CERTAINTY FROM -> TO [broken] [flags]  PATH:LINE
    nodes.txt      all of its nodes: KIND ID [async] [roles] [flags]  PATH:LINE
    VIEW.mmd       `seamap draw --view VIEW`; VIEW.md and VIEW.json likewise, in that format
    check.FORMAT.* `seamap check --format FORMAT`, whatever it finds: check.text.txt, check.sarif.json, …
    options        words added to all of the above commands: `--entry app.main`
    args           words of one more command, of which are checked:
    stdout.txt, stderr.txt   what it prints (a file that is not there is not checked); stdout.md, stdout.mmd and
                             stdout.json say what it is, so that diagrams in it are parsed and drawn as well
    status         its exit code (0 when not there)
    out/           the files that it writes into the directory $OUT, a word in args
    setup.sh       runs in the copy beforehand, with $SEAMAP, for what git cannot hold: repositories, odd file names
    what.txt       says to people what the case is about
    expected-failure   says why seamap's answer is known to be wrong; the files say what would be right

UPDATE=1 rewrites what is checked (and starts a graph.txt when nothing is); the reviewer reads the diff. Graphs must
also keep the invariants of check_graph().
"""

import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent
VIEWS = ("init", "factories", "boundaries", "overview")
STDOUT_FILES = {"stdout.txt", "stdout.md", "stdout.mmd", "stdout.json"}
FORMATS = {".mmd": "mermaid", ".md": "markdown", ".json": "json"}
NODE_KINDS = {"module", "class", "function", "method", "lambda", "case", "external"}
EDGE_KINDS = {"call", "await", "spawn", "to-thread", "from-thread", "run", "callback", "creates", "returns",
              "inherits", "overrides", "imports", "decorates", "depends"}
TIMEOUT = 120  # seconds; sanitizers are slow


def read_text(path):
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")


def check_graph(graph, tree):
    """Yields what is wrong with a graph, whatever the case is about."""
    if graph.get("schema") != "seamap.graph/1":
        yield f"schema is {graph.get('schema')}"
    lines_of = {}

    def check_place(what, path, line):
        if path not in lines_of:
            file = tree / path
            # No splitlines(): it also breaks at form feeds and other characters that are no line ends in Python.
            lines_of[path] = len(re.split(b"\r\n|\r|\n", file.read_bytes())) if file.is_file() else 0
        if not 1 <= line <= max(lines_of[path], 1 if lines_of[path] else 0):
            yield f"{what} is at {path}:{line}, which is not there"

    ids = [node["id"] for node in graph["nodes"]]
    if len(set(ids)) < len(ids):
        yield f"ids are not unique: {sorted(i for i in set(ids) if ids.count(i) > 1)}"
    if ids != sorted(ids, key=os.fsencode):
        yield "nodes are not sorted by id"
    for node in graph["nodes"]:
        if node["kind"] not in NODE_KINDS:
            yield f"{node['id']} is of kind {node['kind']}"
        if node["kind"] != "external":
            yield from check_place(node["id"], node["path"], node["line"])
    known, seen, callers = set(ids), set(), []
    for edge in graph["edges"]:
        name = f"{edge['from']} {edge['kind']} {edge['to']}"
        if edge["from"] not in known or edge["to"] not in known:
            yield f"{name}: no such node"
        if edge["kind"] not in EDGE_KINDS or edge["certainty"] not in ("certain", "possible"):
            yield f"{name}: is {edge['certainty']}"
        if edge.get("path"):
            yield from check_place(name, edge["path"], edge["line"])
        key = json.dumps(edge, sort_keys=True)
        if key in seen:
            yield f"{name}: stands there twice"
        seen.add(key)
        callers.append(os.fsencode(edge["from"]))
    if callers != sorted(callers):
        yield "edges are not sorted by caller"


def lines_text(lines):
    return "".join(line + "\n" for line in sorted(set(lines), key=os.fsencode))


def graph_lines(graph):
    inner = {node["id"] for node in graph["nodes"] if node["kind"] != "external"}
    return lines_text(f"{edge['kind']} {edge['certainty']} {edge['from']} -> {edge['to']}" for edge in graph["edges"]
                      if edge["kind"] != "imports" and edge["from"] in inner and edge["to"] in inner)


def details(item):
    place = f"  {item['path']}:{item['line']}" if item.get("path") else ""
    marks = " broken" if item.get("broken") else ""
    return marks + "".join(f" [{' '.join(item[key])}]" for key in ("roles", "flags") if item.get(key)) + place


def edge_lines(graph):
    return lines_text(f"{edge['kind']} {edge['certainty']} {edge['from']} -> {edge['to']}{details(edge)}"
                      for edge in graph["edges"])


def node_lines(graph):
    return lines_text(f"{node['kind']} {node['id']}{' async' if node.get('async') else ''}{details(node)}"
                      for node in graph["nodes"])


GRAPH_FILES = {"graph.txt": graph_lines, "edges.txt": edge_lines, "nodes.txt": node_lines}


class Case:
    def __init__(self, directory, seamap, update):
        self.directory, self.seamap = directory, seamap
        self.update = update and not (directory / "expected-failure").is_file()
        self.name = os.path.relpath(directory, ROOT / "cases")
        self.problems = []

    def run(self):
        with tempfile.TemporaryDirectory(prefix="seamap-case-") as scratch:
            self.scratch = pathlib.Path(scratch).resolve()
            self.tree = self.scratch / "src"
            try:
                self.prepare()
                self.check()
            except (OSError, ValueError, KeyError, TypeError, AttributeError, subprocess.SubprocessError) as error:
                self.problems.append(f"{type(error).__name__}: {error}")
        return self

    def prepare(self):
        source = self.directory / "src"
        if source.is_dir():
            shutil.copytree(source, self.tree, symlinks=True)
        else:
            self.tree.mkdir()
        if (self.directory / "outside").is_dir():
            shutil.copytree(self.directory / "outside", self.scratch / "outside")
        # Nothing of the machine or of this repository gets in: no config, cache, ignore file, locale or colour.
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": scratch_home(self.scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(self.scratch),
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z", "SEAMAP": self.seamap,
        }
        self.environment.update({k: v for k, v in os.environ.items() if re.fullmatch(r"\w+SAN_OPTIONS", k)})
        if (self.directory / "setup.sh").is_file():
            subprocess.run(["bash", "-eu", str(self.directory / "setup.sh")], cwd=self.tree, env=self.environment,
                           check=True, timeout=TIMEOUT, stdout=subprocess.DEVNULL)

    def seamap_run(self, words):
        done = subprocess.run([self.seamap, *words], cwd=self.tree, env=self.environment, timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        texts = [stream.decode("utf-8", "surrogateescape").replace(str(self.scratch), "<scratch>")
                 .replace(self.seamap, "seamap") for stream in (done.stdout, done.stderr)]
        return done.returncode, *texts

    def product(self, words):
        """The standard output of a command that must succeed."""
        status, output, talk = self.seamap_run(words)
        if status != 0:
            self.problems.append(f"`seamap {shlex.join(words)}` exits with {status}\n{talk.rstrip()}")
            return None
        return output

    def compare(self, name, actual):
        if actual is None:
            return
        file = self.directory / name
        wanted = read_text(file) if file.is_file() else ""
        if wanted == actual:
            return
        if self.update:
            write_text(file, actual)
            return
        diff = difflib.unified_diff(wanted.splitlines(), actual.splitlines(), f"{name} (wanted)", f"{name} (got)", "",
                                    "", 2, "")
        self.problems.append("\n".join(diff) or f"{name}: line ends differ")

    def words(self, name):
        file = self.directory / name
        return shlex.split(read_text(file)) if file.is_file() else []

    def check(self):
        present = {entry.name for entry in self.directory.iterdir()}
        drawings = [view + suffix for view in VIEWS for suffix in FORMATS if view + suffix in present]
        checks = sorted(name for name in present if name.startswith("check."))
        if not drawings and not checks and not present & {*GRAPH_FILES, "args"}:
            if self.update:
                present.add("graph.txt")
            else:
                self.problems.append("checks nothing")
        if present & set(GRAPH_FILES):
            output = self.product(["graph", "--format", "json", *self.words("options")])
            if output is not None:
                graph = json.loads(output)
                self.problems += check_graph(graph, self.tree)
                for name, lines in GRAPH_FILES.items():
                    if name in present:
                        self.compare(name, lines(graph))
        for name in drawings:
            view, suffix = os.path.splitext(name)
            self.compare(name, self.product(["draw", "--view", view, "--format", FORMATS[suffix], *self.words("options")]))
        for name in checks:
            words = ["check", "--format", name.split(".")[1], "--exit-zero", *self.words("options")]
            self.compare(name, self.product(words))
        if "args" in present:
            self.check_command(self.words("args"), present)

    def check_command(self, words, present):
        out = self.scratch / "out"
        status, output, talk = self.seamap_run([word.replace("$OUT", str(out)) for word in words])
        for name in sorted(present & STDOUT_FILES):
            self.compare(name, output)
        if "stderr.txt" in present:
            self.compare("stderr.txt", talk)
        if "status" in present or status != 0:
            before = len(self.problems)
            wanted = read_text(self.directory / "status").strip() if "status" in present else "0"
            if wanted != str(status):
                self.compare("status", f"{status}\n")
            if len(self.problems) > before:
                self.problems.append(f"stderr:\n{talk.rstrip()}")
        if "out" in present:
            written = {str(f.relative_to(out)) for f in out.rglob("*") if f.is_file()}
            wanted = {str(f.relative_to(self.directory / "out")) for f in (self.directory / "out").rglob("*") if f.is_file()}
            for name in sorted(written | wanted):
                if name in written:
                    self.compare(f"out/{name}", read_text(out / name))
                elif self.update:
                    (self.directory / "out" / name).unlink()
                else:
                    self.problems.append(f"out/{name} was not written")


def scratch_home(scratch):
    home = scratch / "home"
    home.mkdir()
    return str(home)


def find_cases(directories):
    for directory in directories:
        if is_case(directory):
            yield directory
        elif directory.is_dir():
            yield from find_cases(sorted(entry for entry in directory.iterdir() if entry.is_dir()))


def is_case(directory):
    return any((directory / name).exists() for name in ("src", "args", "setup.sh"))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    seamap = str(pathlib.Path(sys.argv[1]).resolve())
    update = os.environ.get("UPDATE", "") not in ("", "0")
    roots = [pathlib.Path(argument).resolve() for argument in sys.argv[2:]] or [ROOT / "cases"]
    directories = list(find_cases(roots))
    passed, failed, expected = 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case in pool.map(lambda directory: Case(directory, seamap, update).run(), directories):
            known = case.directory / "expected-failure"
            if known.is_file() and case.problems:
                expected += 1
                print(f"{case.name}: expected failure: {read_text(known).strip()}")
            elif known.is_file() and not update:
                failed += 1
                print(f"{case.name}: passes now; delete expected-failure")
            elif case.problems:
                failed += 1
                print(f"{case.name}: FAILED")
                for problem in case.problems:
                    print("    " + problem.replace("\n", "\n    "))
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed" + (f", {expected} expected failures" if expected else ""))
    if not directories:
        return 77  # skipped
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
