"""Runs seamap, and gives back what it drew. Nothing goes through a shell."""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

# What a page may say about a diagram; the rest of the command line is the business of the project's configuration.
OPTIONS = ("entry", "focus", "depth", "max-nodes", "profile", "include", "exclude")


class ProgramError(Exception):
    """There is no diagram; the text says why."""


@dataclasses.dataclass
class Drawing:
    diagram: dict  # schema seamap.diagram/1
    files: list  # what it depends on
    directories: list  # where a new file would count
    messages: list  # what the program had to say nevertheless

    def mermaid(self, alt=None):
        """The flowchart; `alt` describes it to those who do not see it, instead of the program's own words."""
        text = self.diagram["mermaid"]
        if alt:
            line = f"  accDescr: {' '.join(alt.split())}"
            text = re.sub(r"^  accDescr: .*$", lambda _: line, text, count=1, flags=re.MULTILINE)
        return text


def read_depfile(text):
    """The names in the first rule of a depfile."""
    names = text.split("\n\n", 1)[0].replace("\\\n", " ").split(":", 1)[1]
    for name in filter(None, re.split(r"(?<!\\)\s+", names)):
        yield re.sub(r"(\\+)([ \t#])", lambda match: match[1][: len(match[1]) // 2] + match[2], name).replace("$$", "$")


def draw(program, view, directory, paths=(), options=(), words=()):
    """Draws one view.

    directory: where the program runs, and looks for its config file first
    paths: files and directories, seen from there; none: what the config file says
    options: pairs of a name (of OPTIONS) and a value
    words: more of the command line, by who configures the project
    """
    found = shutil.which(program)
    if not found:
        raise ProgramError(f"the program '{program}' is not there: install seamap, or say in the configuration where it is")
    with tempfile.TemporaryDirectory(prefix="seamap-") as scratch:
        depfile = pathlib.Path(scratch, "d")
        command = [found, "draw", "-C", str(directory), f"--view={view}", "--format=json", "--color=never", *words,
                   *(f"--{name}={value}" for name, value in options), f"--depfile={depfile}", "--", *map(str, paths)]
        # The virtual environment of who builds the docs says nothing about the code.
        environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
        try:
            result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                    encoding="utf-8", errors="surrogateescape")
        except (OSError, ValueError) as error:
            raise ProgramError(f"{found} cannot be run: {error}") from error
        messages = [line.removeprefix("seamap: ") for line in result.stderr.splitlines() if line.strip()]
        if result.returncode:
            raise ProgramError("; ".join(messages) or f"{found} ends with exit code {result.returncode}")
        inputs = [found, *read_depfile(depfile.read_text(encoding="utf-8", errors="surrogateescape"))]
    return Drawing(diagram=json.loads(result.stdout), messages=messages,
                   files=[path for path in inputs if not os.path.isdir(path)],
                   directories=[path for path in inputs if os.path.isdir(path)])
