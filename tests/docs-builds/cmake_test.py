#!/usr/bin/env python3
"""find_package(seamap) for real: tests/docs-builds/cmake_test.py BUILD-DIRECTORY

Installs seamap into a prefix, and lets CMake build the diagrams of a project that uses it, with Ninja and with make.
All paths have spaces in them, and some source files have names that make has its own opinion of.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "DESTDIR", "VIRTUAL_ENV")}

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES NONE)
enable_testing()
find_package(seamap 0.1 REQUIRED)
seamap_add_diagrams(TARGET pictures ALL CHECK SOURCES "the service" VIEWS init overview OUTPUT "docs/my pictures/")
seamap_add_diagrams(TARGET one ALL VIEWS factories FORMAT markdown OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/one.md
                    ENTRY chat.routes.ws.chat_endpoint chat.lifespan.lifespan OPTIONS --max-nodes 9 --exclude docs/)
seamap_add_diagrams(TARGET page CHECK INJECT "read me.md" SOURCES "the service" COMMENT "Filling in")
"""
PAGE = "# Service\n\n<!-- seamap:begin overview -->\n<!-- seamap:end -->\n"
# What CMake 3.25 gets through its own copy of a depfile, and what make and Ninja read besides.
ODD_NAMES = ("with space.py", "with%percent.py", "with ümlaut.py")
ODDER_NAMES = (*ODD_NAMES, "with#hash.py", "with$dollar.py", "with\\ backslash.py", "a\\b.py")

MAKEFILE = """
pictures.stamp:
\t"$(SEAMAP)" draw -o docs/ source --depfile pictures.d --depfile-target $@ && touch $@
-include pictures.d
"""
NINJA = """
rule draw
  command = "$seamap" draw --view overview source -o $out --depfile picture.d && touch $out
  depfile = picture.d
build picture.mmd: draw
"""


class Failure(Exception):
    """What is not as it should be."""


def expect(condition, what):
    if not condition:
        raise Failure(what)


def run(*command, code=0, cwd=None, path=None):
    environment = {**ENVIRONMENT, **({"PATH": f"{path}:{ENVIRONMENT['PATH']}"} if path else {})}
    result = subprocess.run(list(map(str, command)), cwd=cwd, env=environment, text=True, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
    expect(result.returncode == code or (code is None and result.returncode),
           f"exit code {result.returncode}: {' '.join(map(str, command))}\n{result.stdout}")
    return result.stdout


def tick():
    """Lets the clock of the file system advance."""
    time.sleep(0.02)


class Consumer:
    """A project that uses the package, in a directory of its own."""

    def __init__(self, directory, prefix, generator):
        self.directory, self.prefix, self.build = directory, prefix, directory / "build tree"
        self.service = directory / "the service" / "chat"
        shutil.copytree(ROOT / "docs" / "example" / "chat", self.service)
        for name in ODD_NAMES:
            (self.service / name).write_text("", encoding="utf-8")
        (directory / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
        (directory / "read me.md").write_text(PAGE, encoding="utf-8")
        self.configure("-G", generator)

    def configure(self, *options, code=0):
        return run("cmake", *options, "-S", self.directory, "-B", self.build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
                   code=code)

    def make(self, target="all", draws=()):
        """Builds, and expects that exactly these targets were drawn."""
        output = run("cmake", "--build", self.build, "--target", target)
        drawn = set(re.findall(r"Drawing (\w+)|(Filling in)", output))
        expect({left or right for left, right in drawn} == set(draws), f"drawn, and not {draws}:\n{output}")

    def settle(self):
        """Whatever a test changed is drawn; then nothing is left to be done."""
        run("cmake", "--build", self.build)
        self.make(draws=())

    def test_outputs(self):
        self.make(draws=("pictures", "one"))
        names = {path.name for path in (self.directory / "docs" / "my pictures").iterdir()}
        expect({"init.mmd", "overview.mmd"} <= names and "factories.mmd" not in names, f"written: {names}")
        expect("## " in (self.build / "one.md").read_text(encoding="utf-8"), "one.md is no Markdown")

    def test_nothing_to_do(self):
        self.settle()
        self.make(draws=())

    def test_touched(self):
        self.settle()
        picture = self.directory / "docs" / "my pictures" / "overview.mmd"
        for name in ("config.py", *ODD_NAMES):
            before = picture.stat().st_mtime_ns
            tick()
            with (self.service / name).open("a", encoding="utf-8") as source:
                source.write("\n# a comment\n")
            self.make(draws=("pictures", "one"))
            expect(picture.stat().st_mtime_ns == before, "a comment rewrites a picture")
        self.make(draws=())

    def test_added_and_removed(self):
        picture = self.directory / "docs" / "my pictures" / "init.mmd"
        added = self.service / "routes" / "another.py"
        self.settle()
        tick()
        added.write_text('from fastapi import FastAPI, WebSocket\napp = FastAPI()\n@app.websocket("/x")\n'
                         "async def another_endpoint(socket: WebSocket):\n    await socket.accept()\n", encoding="utf-8")
        self.make(draws=("pictures", "one"))
        expect("another_endpoint" in picture.read_text(encoding="utf-8"), "an added file is not drawn")
        self.settle()
        tick()
        added.unlink()
        self.make(draws=("pictures", "one"))
        expect("another_endpoint" not in picture.read_text(encoding="utf-8"), "a removed file is still drawn")

    def test_product_lost_or_edited(self):
        picture = self.directory / "docs" / "my pictures" / "overview.mmd"
        self.settle()
        drawn = picture.read_bytes()
        picture.unlink()
        self.make(draws=("pictures",))
        expect(picture.read_bytes() == drawn, "a picture that is gone is not drawn again")
        self.settle()
        tick()
        picture.write_text("by hand\n", encoding="utf-8")
        self.make(draws=("pictures",))
        expect(picture.read_bytes() == drawn, "a picture that was edited is not drawn again")

    def test_check(self):
        ctest = ("ctest", "--test-dir", self.build, "--output-on-failure", "-R")
        output = run(*ctest, "^page$", code=None)
        remedy = re.search(r"stale diagrams are mended by: (.*)", output)
        expect(remedy, f"no remedy is named:\n{output}")
        run("sh", "-c", remedy[1], cwd="/", path=self.prefix / "bin")
        run(*ctest, "^page$")
        run(*ctest, "^pictures$")
        self.make("page", draws=("Filling in",))
        self.make("page", draws=())

    def test_mistakes(self):
        lists = self.directory / "CMakeLists.txt"
        for arguments, wanted in (("TARGET x VIEWS init", "either OUTPUT or INJECT"),
                                  ("OUTPUT x", "TARGET is missing"),
                                  ("stray TARGET x OUTPUT y", "stray"),
                                  ("TARGET x INJECT y VIEWS init", "name their views")):
            lists.write_text(f"{PROJECT}seamap_add_diagrams({arguments})\n", encoding="utf-8")
            output = re.sub(r"\s+", " ", self.configure(code=1))
            expect(wanted in output, f"{arguments}: {output}")
        lists.write_text(PROJECT, encoding="utf-8")
        (self.service / "config.py").unlink()
        (self.directory / "seamap.yaml").write_text("no-such-key: 1\n", encoding="utf-8")
        output = run("cmake", "--build", self.build, code=None)
        expect("unknown key 'no-such-key'" in output, output)
        (self.directory / "seamap.yaml").unlink()
        self.settle()


def test_depfile(directory, tool, seamap):
    """--depfile as make or Ninja understands it, without CMake."""
    (directory / "source").mkdir(parents=True)
    for name in ODDER_NAMES:
        (directory / "source" / name).write_text("", encoding="utf-8")
    (directory / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    (directory / "build.ninja").write_text(f"seamap = {seamap}\n{NINJA}", encoding="utf-8")
    command = {"make": ("make", f"SEAMAP={seamap}", "pictures.stamp"), "ninja": ("ninja", "-v")}[tool]

    def draws():
        return "--depfile" in run(*command, cwd=directory)

    expect(draws(), f"{tool} draws nothing")
    expect(not draws(), f"{tool} draws again when nothing has changed")
    for name in ODDER_NAMES:
        tick()
        (directory / "source" / name).touch()
        expect(draws(), f"{tool} makes something else of {name}")
    expect(not draws(), f"{tool} makes something else of a name")
    (directory / "source" / ODDER_NAMES[0]).unlink()
    expect(draws() and not draws(), f"{tool} stumbles over a file that is gone")


def test_headers(directory, seamap):
    """Headers outside of what is drawn, and the compile database that tells where they are."""
    for name, text in (("src/main.c", '#include "api.h"\n#include "table.inc"\nint main(void) { return api(); }\n'),
                       ("src/table.inc", ""), ("include/api.h", "int api(void);\n")):
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    (directory / "commands.json").write_text(json.dumps([
        {"directory": str(directory), "file": "src/main.c", "arguments": ["cc", "-Iinclude", "-c", "src/main.c"]}]))
    for _ in ("fresh", "from the cache"):
        (directory / "out.d").unlink(missing_ok=True)
        run(seamap, "draw", "--view", "overview", "src", "-o", "out.mmd", "--depfile", "out.d", "--compile-commands",
            "commands.json", "--cache", "cache", cwd=directory)
        depfile = (directory / "out.d").read_text(encoding="utf-8").replace("\\ ", " ")
        for name in ("src/main.c", "src/table.inc", "include/api.h", "commands.json"):
            expect(f"  {directory / name}" in depfile, f"{name} is missing in\n{depfile}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failures = 0
    with tempfile.TemporaryDirectory(prefix="seamap cmake ") as scratch:
        scratch = pathlib.Path(scratch)
        prefix = scratch / "the prefix"
        run("cmake", "--install", sys.argv[1], "--prefix", prefix)
        try:
            test_headers(scratch / "in C", prefix / "bin" / "seamap")
        except Failure as failure:
            failures += 1
            print(f"test_headers: {failure}")
        for generator, tool in (("Ninja", "ninja"), ("Unix Makefiles", "make")):
            if not shutil.which(tool):
                print(f"{tool}: not here, not tested")
                continue
            step = "test_depfile"
            try:
                test_depfile(scratch / tool, tool, prefix / "bin" / "seamap")
                consumer = Consumer(scratch / f"with {generator}", prefix, generator)
                for step in [name for name in vars(Consumer) if name.startswith("test_")]:
                    getattr(consumer, step)()
                print(f"{generator}: fine")
            except (Failure, OSError) as failure:
                failures += 1
                print(f"{generator}: {step}: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
