#!/usr/bin/env python3
"""Docs builds for real: tests/docs-builds/pages_test.py SEAMAP [CACHE]

Sphinx, MkDocs with Material, and Doxygen build pages with diagrams; Chromium opens them, offline, and must show what
seamap drew. The packages of requirements.txt are installed into CACHE (default: build/docs-builds). Exit code 77
(skipped) when they, or Chromium, cannot be had; Doxygen alone may be missing.
"""

import concurrent.futures
import contextlib
import functools
import hashlib
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = ROOT / "docs" / "integrations" / "python"
MERMAID = ROOT / "node_modules" / "mermaid11" / "dist"
SKIPPED = 77

START, PACKAGES, FACTORIES = "Start-up and connections", "Packages", "Factories"  # titles of views


class Failure(Exception):
    """What is not as it should be."""


def expect(condition, what):
    if not condition:
        raise Failure(what)


def run(*command, cwd=None, code=0, **environment):
    """What a command prints, in plain text: some tools colour it wherever CI is set."""
    result = subprocess.run(list(map(str, command)), cwd=cwd, text=True,
                            env={**os.environ, "NO_COLOR": "1", **environment},
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
                            check=False)
    expect(result.returncode == code, f"exit code {result.returncode}: {' '.join(map(str, command))}\n{result.stdout}")
    return result.stdout


def pip(target, *arguments, **environment):
    return run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile",
               "--root-user-action=ignore", "--no-deps", "--target", target, *arguments, **environment)


def install(cache):
    """A directory with the packages of the requirements; installed once."""
    requirements = HERE / "requirements.txt"
    target = cache / hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]
    if not target.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            pip(f"{scratch}/site", "-r", requirements)
            pathlib.Path(scratch, "site").rename(target)
    return target


class Site:
    """A project with docs, in a directory of its own. The service lies in ../the service, seen from the docs."""

    def __init__(self, directory, seamap, python_path):
        self.directory, self.seamap, self.python_path = directory, seamap, python_path
        self.docs, self.out = directory / "docs", directory / "out"
        shutil.copytree(ROOT / "docs" / "example" / "chat", directory / "the service" / "chat")
        self.docs.mkdir()

    def write(self, name, text):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def python(self, *command, **options):
        return run(sys.executable, "-m", *command, cwd=self.directory, PYTHONPATH=self.python_path, **options)


# --- Sphinx ---

CONF = """
project = "Service"
extensions = ["seamap_docs.sphinx", *{extensions}]
seamap_program = {program!r}
seamap_path = ["../the service"]
html_static_path = ["_static"]
exclude_patterns = ["wrong.rst"]
{more}
"""
INDEX = """
Service
=======

.. toctree::

   packages
   plain

See :numref:`start`.

.. seamap:: init
   :max-nodes: 9
   :caption: How it *starts*
   :name: start
"""
PACKAGES_PAGE = """
Packages
========

.. seamap:: overview
   :path: ../the service/chat/routes
          /../the service/chat/auth
   :alt: What routes and auth hold
   :class: wide
"""


class Sphinx(Site):
    def __init__(self, *arguments, extensions=(), more=""):
        super().__init__(*arguments)
        self.write("docs/conf.py", CONF.format(program=str(self.seamap), extensions=list(extensions),
                                               more=f"numfig = True\n{more}"))
        self.write("docs/index.rst", INDEX)
        self.write("docs/packages.rst", PACKAGES_PAGE)
        self.write("docs/plain.rst", "Plain\n=====\n\nNothing is drawn here.\n")
        self.write("docs/_static/.keep", "")
        for number in range(6):  # Sphinx reads in parallel from six documents on
            self.write(f"docs/more{number}.rst", ":orphan:\n\nMore\n====\n")

    def build(self, builder="html", *options, code=0):
        return self.python("sphinx", "-b", builder, "-d", self.out / "doctrees", *options, self.docs,
                           self.out / builder, code=code)

    def read_docs(self, output):
        """The documents that were read again."""
        return set(re.findall(r"reading sources\.\.\. \[ *\d+%\] (\w+)", output))


def build_sphinx(directory, *arguments):
    """With a script of its own: pages, and incremental builds."""
    site = Sphinx(directory / "sphinx", *arguments, more='seamap_mermaid_js = "mermaid.min.js"')
    shutil.copy(MERMAID / "mermaid.min.js", site.docs / "_static")
    site.build("html", "-W", "-j", "2")

    def expect_read(what, *names):
        output = site.build("html", "-W")
        expect(site.read_docs(output) == set(names), f"{what}: {names} should be read again\n{output}")

    service = site.directory / "the service" / "chat"
    expect_read("nothing has changed")
    with (service / "main.py").open("a", encoding="utf-8") as file:
        file.write("\n# a comment\n")
    expect_read("a file has changed", "index")
    (service / "auth" / "added.py").write_text("", encoding="utf-8")
    expect_read("a file was added", "index", "packages")
    page = (site.out / "html" / "plain.html").read_text(encoding="utf-8")
    expect("mermaid" not in page, "a page without a diagram loads Mermaid")
    return site.out / "html", {"index.html": [(START, None)], "packages.html": [(PACKAGES, "What routes and auth hold")]}


def build_sphinx_mermaid(directory, *arguments):
    """With sphinxcontrib.mermaid."""
    site = Sphinx(directory / "sphinx with mermaid", *arguments, extensions=["sphinxcontrib.mermaid"],
                  more='mermaid_use_local = "mermaid.esm.min.mjs"')
    shutil.copy(MERMAID / "mermaid.esm.min.mjs", site.docs / "_static")
    shutil.copytree(MERMAID / "chunks" / "mermaid.esm.min", site.docs / "_static" / "chunks" / "mermaid.esm.min")
    site.build("html", "-W")
    return site.out / "html", {"index.html": [(START, None)], "packages.html": [(PACKAGES, "What routes and auth hold")]}


def check_sphinx_text(directory, *arguments):
    """Builders that cannot draw, and what is said about mistakes."""
    site = Sphinx(directory / "sphinx as text", *arguments)
    for builder, name in (("text", "index.txt"), ("latex", "service.tex")):
        site.build(builder, "-W")
        text = (site.out / builder / name).read_text(encoding="utf-8").replace("\\", "").replace("{}", "")
        for wanted in ("How it", "announce", "cannot work", "get_websocket_manager", "async · middleware"):
            expect(wanted in text, f"{builder}: '{wanted}' is missing in\n{text}")
        expect("flowchart" not in text, f"{builder}: Mermaid's text is shown")
    expect("seamap_mermaid_js" in site.build("html", "-E"), "nobody says that nothing draws the diagrams")

    site.write("docs/plain.rst", "Plain\n=====\n\n.. seamap:: inti\n\n.. seamap:: init\n   :focus: no_such_thing\n")
    site.write("the service/chat/broken.py", "def broken(:\n")
    output = site.build("text")
    for wanted in ("plain.rst:4: WARNING: seamap: error: unknown view 'inti': did you mean 'init'?",
                   "plain.rst:6: WARNING: seamap: error: there is no symbol 'no_such_thing'",
                   "index.rst:12: WARNING: seamap: chat/broken.py:1"):
        expect(wanted in output, f"'{wanted}' is missing in\n{output}")
    output = site.build("text", "-E", "-D", "seamap_program=no-such-program")
    expect("index.rst:12: WARNING: seamap: the program 'no-such-program' is not there" in output, output)


# --- MkDocs ---

MKDOCS = """
site_name: Service
theme:
  name: material
  font: false
plugins:
  - seamap:
      program: {program}
      path: [the service]
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
extra_javascript: [mermaid.min.js]
"""
MKDOCS_PAGE = """---
title: Service
---
# Service

```seamap
view: init
max-nodes: 9
caption: How it starts
```

- In a list:

    ~~~seamap
    view: overview
    path: [the service/chat/routes, the service/chat/auth]
    alt: What routes and auth hold
    ~~~

````markdown
```seamap
view: init
```
````

<!-- seamap:begin factories --max-nodes 9 -->
<!-- seamap:end -->
"""
MKDOCS_MISTAKES = """---
title: Service
---
# Service

```seamap
view: inti
```

```seamap
view: init
output: /etc/passwd
```

```seamap
- a list
```

```seamap
view: init
focus: {a: b}
```
"""


def build_mkdocs(directory, *arguments):
    site = Site(directory / "mkdocs", *arguments)
    site.write("mkdocs.yml", MKDOCS.format(program=json.dumps(str(site.seamap))))
    site.write("docs/index.md", MKDOCS_PAGE)
    shutil.copy(MERMAID / "mermaid.min.js", site.docs)
    run(site.seamap, "draw", "the service", "--inject", "docs/index.md", cwd=site.directory)
    site.python("mkdocs", "build", "--strict", "--quiet")
    text = (site.directory / "site" / "index.html").read_text(encoding="utf-8")
    expect("<em>How it starts</em>" in text, "there is no caption")
    expect(text.count("view: init") == 1, "an example of a block is not left alone")

    site.write("docs/index.md", MKDOCS_MISTAKES)
    output = site.python("mkdocs", "build", "--site-dir", site.out)
    for wanted in ("index.md:6: error: unknown view 'inti': did you mean 'init'?", "index.md:10: unknown key 'output'",
                   "index.md:15: the block needs lines like", "index.md:19: focus takes a word"):
        expect(wanted in output, f"'{wanted}' is missing in\n{output}")
    site.write("mkdocs.yml", MKDOCS.format(program="no-such-program"))
    output = site.python("mkdocs", "build", "--strict", "--site-dir", site.out, code=1)
    expect("the program 'no-such-program' is not there" in output, output)
    return site.directory / "site", {"index.html": [(START, None), (PACKAGES, "What routes and auth hold"),
                                                         (FACTORIES, None)]}


# --- Doxygen ---


def build_doxygen(directory, *arguments):
    """The recipe of docs/docs-builds.md."""
    recipe = re.search(r"```doxyfile\n(.*?)```", (ROOT / "docs" / "docs-builds.md").read_text(encoding="utf-8"), re.S)
    site = Site(directory / "doxygen", *arguments)
    site.write("Doxyfile", f"INPUT = docs\nQUIET = YES\nHAVE_DOT = NO\nWARN_AS_ERROR = YES\n{recipe[1]}")
    site.write("docs/index.md", "# Service {#mainpage}\n\n@seamap{init.mmd}\n\nAnd:\n\n@seamap{overview.mmd}\n\nThe end.\n")
    shutil.copy(MERMAID / "mermaid.min.js", site.directory)
    run(site.seamap, "draw", "-C", site.directory, "--max-nodes", "9", "-o", "docs/seams/", "the service")
    run("doxygen", cwd=site.directory)
    expect("The end." in (site.directory / "html" / "index.html").read_text(encoding="utf-8"), "the page is cut off")
    return site.directory / "html", {"index.html": [(START, None), (PACKAGES, None)]}


# --- looking at pages ---


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        """Says nothing."""


@contextlib.contextmanager
def serve(directory):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=directory)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def look(directory, sites):
    """What Chromium shows of the sites: pairs of a directory and what to expect of its pages."""
    with serve(directory) as address:
        pages = {f"{address}/{site.relative_to(directory).as_posix()}/{page}".replace(" ", "%20"): diagrams
                 for site, wanted in sites for page, diagrams in wanted.items()}
        arguments = [word for page, diagrams in pages.items() for word in (page, str(len(diagrams)))]
        shown = json.loads(run("node", HERE / "open.mjs", *arguments, cwd=ROOT))
    for page, diagrams in pages.items():
        print(f"{page.partition('//')[2].partition('/')[2]}: "
              + ", ".join(f"{diagram['title']} ({diagram['nodes']} nodes, {diagram['edges']} edges)"
                          for diagram in shown[page]["diagrams"]))
        drawn = shown[page]["diagrams"]
        expect([diagram["title"] for diagram in drawn] == [title for title, _ in diagrams], f"{page} shows {drawn}")
        expect(not shown[page]["foreign"], f"{page} asks for {shown[page]['foreign']}")
        for diagram, (_, description) in zip(drawn, diagrams):
            expect(diagram["shown"] and diagram["kind"].startswith("flowchart") and diagram["nodes"] > 3
                   and diagram["edges"] > 1, f"{page}: this is no picture: {diagram}")
            expect(diagram["contrast"] > 4.5, f"{page}: words cannot be read: {diagram}")
            expect(not description or diagram["description"] == description, f"{page}: {diagram['description']}")


def check_version():
    version = re.search(r"project\(seamap VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    expect(f'version = "{version}"' in (PACKAGE / "pyproject.toml").read_text(encoding="utf-8"),
           f"pyproject.toml has another version than {version}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    seamap = pathlib.Path(sys.argv[1]).resolve()
    cache = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "docs-builds").resolve()
    try:
        packages = install(cache)
    except Failure as failure:
        print(f"skipped: packages cannot be had\n{failure}")
        return SKIPPED
    if not shutil.which("node") or not MERMAID.is_dir():
        print("skipped: no node, or no node_modules")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="seamap pages ") as scratch:
        scratch = pathlib.Path(scratch)
        try:
            check_version()
            own = scratch / "own"
            pip(own, "--no-build-isolation", PACKAGE, PYTHONPATH=str(packages))
            arguments = (seamap, f"{own}:{packages}")
            builds = [build_sphinx, build_sphinx_mermaid, build_mkdocs, check_sphinx_text]
            if shutil.which("doxygen"):
                builds.append(build_doxygen)
            else:
                print("Doxygen was not asked: it is not here")
            with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
                sites = list(pool.map(lambda build: build(scratch, *arguments), builds))
            look(scratch, [site for site in sites if site])
        except Failure as failure:
            print(failure)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
