#!/usr/bin/env python3
"""Checks the documentation against the program: tests/docs_test.py SEAMAP

- Each line `$ seamap ...` in a ```console block is run by a shell, and must print on stdout what follows it. It runs in
  docs/example, or in the directory that the block names: ```console dir=. (seen from the root of the repository).
  All of it happens in a copy, one for each document.
- Each ```yaml block is a config file that seamap takes.
- Injected diagrams are fresh; those of seamap itself but for their counts.
- Relative links and their anchors lead somewhere.
- The guide names every option that --help shows, and every key of the config file.

UPDATE=1 rewrites outputs and diagrams; the reviewer reads the diff.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
GUIDE = "docs/guide.md"
EXAMPLE = "docs/example"
OWN = ("docs/architecture.md",)  # drawn from seamap's own source
SOURCES = "extractors gen output"
SANITIZED = any(name.endswith("SAN_OPTIONS") for name in os.environ)
TIMEOUT = 120  # seconds; sanitizers are slow
UPDATE = bool(os.environ.get("UPDATE"))


@dataclasses.dataclass
class Block:
    """Fenced code. first, last: its lines without the fences, counted from 0, last exclusive."""

    words: list
    first: int
    last: int


def documents():
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def find_blocks(lines):
    blocks, fence, words, first = [], None, [], 0
    for number, line in enumerate(lines):
        match = re.match(r" {0,3}(`{3,}|~{3,})(.*)$", line)
        if not match:
            continue
        marks, rest = match[1], match[2].strip()
        if fence is None:
            fence, words, first = marks, rest.split(), number + 1
        elif marks.startswith(fence) and not rest:
            blocks.append(Block(words, first, number))
            fence = None
    return blocks


def outside_code(lines):
    """The lines with their numbers from 1, fenced code left out."""
    inside = {number for block in find_blocks(lines) for number in range(block.first - 1, block.last + 1)}
    return [(number + 1, line) for number, line in enumerate(lines) if number not in inside]


class Checker:
    def __init__(self, seamap, scratch):
        self.seamap, self.scratch, self.failures = seamap, scratch, 0
        self.counts = dict.fromkeys(("commands", "configs", "diagrams", "links"), 0)
        binaries = scratch / "bin"
        binaries.mkdir()
        (binaries / "seamap").symlink_to(seamap)
        self.environment = {"PATH": f"{binaries}:{os.environ.get('PATH', '/usr/bin:/bin')}", "HOME": str(scratch),
                            "LC_ALL": "C.UTF-8"}
        self.environment.update({name: value for name, value in os.environ.items()
                                 if name.endswith("SAN_OPTIONS") or name == "LD_LIBRARY_PATH"})

    def complain(self, path, line, text):
        self.failures += 1
        print(f"{name_of(path)}:{line}: {text}")

    def run(self, command, directory):
        return subprocess.run(["sh", "-c", command], cwd=directory, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              encoding="utf-8", errors="surrogateescape", timeout=TIMEOUT, check=False)

    def copy_tree(self):
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        shutil.copytree(ROOT / "docs", copy / "docs")
        for path in ROOT.glob("*.md"):
            shutil.copy(path, copy)
        return copy

    # --- examples ---

    def run_block(self, path, lines, block, copy):
        """Runs the commands of a block; returns its lines as they should be."""
        directory, wanted = EXAMPLE, []
        for word in block.words[1:]:
            if word.startswith("dir="):
                directory = word[4:]
        number = block.first
        while number < block.last:
            line = lines[number]
            end = number + 1
            while end < block.last and not lines[end].startswith("$ "):
                end += 1
            if not line.startswith("$ seamap "):
                self.complain(path, number + 1, "a console block holds commands `$ seamap ...` and their output; "
                                                "what is not to be run goes into a block of another kind")
                return lines[block.first:block.last]
            result = self.run(line[2:], copy / directory)
            self.counts["commands"] += 1
            printed = result.stdout.split("\n")
            if printed[-1] == "":
                printed.pop()
            if printed != lines[number + 1:end] and not UPDATE:
                self.complain(path, number + 1, f"prints something else: {line[2:]}")
                print("".join(f"    {text}\n" for text in printed) + result.stderr, end="")
            wanted += [line, *printed]
            number = end
        return wanted

    def load_config(self, path, lines, block, copy):
        config = copy / EXAMPLE / "from-docs.yaml"
        config.write_text("\n".join(lines[block.first:block.last]) + "\n", encoding="utf-8")
        result = self.run(f"seamap graph --config {config} -o /dev/null", copy / EXAMPLE)
        self.counts["configs"] += 1
        if result.returncode or result.stderr:
            self.complain(path, block.first + 1, f"is no config that seamap takes\n    {result.stderr}")
        config.unlink()

    def check_blocks(self, path):
        lines = path.read_text(encoding="utf-8").split("\n")
        copy, printed = self.copy_tree(), []
        for block in find_blocks(lines):
            kind = block.words[0] if block.words else ""
            if kind == "console":
                printed.append((block, self.run_block(path, lines, block, copy)))
            elif kind == "yaml":
                self.load_config(path, lines, block, copy)
        if UPDATE:
            for block, wanted in reversed(printed):
                lines[block.first:block.last] = wanted
            path.write_text("\n".join(lines), encoding="utf-8")

    # --- diagrams ---

    def check_diagrams(self):
        wanted = [path for path in documents()
                  if any(re.match(r" {0,3}<!-- *seamap:begin", line)
                         for _, line in outside_code(path.read_text(encoding="utf-8").split("\n")))]
        self.counts["diagrams"] = len(wanted)
        own = [path for path in wanted if name_of(path) in OWN]
        self.check_injected(EXAMPLE, [path for path in wanted if path not in own])
        database = pathlib.Path(self.seamap).parent / "compile_commands.json"
        if SANITIZED or not database.exists():
            print("diagrams of seamap itself: skipped, since flags of sanitizers change what is compiled")
        else:
            self.check_own(f"{SOURCES} --compile-commands {database}", own)

    def check_own(self, sources, paths):
        """Boxes and arrows must be those of the source; how many functions and calls they stand for may lag behind."""
        copy = ROOT if UPDATE else self.copy_tree()
        for path in paths:
            result = self.run(f"seamap -q draw {sources} --inject {copy / name_of(path)}", ROOT)
            then, now = (re.sub(r"\b\d+ ([a-z])", r"N \1", file.read_text(encoding="utf-8"))
                         for file in (path, copy / name_of(path)))
            if result.returncode or then != now:
                self.complain(path, 1, f"the diagram is stale, `make docs` draws it again\n{result.stderr}")

    def check_injected(self, sources, paths):
        files = " ".join(f"--inject {name_of(path)}" for path in paths)
        result = self.run(f"seamap draw {sources} {'' if UPDATE else '--check'} {files}", ROOT)
        if result.returncode:
            self.failures += 1
            print(f"diagrams are stale, `make docs` draws them again\n{result.stderr}")

    # --- links ---

    def anchors_of(self, path):
        """GitHub's names of the headings."""
        anchors = set()
        for _, line in outside_code(path.read_text(encoding="utf-8").split("\n")):
            match = re.match(r"#{1,6} +(.*?) *#*$", line)
            if match:
                text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1]).lower()
                anchors.add(re.sub(r"[^\w\- ]", "", text).replace(" ", "-"))
        return anchors

    def check_links(self, path):
        for number, line in outside_code(path.read_text(encoding="utf-8").split("\n")):
            for target in re.findall(r"\]\(<?([^)\s>]+)>?\)", re.sub(r"`[^`]*`", "", line)):
                if re.match(r"[a-z]+:", target):
                    continue
                self.counts["links"] += 1
                name, _, anchor = target.partition("#")
                there = (path.parent / name).resolve() if name else path
                if not there.exists() or ROOT not in (there, *there.parents):
                    self.complain(path, number, f"the link {target} leads nowhere")
                elif anchor and there.suffix == ".md" and anchor not in self.anchors_of(there):
                    self.complain(path, number, f"{target}: there is no such heading")

    # --- completeness ---

    def check_guide(self):
        path = ROOT / GUIDE
        text = path.read_text(encoding="utf-8")
        for verb in re.findall(r"^  ([a-z]+) +", self.run("seamap --help", ROOT).stdout, re.MULTILINE):
            shown = self.run(f"seamap {verb} --help", ROOT).stdout
            for option in sorted(set(re.findall(r"(--[a-z][a-z-]+)", shown))):
                if not re.search(rf"{option}\b", text):
                    self.complain(path, 1, f"does not name the option {option}")
        wrong = self.scratch / "wrong.yaml"
        wrong.write_text("qqqqqqqq: 1\n", encoding="utf-8")
        keys = self.run(f"seamap graph --config {wrong}", ROOT).stderr.partition("known are ")[2]
        for key in re.findall(r"[a-z-]+", keys) or ["(no keys found)"]:
            if f"`{key}`" not in text:
                self.complain(path, 1, f"does not name the config key {key}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(scratch))
        checker.check_diagrams()
        for path in documents():
            checker.check_blocks(path)
            checker.check_links(path)
        checker.check_guide()
    print(", ".join(f"{count} {what}" for what, count in checker.counts.items()) + f": {checker.failures} failed")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
