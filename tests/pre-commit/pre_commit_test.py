#!/usr/bin/env python3
"""The hooks, run by the real pre-commit: tests/pre-commit/pre_commit_test.py SEAMAP [CACHE]

A repository here is the one that hooks come from, another one uses them. pre-commit is installed once into CACHE
(default: build/pre-commit), with what requirements.txt pins; the test is skipped when it cannot be had.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TIMEOUT = 300  # seconds

GOOD = """async def send():
    pass


async def main():
    await send()
"""
STALE = GOOD + "    await receive()\n\n\nasync def receive():\n    pass\n"
WRONG = STALE.replace("await receive", "receive")

CONFIG = """repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: seamap-check
      - id: seamap-draw
        args: [--entry, app.main, --format, markdown, -o, docs/seams/]
      - id: seamap-inject
        args: [--inject=README.md]
"""
PAGE = """# A page

<!-- seamap:begin init --entry app.main -->
<!-- seamap:end -->
"""


class Project:
    def __init__(self, scratch, seamap, packages):
        self.directory, self.problems = scratch / "project", []
        binaries = scratch / "bin"
        binaries.mkdir()
        (binaries / "seamap").symlink_to(seamap)
        self.environment = {"PATH": f"{binaries}:{os.environ.get('PATH', '/usr/bin:/bin')}", "HOME": str(scratch),
                            "PYTHONPATH": str(packages), "PRE_COMMIT_HOME": str(scratch / "home"), "LC_ALL": "C.UTF-8",
                            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org",
                            "GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org"}
        hooks = scratch / "hooks"
        hooks.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        self.directory.mkdir()
        for directory in (hooks, self.directory):
            self.run("git", "init", "-q", "-b", "main", directory=directory)
        self.run("git", "add", "-A", directory=hooks)
        self.run("git", "commit", "-q", "-m", "hooks", directory=hooks)
        _, revision = self.run("git", "rev-parse", "HEAD", directory=hooks)
        self.write(".pre-commit-config.yaml", CONFIG.format(hooks=hooks.as_uri(), revision=revision.strip()))
        self.write("README.md", PAGE)
        self.write("app.py", GOOD)

    def run(self, *command, directory=None):
        done = subprocess.run(command, cwd=directory or self.directory, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=TIMEOUT, check=False)
        return done.returncode, done.stdout

    def write(self, name, text):
        (self.directory / name).write_text(text, encoding="utf-8")

    def expect(self, what, command, code, *wanted):
        self.run("git", "add", "-A")
        got, output = self.run(*command)
        missing = [text for text in wanted if text not in output]
        if got != code or missing:
            self.problems.append(f"{what}: exit code {got}, wanted {code}; missing {missing}\n{output}")


def check(project):
    hook = (sys.executable, "-m", "pre_commit", "run", "--color=never", "--all-files")
    project.expect("validates", (sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")), 0)
    project.expect("diagrams are missing", (*hook, "seamap-draw"), 1, "is not there yet", "stale diagrams are mended by")
    project.run("seamap", "draw", "--entry", "app.main", "--format", "markdown", "-o", "docs/seams/")
    project.expect("a page is filled in", (*hook, "seamap-inject"), 1, "files were modified by this hook")
    project.expect("all is well", hook, 0, "seamap check...", "Passed")
    project.run("git", "commit", "-q", "-m", "first")
    project.expect("installs", (sys.executable, "-m", "pre_commit", "install"), 0)
    project.write("notes.txt", "nothing to read\n")
    project.expect("other files do not wake it", ("git", "commit", "-m", "notes"), 0, "(no files to check)Skipped")
    project.write("app.py", STALE)
    project.expect("stale", ("git", "commit", "-m", "stale"), 1, "seamap draw --check", "Failed", "+  n_app", "3 functions")
    project.run("seamap", "draw", "--entry", "app.main", "--format", "markdown", "-o", "docs/seams/")
    project.expect("mended", ("git", "commit", "-m", "mended"), 0, "Passed")
    project.write("app.py", WRONG)
    project.expect("finding", (*hook, "seamap-check"), 1, "Failed", "[never-awaited]")


def install(cache):
    """The directory with the packages, or None and why they cannot be had."""
    requirements = HERE / "requirements.txt"
    target = cache / hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]
    if target.is_dir():
        return target, ""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                               "--only-binary", ":all:", "--root-user-action=ignore", "--retries", "1", "--timeout", "20",
                               "--target", f"{scratch}/site", "-r", str(requirements)],
                              capture_output=True, text=True, check=False, timeout=TIMEOUT)
        if done.returncode:
            return None, (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        pathlib.Path(scratch, "site").rename(target)
    return target, ""


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    packages, reason = install(pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "pre-commit"))
    if not packages:
        print(f"skipped: pre-commit cannot be had: {reason}")
        return 77
    with tempfile.TemporaryDirectory(prefix="seamap-pre-commit-") as scratch:
        project = Project(pathlib.Path(scratch), pathlib.Path(sys.argv[1]).resolve(), packages)
        check(project)
    print("\n".join(project.problems) or "10 runs of pre-commit, 0 problems")
    return 1 if project.problems else 0


if __name__ == "__main__":
    sys.exit(main())
