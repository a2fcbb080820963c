#!/usr/bin/env python3
"""Units of C and C++: tests/units.py SEAMAP

Where they come from (compile databases, guesses, revisions), what may not happen with them (hostile commands, source that
crashes or hangs libclang), what is kept of them between runs.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

SANITIZED = any(name.endswith("SAN_OPTIONS") for name in os.environ)
TIMEOUT = 300
UNIT_SECONDS = 12 if SANITIZED else 4
GOOD = "static void g(void) {}\nvoid good(void) { g(); }\n"
GOOD_CALL = "good good.c#g"

CASES = []


def case(function):
    CASES.append(function)
    return function


def put(tree, path, text):
    file = tree / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def command(directory, file, text):
    return {"directory": str(directory), "file": str(file), "command": text}


class Run:
    """One run of `seamap graph` in a tree; complains when it does not end as expected."""

    def __init__(self, seamap, tree, *options, code=0):
        done = subprocess.run([seamap, "graph", "-v", "-C", tree, "--unit-seconds", str(UNIT_SECONDS), *options],
                              capture_output=True, text=True, timeout=TIMEOUT, check=False)
        assert done.returncode == code, f"exit code {done.returncode}: {done.stderr}"
        self.text, self.said = done.stdout, done.stderr
        self.graph = json.loads(done.stdout) if done.stdout else {"nodes": [], "edges": []}
        self.calls = {f"{edge['from']} {edge['to']}" for edge in self.graph["edges"] if edge["kind"] == "call"}
        self.ids = {node["id"] for node in self.graph["nodes"]}

    def expect(self, *calls):
        missing = set(calls) - self.calls
        assert not missing, f"calls are missing: {missing}; there are {self.calls}\n{self.said}"
        return self

    def expect_not(self, *calls):
        found = set(calls) & self.calls
        assert not found, f"there should be no {found}"
        return self

    def says(self, *texts):
        for text in texts:
            assert text in self.said, f"says nothing of {text!r}:\n{self.said}"
        return self

    def never_says(self, text):
        assert text not in self.said, f"says {text!r}:\n{self.said}"
        return self


# --- hostile source ---

def write_hostile(tree):
    """Each takes its process down, or would; the message that must come of it."""
    os.mkfifo(tree / "pipe")
    hostile = {
        "crash.c": ("#pragma clang __debug crash\n", "libclang crashes on it"),
        "deep.c": ("int x = " + "!" * 300000 + "1;\n", "libclang"),  # overruns the stack
        "pipe.c": ('#include "pipe"\n', "libclang waits for something that does not come"),
        "busy.cc": ("template<int A, int B> struct F { static const int v = F<A - 1, B * 2>::v + F<A - 1, B * 2 + 1>::v; };\n"
                    "template<int B> struct F<0, B> { static const int v = 1; };\nint q = F<28, 1>::v;\n",
                    f"libclang takes more than {UNIT_SECONDS} s for it"),
        "stdin.c": ('#include "/dev/stdin"\n#include "/proc/self/fd/3"\nint x;\n', ""),
        "self.c": ("#include __FILE__\n", "degraded: 1 error, the first: #include nested too deeply"),
        "brackets.c": ("int x = " + "(" * 10 ** 6 + "1" + ")" * 10 ** 6 + ";\n", "degraded: "),
        "templates.cc": ("template<int N> struct A { static const int v = A<N - 1>::v; };\nint x = A<5000>::v;\n",
                         "degraded: "),
        "loop.cc": ("constexpr long f(long n) { long s = 0; for (long i = 0; i < n; i++) s += i; return s; }\n"
                    "constexpr long a = f(1000000000000);\n", "degraded: 1 error"),
        "nul.c": ("int x;\0\0\0\n", ""),
        "empty.c": ("", ""),
        "binary.c": (bytes(range(256)) * 64, "degraded: "),
    }
    for name, (text, _) in hostile.items():
        put(tree, name, text)
    return {name: said for name, (_, said) in hostile.items()}


@case
def hostile_units_take_only_themselves_down(seamap, tree):
    put(tree, "good.c", GOOD)
    expected = write_hostile(tree)
    run = Run(seamap, tree, "--no-cache", "-j2").expect(GOOD_CALL)
    for name, said in expected.items():
        lines = [line for line in run.said.splitlines() if line.startswith(f"{name}:")]
        assert not said or any(said in line for line in lines), f"{name}: no {said!r} in {lines}"
    assert not list(tree.glob("core*")), "there is a core file"


@case
def a_unit_may_not_take_all_memory(seamap, tree):
    if SANITIZED:  # which reserves terabytes, so that memory cannot be limited
        return
    put(tree, "good.c", GOOD)
    put(tree, "zero.c", '#include "/dev/zero"\n')
    run = Run(seamap, tree, "--no-cache", "--unit-seconds", "100").expect(GOOD_CALL)
    assert "zero.c: warning: is not read: libclang needs more than 4096 MiB for it" in run.said, run.said


@case
def a_killed_run_leaves_no_worker(seamap, tree):
    os.mkfifo(tree / "pipe")
    put(tree, "pipe.c", '#include "pipe"\n')
    run = subprocess.Popen([seamap, "graph", "--no-cache", "-C", tree], stdout=subprocess.DEVNULL)
    children = pathlib.Path(f"/proc/{run.pid}/task")
    worker, end = None, time.monotonic() + 60
    while not worker and time.monotonic() < end:
        time.sleep(0.02)
        worker = "".join(file.read_text() for file in children.glob("*/children")).split()
    run.kill()
    run.wait()
    stat = pathlib.Path(f"/proc/{worker[0]}/stat")
    while stat.exists() and time.monotonic() < end:
        if stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":  # nobody waits for orphans here
            break
        time.sleep(0.02)
    else:
        assert not stat.exists(), "the worker outlives seamap"


@case
def degraded_units_say_what_they_miss(seamap, tree):
    put(tree, "a.c", '#include <stddef.h>\n#include "gone.h"\n#include <far/gone.h>\n'
                     "static void g(void) {}\nvoid f(void) { g(); missing(1); g2(); }\n")
    put(tree, "b.cc", "int g(int);\ntask<int> k() { co_await g(1); }\nvoid h() { g(1); }\n")
    run = Run(seamap, tree, "--no-cache").expect("f a.c#g").never_says("stddef.h")
    run.says("a.c:2:10: warning: degraded: the header gone.h is not found, nor 1 other, with 2 errors in what needs it",
             "b.cc:2:17: warning: degraded: a part of this coroutine is not read: ")


# --- compile databases ---

TWICE = "static void a(void) {}\nstatic void b(void) {}\nvoid f(void) {\n#ifdef A\n a();\n#endif\n#ifdef B\n b();\n#endif\n}\n"


@case
def a_file_has_the_union_of_its_commands(seamap, tree):
    put(tree, "src/x.c", TWICE)
    put(tree, "compile_commands.json", json.dumps([
        command(tree, "src/x.c", "cc -DA -c src/x.c"), command(tree / "src", "x.c", "ccache gcc -D B -c x.c"),
        {"directory": "src", "file": "../src/x.c", "arguments": ["cc", "-DA", "x.c"]}, {"file": "nothing"}]))
    run = Run(seamap, tree, "--no-cache").expect("f src/x.c#a", "f src/x.c#b")
    run.says("compile_commands.json: note: 3 of its 3 commands compile files of the tree",
             "compile_commands.json: warning: 1 entries name no file, directory or command")


@case
def the_database_is_found_where_builds_leave_it(seamap, tree):
    put(tree, "x.c", TWICE)
    put(tree, "cmake-build-debug/compile_commands.json", json.dumps([command(tree, "x.c", "cc -DA x.c")]))
    put(tree, "other.json", json.dumps([command(tree, "x.c", "cc x.c")]))
    Run(seamap, tree, "--no-cache").expect("f x.c#a").says("cmake-build-debug/compile_commands.json: note: 1 of its 1")
    put(tree, "build/compile_commands.json", json.dumps([command(tree, "x.c", "cc -DB x.c")]))
    Run(seamap, tree, "--no-cache").expect("f x.c#b").expect_not("f x.c#a")
    Run(seamap, tree, "--no-cache", "--compile-commands", "other.json").expect_not("f x.c#a", "f x.c#b")
    put(tree, "seamap.yaml", "compile-commands: cmake-build-debug/compile_commands.json\n")
    Run(seamap, tree, "--no-cache").expect("f x.c#a").expect_not("f x.c#b")


@case
def a_database_that_cannot_be_read_is_reported(seamap, tree):
    put(tree, "good.c", GOOD)
    broken = put(tree, "build/compile_commands.json", "[{")
    Run(seamap, tree, "--no-cache").expect(GOOD_CALL).says("build/compile_commands.json: warning: is no JSON")
    broken.write_text("{}")
    Run(seamap, tree, "--no-cache").expect(GOOD_CALL).says("warning: is no compile database")
    broken.unlink()
    os.mkfifo(broken)
    Run(seamap, tree, "--no-cache").expect(GOOD_CALL).says("warning: is not a regular file")
    Run(seamap, tree, "--no-cache", "--compile-commands", "nowhere.json", code=2).says("nowhere.json: error: cannot be opened")
    Run(seamap, tree, "--no-cache", "--compile-commands", broken, code=2).says("error: is not a regular file")
    broken.unlink()
    with tempfile.TemporaryDirectory() as outside:
        broken.symlink_to(put(pathlib.Path(outside), "x.json", "["))
        Run(seamap, tree, "--no-cache").expect(GOOD_CALL).says("note: a link that leaves the tree is not followed")


@case
def hostile_commands_do_nothing(seamap, tree):
    victim = put(tree, "victim", "as it was\n")
    put(tree, "options", "-DA\n")
    put(tree, "x.c", TWICE)
    put(tree, "evil.h", "")
    put(tree, "evil.h.pch", "no precompiled header")
    put(tree, "evil.h.gch", "neither")
    for flags in (f"-o {victim} -MD -MF {victim}", "@options", f"-fplugin={victim}", f"-Xclang -load -Xclang {victim}",
                  f"-ivfsoverlay {victim}", f"; touch {tree}/touched", f"$(touch {tree}/touched)",
                  f"-fmodules -fmodules-cache-path={tree}/modules", f"-ftime-trace={tree}/trace -save-temps={tree}",
                  "-target no-such-machine", "-march=no-such-processor", "-std=c++98", f"-resource-dir {tree}",
                  f"-serialize-diagnostics {victim}", "-include evil.h"):
        put(tree, "compile_commands.json", json.dumps([command(tree, "x.c", f"cc -DB {flags} -c x.c")]))
        before = sorted(tree.rglob("*"))
        Run(seamap, tree, "--no-cache").expect("f x.c#b").expect_not("f x.c#a").never_says("degraded")
        assert sorted(tree.rglob("*")) == before and victim.read_text() == "as it was\n", f"{flags} wrote a file"


@case
def a_database_may_come_from_another_machine(seamap, tree):
    put(tree, "src/x.c", '#include "y.h"\n' + TWICE)
    put(tree, "include/y.h", "#define A\n")
    put(tree, "build/compile_commands.json", json.dumps([
        command("/builds/17/project/build", "../src/x.c", "cc -I../include -I/builds/17/project/gone -DB -c ../src/x.c"),
        command("/builds/17/project/build", "/builds/17/project/generated.c", "cc -c generated.c")]))
    Run(seamap, tree, "--no-cache").expect("f src/x.c#a", "f src/x.c#b").says("1 of its 2 commands").never_says("degraded")


@case
def files_without_a_command(seamap, tree):
    put(tree, "lib/unix/x.c", "void x(void) {}\n")
    put(tree, "lib/windows/x.c", "void y(void);\nvoid x(void) { y(); }\n")
    put(tree, "lib/unused.h", "static inline void hidden(void) {}\n")
    put(tree, "examples/one/main.c", "#ifdef FLAG\nvoid x(void);\nint main(void) { x(); }\n#endif\n")
    put(tree, "compile_commands.json", json.dumps([command(tree, "lib/unix/x.c", "cc -DFLAG -c lib/unix/x.c")]))
    run = Run(seamap, tree, "--no-cache").expect("main x").expect_not("x y")
    run.says("note: 1 source files are left out: the compile database names others beside them, but not these")


@case
def headers_alone_are_units(seamap, tree):
    put(tree, "include/lib/a.hpp", '#include <lib/b.h>\nnamespace lib { inline void a() { b(); } }\n')
    put(tree, "include/lib/b.h", "namespace lib { inline void b() {} }\n")
    put(tree, "include/lib/c.h", "static inline void d(void) {}\nstatic inline void c(void) { int class = 1; d(); }\n")
    run = Run(seamap, tree, "--no-cache").expect("lib::a lib::b").never_says("degraded")
    assert {"include/lib/c.h#c", "include/lib/c.h#d"} <= run.ids, run.ids


@case
def the_walk_says_which_files_count(seamap, tree):
    for path in ("a.c", "skipped/b.c", "ignored/c.c", "node_modules/d.c"):
        put(tree, path, f"void {pathlib.Path(path).stem}(void) {{}}\n")
    put(tree, ".gitignore", "ignored/\n")
    put(tree, "compile_commands.json", json.dumps([command(tree, path, "cc -c") for path in (
        "a.c", "skipped/b.c", "ignored/c.c", "node_modules/d.c", "/etc/passwd", "../outside.c", "gone.c")]))
    run = Run(seamap, tree, "--no-cache", "--exclude", "skipped/").says("1 of its 7 commands")
    assert run.ids & set("abcd") == {"a"}, run.ids
    put(tree, "a.c", '#include "skipped/b.c"\n#include "ignored/c.c"\n#include "piece.inc"\nvoid a(void) { b(); c(); p(); }\n')
    put(tree, "piece.inc", "static void p(void) {}\n")
    cache = ("--cache", tree.parent / "cache")
    Run(seamap, tree, *cache).expect("a b", "a piece.inc#p")
    run = Run(seamap, tree, *cache, "--exclude", "skipped/").expect("a piece.inc#p")
    assert not any(node["path"].startswith(("skipped/", "ignored/")) for node in run.graph["nodes"]), run.ids


# --- the cache ---

def alone(seamap, tree):
    """A copy without seamap-clang beside it: what it knows comes from the cache."""
    place = tree.parent / "alone"
    place.mkdir(exist_ok=True)
    shutil.copy(seamap, place / "seamap")
    return place / "seamap"


@case
def unchanged_units_are_not_parsed_again(seamap, tree):
    put(tree, "a.c", '#include <stdio.h>\n#include <stddef.h>\n#include "h.h"\nvoid f(void) { g(); }\n')
    put(tree, "b.c", '#include "other.h"\nvoid other(void) {}\n')
    header = put(tree, "h.h", "static void g(void) {}\n")
    cache = ("--cache", tree.parent / "cache")
    cold, parsed = Run(seamap, tree, *cache), "seamap-clang, which reads C and C++, does not lie beside seamap"
    assert cold.text == Run(seamap, tree, "--no-cache", "-j4").text == Run(seamap, tree, *cache, "-j1").text
    lone = alone(seamap, tree)
    warm = Run(lone, tree, *cache).never_says(parsed)
    assert warm.text == cold.text and warm.said == cold.said, "a warm cache gives something else"
    header.write_text("static void k(void) {}\nstatic void g(void) { k(); }\n")
    Run(lone, tree, *cache).says(f"a.c: warning: is not read: {parsed}").never_says("b.c: warning: is not")
    Run(seamap, tree, *cache).expect("h.h#g h.h#k")
    header.write_text("static void g(void) {}\n")
    assert Run(lone, tree, *cache).text == cold.text, "what was known before is forgotten"
    put(tree, "other.h", "")  # was missing
    Run(lone, tree, *cache).says("b.c: warning: is not read")
    shutil.copytree(tree, tree.parent / "moved")
    Run(seamap, tree, *cache)
    assert Run(lone, tree.parent / "moved", *cache).never_says(parsed).text == Run(seamap, tree, "--no-cache").text


@case
def python_alone_needs_no_worker(seamap, tree):
    put(tree, "a.py", "def f():\n    g()\n\n\ndef g():\n    pass\n")
    Run(alone(seamap, tree), tree, "--no-cache").expect("a.f a.g")


# --- revisions ---

@case
def a_revision_is_read_without_a_checkout(seamap, tree):
    def git(*arguments):
        subprocess.run(["git", "-C", tree, "-c", "user.name=x", "-c", "user.email=x@x", *arguments], check=True,
                       capture_output=True)
    put(tree, "src/x.c", '#include "y.h"\n#include "z.inc"\n#include <stddef.h>\nvoid f(void) { a(); }\n')
    put(tree, "include/y.h", "static void b(void) {}\n")
    put(tree, "include/z.inc", "static void a(void) { b(); }\n")
    put(tree, ".gitignore", "/build/\n")
    put(tree, "build/compile_commands.json",
        json.dumps([command(tree / "build", "../src/x.c", f"cc -I{tree}/include -c ../src/x.c")]))
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    then = Run(seamap, tree, "--no-cache").expect("include/z.inc#a include/y.h#b").never_says("degraded")
    (tree / "include/z.inc").unlink()
    put(tree, "include/y.h", "static void a(void) {}\nstatic void changed(void) {}\n")
    assert Run(seamap, tree, "--no-cache", "--rev", "HEAD").never_says("degraded").text == then.text
    put(tree, "include/stddef.h", "#error of the work tree\n")
    assert Run(seamap, tree, "--no-cache", "--rev", "HEAD", "-j3").never_says("degraded").text == then.text
    Run(seamap, tree, "--no-cache").says("src/x.c:2:10: warning: degraded: the header z.inc is not found")


def main():
    seamap = os.path.abspath(sys.argv[1])
    failed = 0
    for function in CASES:
        if len(sys.argv) > 2 and function.__name__ not in sys.argv[2:]:
            continue
        with tempfile.TemporaryDirectory(prefix="seamap-units-") as scratch:
            tree = pathlib.Path(os.path.realpath(scratch)) / "tree"
            tree.mkdir()
            begun = time.monotonic()
            try:
                function(seamap, tree)
            except (AssertionError, subprocess.TimeoutExpired, ValueError) as error:
                failed += 1
                print(f"{function.__name__}: {error}")
            if time.monotonic() - begun > 30:
                print(f"{function.__name__} took {time.monotonic() - begun:.0f} s")
    print(f"{len(CASES)} cases, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
