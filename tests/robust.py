#!/usr/bin/env python3
"""Hostile and broken trees: tests/robust.py SEAMAP

Nothing in them stops or crashes a run, or makes it slow: the exit code is 0, what can be read is read, what cannot is
reported with its place. A case writes a tree and says which diagnostics and which calls must come of it.
"""

import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SANITIZED = any(name.endswith("SAN_OPTIONS") for name in os.environ)
SECONDS = 60 if SANITIZED else 15  # for one run; all cases but a few take milliseconds
MEMORY = 4 << 30  # bytes of address space
GOOD = "def f():\n    return g()\n\n\ndef g():\n    pass\n"

CASES = []


def case(*problems, calls=("a.f a.g",), silent=True):
    """Registers a case. Diagnostics must begin with `problems` (all of them, when silent); `calls` must be in the graph."""
    def register(write):
        CASES.append((write, problems, calls, silent))
        return write
    return register


def put(tree, path, data):
    file = tree / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)


# --- texts ---

@case("a.py:4:12: warning: syntax error", calls=("a.f a.g", "a.f2 a.f"))
def broken_in_part(tree):
    put(tree, "a.py", "def f():\n    return g()\n\ndef broken(:\n    x = (1)\n\ndef f2():\n    f()\n\ndef g():\n    pass\n")


@case("a.py:5:7: warning: syntax error")
def never_closed(tree):
    put(tree, "a.py", "def f():\n    return g()\n\ndef broken():\n    x = (1\n\ndef f2():\n    f()\n\ndef g():\n    pass\n")


@case("a.py:2:1: warning: syntax error", "a.py:3:1: warning: syntax error")
def merge_conflict(tree):
    put(tree, "a.py", f"import b\n<<<<<<< HEAD\n=======\n>>>>>>> other\n{GOOD}")


@case("a.py:", calls=())
def cut_in_a_string(tree):
    put(tree, "a.py", GOOD + "x = '''never closed\n")


@case("b.py: warning: is not valid UTF-8: byte 0xff on line 1")
def invalid_utf8(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", b"x = '\xff\xfe'\n")


@case()
def latin_1_with_a_coding_line(tree):
    put(tree, "a.py", b"# -*- coding: latin-1 -*-\nx = '\xe9\xff'\n" + GOOD.encode())


@case("b.py: warning: says that it is encoded in 'koi8-r'", "c.py: warning: says that it is encoded in 'no-such-thing'")
def unknown_coding_line(tree):
    put(tree, "a.py", "# coding: utf-8\n" + GOOD)
    put(tree, "b.py", b"# coding: koi8-r\nx = '\xc1'\n")
    put(tree, "c.py", b"# coding: no-such-thing\nx = '\xc1'\n")


@case("b.py: warning: holds a NUL byte on line 1", "c.py: warning: holds a NUL byte on line 1")
def utf16(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", GOOD.encode("utf-16"))
    put(tree, "c.py", GOOD.encode("utf-16-be"))


@case("b.py: warning: holds a NUL byte on line 3")
def nul_bytes(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "x = 1\n\ny = '\0'\n")


@case()
def byte_order_mark_and_form_feeds(tree):
    put(tree, "a.py", b"\xef\xbb\xbf\x0c\n" + GOOD.replace("\n\n", "\n\x0c\n").encode())


@case()
def carriage_returns_alone(tree):
    put(tree, "a.py", GOOD.replace("\n", "\r\n"))


@case(calls=())
def empty_files(tree):
    for name in ("a.py", "b.py", "c/__init__.py"):
        put(tree, name, "")


@case(calls=())
def nothing_but_comments(tree):
    put(tree, "a.py", "# nothing\n" * 1000)


@case()
def no_line_end(tree):
    put(tree, "a.py", GOOD.rstrip("\n"))


# --- sizes ---

@case("a.py:7:", silent=False)
def ten_thousand_parentheses(tree):
    put(tree, "a.py", GOOD + "x = " + "(" * 10000 + "1" + ")" * 10000 + "\n")


@case()
def ten_thousand_terms(tree):
    put(tree, "a.py", GOOD + "x = " + " + ".join(["y"] * 10000) + "\n")


@case("a.py:", calls=(), silent=False)
def a_hundred_thousand_open_brackets(tree):
    put(tree, "a.py", GOOD + "x = " + "[" * 100000)


@case("a.py:7:", silent=False)
def five_thousand_nested_dictionaries(tree):
    put(tree, "a.py", GOOD + "x = " + "{1: " * 5000 + "1" + "}" * 5000 + "\n")


@case("a.py:7:", silent=False)
def ten_thousand_attributes_and_calls(tree):
    put(tree, "a.py", GOOD + "x = y" + ".z" * 10000 + "()" * 10000 + "\n")


@case("a.py:7:", silent=False)
def ten_thousand_lambdas_in_each_other(tree):
    put(tree, "a.py", GOOD + "x = " + "lambda: " * 10000 + "1\n")


@case("b.py: warning: is not read: it has more than 8192 KiB")
def five_thousand_functions_in_each_other(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "".join(" " * i + f"def f{i}():\n" for i in range(5000)) + " " * 5000 + "pass\n")


@case("b.py:", silent=False)
def two_thousand_functions_in_each_other(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "".join(" " * i + f"def f{i}():\n" for i in range(2000)) + " " * 2000 + "pass\n")


@case("b.py:", silent=False)
def two_thousand_classes_in_each_other(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "".join(" " * i + f"class C{i}:\n" for i in range(2000)) + " " * 2000 + "pass\n")


@case("b.py:", silent=False)
def two_thousand_blocks_in_each_other(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "".join(" " * i + f"if x{i}:\n" for i in range(2000)) + " " * 2000 + "pass\n")


@case()
def many_branches(tree):
    put(tree, "a.py", GOOD + "def h(n):\n    if n == 0:\n        x = f\n" +
        "".join(f"    elif n == {i}:\n        x = h{i}\n" for i in range(20000)) + "    return x()\n")


@case()
def many_decorators(tree):
    put(tree, "a.py", GOOD + "@d\n" * 10000 + "def h():\n    pass\n")


@case()
def a_hundred_million_ways_from_an_entry_point(tree):
    put(tree, "a.py", "from fastapi import FastAPI, WebSocket\napp = FastAPI()\n\n\n@app.websocket('/x')\n"
        "async def e(ws: WebSocket):\n    f0(ws)\n    await ws.accept()\n\n\n" + GOOD
        + "".join(f"def f{i}(ws):\n" + f"    f{i + 1}(ws)\n" * 100 for i in range(8)) + "def f8(ws):\n    pass\n")


@case()
def a_long_line_of_inheritance(tree):
    put(tree, "a.py", GOOD + "class C0:\n    pass\n" + "".join(f"class C{i}(C{i - 1}):\n    pass\n" for i in range(1, 3000)))


@case("b.py: warning: is not read: it has more than 8192 KiB", "c.py: warning: is not read: it has more than 8192 KiB")
def a_line_of_fifty_megabytes(tree):
    put(tree, "a.py", GOOD)
    put(tree, "b.py", "x = '" + "y" * 50_000_000 + "'\n")
    put(tree, "c.py", "x = [" + "f(), " * 10_000_000 + "]\n")


@case()
def a_line_of_eight_megabytes(tree):
    put(tree, "a.py", GOOD + "x = '" + "y" * (8 * 1000 * 1000) + "'\n")


@case()
def a_long_list_of_calls(tree):
    put(tree, "a.py", GOOD + "x = [" + "f(), " * 200_000 + "]\n")


# --- meanings ---

@case(calls=("a.f a.g", "a.loop a.loop"))
def circles(tree):
    put(tree, "a.py", "from a import *\nfrom b import *\nimport a.a.a\nclass A(B): pass\nclass B(A): pass\nclass C(C): pass\n"
        "def loop():\n    return loop()()()\nx = [x]\ny = lambda: y\n@property\ndef p(): return p\n"
        "class D:\n    def __getattr__(self, n): return getattr(self, n)\n    __call__ = __getattr__\nD()()()\n" + GOOD)
    put(tree, "b.py", "from a import *\nfrom b import *\n__all__ = __all__ + ['f']\n")


@case()
def explosive_values(tree):
    """Each function gives back every other one; sets of values must not be multiplied without a bound."""
    names = [f"v{i}" for i in range(400)]
    put(tree, "a.py", GOOD + "".join(f"def {name}(x):\n    return [{', '.join(names)}][x]\n" for name in names) +
        "v0" + "(1)" * 100 + "\n")


@case()
def names_for_the_worst(tree):
    put(tree, "a.py", GOOD + "class end: pass\nclass subgraph: pass\nclass click: pass\ndef default(): end()\ndef style(): default()\n"
        "def ℌello(): style()\ndef " + "n" * 5000 + "(): ℌello()\n")


# --- directories ---

@case("b.py: warning: the link leads nowhere", "c.py: warning: the link leads nowhere", silent=False)
def links_to_nowhere(tree):
    put(tree, "a.py", GOOD)
    (tree / "b.py").symlink_to("nowhere.py")
    (tree / "c.py").symlink_to("c.py")


@case(silent=False)
def links_out_of_the_tree(tree):
    put(tree, "a.py", GOOD)
    put(tree.parent, "secret/stolen.py", "def stolen(): pass\n")
    (tree / "b.py").symlink_to(tree.parent / "secret/stolen.py")
    (tree / "c").symlink_to("../secret")
    (tree / "d.py").symlink_to("/dev/zero")


@case(silent=False)
def directories_in_circles(tree):
    put(tree, "a.py", GOOD)
    put(tree, "one/two/b.py", GOOD)
    (tree / "one/two/up").symlink_to("../..")
    (tree / "one/self").symlink_to(".")
    (tree / "other").symlink_to("one")
    (tree / "one/more").symlink_to("../other")


@case(silent=False)
def neither_files_nor_directories(tree):
    put(tree, "a.py", GOOD)
    os.mkfifo(tree / "fifo.py")
    os.mkfifo(tree / "pyproject.toml")
    put(tree, "directory.py/b.py", GOOD)


@case(silent=False)
def names_with_control_characters(tree):
    put(tree, "a.py", GOOD)
    for name in (b"\x1b[31mred\n.py", b"\xff\xfe.py", b"tab\t\"quote'.py", b"-rf.py", b"<!-- seamap:end -->.py", b"%%{init}%%.py"):
        with open(os.fsencode(tree) + b"/" + name, "wb") as file:
            file.write(GOOD.encode() + b"x = (\n")


@case()
def deep_directories(tree):
    put(tree, "a.py", GOOD)
    put(tree, "/".join(["d" * 20] * 150) + "/b.py", GOOD)


@case()
def many_files(tree):
    put(tree, "a.py", GOOD)
    for i in range(2000):
        put(tree, f"p{i % 50}/m{i}.py", GOOD)


@case()
def launchers_full_of_commands(tree):
    put(tree, "a.py", GOOD)
    for i in range(3000):
        commands = "".join(f"python -m p{n % 50}.m{n}\npython m{n}.py\n" for n in range(i, i + 32))
        put(tree, f"p{i % 50}/m{i}.py", "")
        put(tree, f"p{i % 50}/run{i}.sh", commands)


@case(silent=False)
def project_files_full_of_rubbish(tree):
    put(tree, "a.py", GOOD)
    for name in ("pyproject.toml", "setup.py", "setup.cfg", "Dockerfile", "Procfile", "run.sh", "docker-compose.yml", ".gitignore"):
        put(tree, name, b"[[[\x00\xff\"'''\n" + b"(" * 100000)


# --- the runner ---

class Failure(Exception):
    pass


def limit_memory():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Runner:
    def __init__(self, seamap, scratch):
        self.seamap, self.scratch = seamap, scratch
        self.failures = 0

    def run(self, tree, words):
        environment = {**os.environ, "HOME": str(self.scratch), "LC_ALL": "C.UTF-8"}
        done = subprocess.run([self.seamap, *words], cwd=tree, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS, preexec_fn=limit_memory, check=False)
        if done.returncode != 0:
            raise Failure(f"seamap {words[0]}: exits with {done.returncode}\n"
                          + done.stderr[-4000:].decode(errors="backslashreplace"))
        return done

    def graph(self, tree, *options):
        done = self.run(tree, ["graph", *options])
        graph = json.loads(done.stdout.decode())  # strictly UTF-8, strictly JSON
        ids = {node["id"] for node in graph["nodes"]}
        for edge in graph["edges"]:
            if edge["from"] not in ids or edge["to"] not in ids:
                raise Failure(f"{edge['from']} -> {edge['to']}: no such node")
        talk = done.stderr.decode()
        bad = sorted({char for char in talk if (char < " " and char != "\n") or char == "\x7f"})
        if bad:
            raise Failure(f"control characters in the diagnostics: {bad}")
        return {f"{edge['from']} {edge['to']}" for edge in graph["edges"] if edge["kind"] == "call"}, talk.splitlines()

    def check(self, name, body):
        scratch = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        (scratch / "tree").mkdir()
        start = time.monotonic()
        try:
            body(scratch / "tree")
            print(f"{name}: {time.monotonic() - start:.2f} s")
        except (Failure, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            self.failures += 1
            print(f"{name}: FAILED\n{textwrap.indent(str(error), '    ')}")
        shutil.rmtree(scratch)

    def check_case(self, tree, write, problems, wanted, silent):
        write(tree)
        calls, talk = self.graph(tree)
        missing = [problem for problem in problems if not any(line.startswith(problem) for line in talk)]
        if missing or (silent and len(talk) != len(problems)):
            raise Failure("\n".join(["wanted diagnostics:", *problems, "got:", *talk]))
        if not set(wanted) <= calls:
            raise Failure(f"not in the graph: {sorted(set(wanted) - calls)}")
        if any("stolen" in call for call in calls):
            raise Failure("something from outside the tree was read")
        self.run(tree, ["draw", "-o", str(tree.parent / "out")])
        if len(list((tree.parent / "out").iterdir())) != 4:
            raise Failure("not all views were drawn")
        self.check_findings(tree)

    def check_findings(self, tree):
        for kind in ("text", "json", "sarif", "github", "gitlab", "markdown"):
            text = self.run(tree, ["check", "--format", kind, "--exit-zero"]).stdout.decode()  # strictly UTF-8
            bad = sorted({char for char in text if (char < " " and char != "\n") or char == "\x7f"})
            if bad:
                raise Failure(f"control characters in the findings as {kind}: {bad}")
            if kind in ("json", "sarif", "gitlab"):
                json.loads(text)

    def vanishing_files(self, tree):
        """Files disappear while they are listed and read."""
        for _ in range(5):
            for i in range(300):
                put(tree, f"p{i % 7}/m{i}.py", GOOD)
            put(tree, "a.py", GOOD)
            process = subprocess.Popen([self.seamap, "graph", "-j", "2"], cwd=tree, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for i in range(0, 300, 2):
                (tree / f"p{i % 7}/m{i}.py").unlink()
            shutil.rmtree(tree / "p5")
            output, talk = process.communicate(timeout=SECONDS)
            if process.returncode != 0:
                raise Failure(f"exits with {process.returncode}\n{talk[-4000:].decode(errors='replace')}")
            json.loads(output)

    def damaged_cache(self, tree):
        """Whatever stands in the cache, the facts are those of the source."""
        shutil.copytree(ROOT / "docs" / "example", tree, dirs_exist_ok=True)
        cache = tree.parent / "cache"
        wanted = self.run(tree, ["graph", "--cache", str(cache)]).stdout
        entries = sorted(file for file in cache.rglob("*") if file.is_file())
        if len(entries) < 5:
            raise Failure(f"{len(entries)} files in the cache")
        originals = {file: file.read_bytes() for file in entries}
        chance = random.Random(3)

        def flip(data):
            data = bytearray(data)
            for _ in range(8):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            return bytes(data)

        damages = {"cut": lambda data: data[:chance.randrange(len(data))], "emptied": lambda data: b"",
                   "longer": lambda data: data + b"\0" * 64,
                   **{f"flipped {i}": flip for i in range(5)}}
        for name, damage in damages.items():
            for file in entries:
                file.chmod(0o644)
                file.write_bytes(damage(originals[file]))
            got = self.run(tree, ["graph", "--cache", str(cache)]).stdout
            if got != wanted:
                raise Failure(f"another graph with a cache that is {name}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    only = sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="seamap-robust-") as scratch:
        runner = Runner(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(scratch).resolve())
        tests = [(write.__name__, lambda tree, test=(write, *rest): runner.check_case(tree, *test)) for write, *rest in CASES]
        tests += [(test.__name__, test) for test in (runner.vanishing_files, runner.damaged_cache)]
        for name, body in tests:
            if not only or name in only:
                runner.check(name.replace("_", " "), body)
        print(f"{len(tests)} cases, {runner.failures} failures")
        return 1 if runner.failures else 0


if __name__ == "__main__":
    sys.exit(main())
