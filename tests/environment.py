#!/usr/bin/env python3
"""What lies outside the tree: tests/environment.py SEAMAP

Builds virtual environments of files that are never run (packages, stubs, exports, links that lead out) and looks at what
`seamap graph --python` knows by them. With pip, also environments of real packages: their wheels are unpacked.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap

from real import bring, read_requirements
from run_cases import check_graph

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 120

PACKAGES = {
    "fakedis/__init__.py": "from .client import Redis as Redis, connect\nfrom fakedis import aio\n",
    "fakedis/aio.py": "from fakedis._impl.client import AsyncRedis as Redis\n",
    "fakedis/client.py": """
        from typing import Any, Literal, Optional, Union, Awaitable, overload, Protocol
        ResponseT = Union[Awaitable[Any], Any]

        class SyncProtocol(Protocol):
            is_async: Literal[False]

        class AsyncProtocol(Protocol):
            is_async: Literal[True]

        class Commands:
            def get(self, name: str) -> Optional[str]:
                return self.execute(name)
            def either(self, name) -> ResponseT: ...
            def unsaid(self, name):
                return name
            @overload
            def both(self: SyncProtocol, name: str) -> bytes: ...
            @overload
            def both(self: AsyncProtocol, name: str) -> Awaitable[bytes]: ...
            def both(self, name):
                return self.execute(name)

        class Redis(Commands):
            is_async: Literal[False] = False
            @classmethod
            def from_url(cls, url: str) -> "Redis": ...
            def __enter__(self) -> "Redis": ...
            def __exit__(self, *rest): ...

        def connect(url: str) -> Redis:
            raise RuntimeError("nothing of this is run")
        """,
    "fakedis/_impl/__init__.py": "",
    "fakedis/_impl/client.py": """
        import contextlib
        from typing import AsyncIterator, Literal, TypeVar, Type
        from ..client import Commands
        _Self = TypeVar("_Self", bound="AsyncRedis")

        class Pool:
            def __init__(self, size: int, owner: "AsyncRedis"):
                self.owner = owner
                self.size = size
            async def close(self) -> None: ...

        class AsyncRedis(Commands):
            is_async: Literal[True] = True
            def __init__(self, pool: Pool):
                self.pool = pool
            async def get(self, name: str) -> str:
                yield_is_no_word_of_this = 1
            @classmethod
            def from_url(cls: Type[_Self], url: str) -> _Self: ...
            async def __aenter__(self: _Self) -> _Self: ...
            async def __aexit__(self, *rest): ...
            @contextlib.asynccontextmanager
            async def lock(self) -> AsyncIterator[Pool]:
                yield self.pool
            async def scan(self):
                yield 1
        """,
    "mapped.py": """
        from typing import Callable, Dict, Mapping, TypeVar

        F = TypeVar("F", bound=Callable)

        def locked(function: F) -> F:
            return function

        def changed(function: Callable) -> Callable:
            return function

        class Headers(Mapping[str, str]):
            def __getitem__(self, name: str) -> str:
                return name
            async def fetch(self, name: str) -> str:
                return name

        class Tasks(Headers):
            async def get(self, name): ...

        class Request:
            @property
            def cookies(self) -> Dict[str, str]:
                return {}
            @locked
            def close(self) -> None: ...
            @changed
            def open(self) -> None: ...
        """,
    "frame/__init__.py": "from frame.views import *\n",
    "frame/views.py": """
        from typing import Optional, Sequence
        __all__ = ["View", "Router", "route"]

        class Base:
            async def prepare(self) -> None: ...
            def title(self) -> str: ...

        class Router:
            def __init__(self, views: Optional[Sequence[Base]] = None, names=None):
                self.views = [] if views is None else list(views)
                self.names = [] if names is None else list(names)

        class View(Base):
            def dispatch(self) -> str:
                return self.handle()
            def handle(self) -> str:
                raise NotImplementedError

        def route(path):
            return lambda function: function
        """,
    "optional.py": """
        try:
            from beside import fetch, send
        except ImportError:
            def fetch(url): return url
            async def send(url): return url
        try:
            from nowhere import call
        except ImportError:
            def call(url) -> str: return url
        """,
    "stubbed/__init__.py": "def load(name): return open(name)\n",
    "stubbed-stubs/__init__.pyi": "class Handle:\n    def read(self) -> bytes: ...\nasync def load(name: str) -> Handle: ...\n",
    "beside.py": "def fetch(url): return url\ndef send(url): return url\n",
    "beside.pyi": "async def fetch(url: str) -> str: ...\ndef send(url: str) -> None: ...\n",
    "more.pth": "../../../extra\nimport os; os.system('touch ran')\n/etc\n# a comment\n",
    "broken.py": "def f(:\nclass\n" + "(" * 2000,
    "circle/__init__.py": "from circle.one import *\nfrom circle.one import thing\n",
    "circle/one.py": "from circle.two import *\nclass A(B): pass\nthing = thing.thing\n",
    "circle/two.py": "from circle.one import *\nfrom circle import thing\nclass B(A): pass\n",
    "deep.py": "class A0: pass\n" + "".join(f"class A{i + 1}(A{i}): pass\n" for i in range(3000))
               + "T0 = int\n" + "".join(f"T{i + 1} = T{i} if A0 else T{i}\n" for i in range(300))
               + "from typing import Union\nU0 = int\n"
               + "".join(f"U{i + 1} = Union[{', '.join([f'U{i}'] * 40)}]\n" for i in range(30))
               + "def f(x) -> U30: ...\ndef g(x) -> T300: ...\n",
}
EXTRA = {"extraordinary.py": "async def far() -> int: ...\n"}
OUTSIDE = {"secret.py": "async def leak() -> str: ...\n"}

TREE = {
    "app.py": """
        import beside
        import broken
        import circle
        import deep
        import extraordinary
        import fakedis
        import fakedis.aio
        import missing
        import optional
        import secret
        import stubbed
        import time
        from fakedis import connect
        from fakedis.aio import Redis as AsyncRedis
        from frame import *

        class Page(View):
            def handle(self) -> str:
                return self.render()
            def render(self) -> str:
                return "page"

        async def sync_client():
            client = connect("")
            await client.get("x")

        async def sync_named(client: fakedis.Redis):
            await client.get("x")
            await client.both("x")

        async def maybe(client: fakedis.Redis):
            await client.either("x")
            await client.unsaid("x")

        async def async_client():
            client = AsyncRedis.from_url("")
            await client.get("x")
            await client.both("x")
            await client.pool.close()

        async def entered():
            async with AsyncRedis.from_url("") as client:
                await client.get("x")
                async with client.lock() as pool:
                    await pool.close()

        async def wrongly_scanned(client: AsyncRedis):
            await client.scan()

        async def stubs():
            handle = await stubbed.load("x")
            await handle.read()
            await beside.fetch("x")
            await beside.send("x")

        async def chosen():
            await optional.fetch("x")
            await optional.send("x")
            await optional.call("x")

        async def elsewhere():
            await extraordinary.far()
            await secret.leak()
            await missing.thing()
            await broken.f()
            await circle.thing()
            await deep.f(deep.A3000())
            await deep.g(1)
            deep.A3000().member()

        def show():
            Page().dispatch()

        async def prepared():
            await Page().prepare()

        class Site(Router):
            async def open(self):
                self.views.append(Page())
                for view in self.views:
                    await view.title()
                    view.render()
                for name in self.names:
                    await name.title()
        """,
}

# `caller kind callee`, and the one that is broken
KNOWN = """
    app.sync_client await fakedis.Redis.get broken
    app.sync_named await fakedis.Redis.get broken
    app.sync_named await fakedis.Redis.both broken
    app.maybe await fakedis.Redis.either
    app.maybe await fakedis.Redis.unsaid
    app.async_client await fakedis.aio.Redis.get
    app.async_client await fakedis.aio.Redis.both
    app.async_client await fakedis._impl.client.Pool.close
    app.entered await fakedis._impl.client.Pool.close
    app.entered await fakedis.aio.Redis.get
    app.wrongly_scanned await fakedis.aio.Redis.scan broken
    app.stubs await stubbed.load
    app.stubs await stubbed.Handle.read broken
    app.stubs await beside.fetch
    app.stubs await beside.send broken
    app.chosen await optional.fetch
    app.chosen await optional.send broken
    app.chosen await optional.call broken
    app.elsewhere await extraordinary.far
    app.elsewhere await secret.leak
    app.elsewhere await missing.thing
    app.elsewhere await broken.f
    app.elsewhere await circle.thing
    app.elsewhere await deep.f
    app.show call frame.View.dispatch
    app.Page.handle call app.Page.render
    app.Page.handle overrides frame.View.handle
    app.Page inherits frame.View
    app.prepared await frame.View.prepare
    app.Site.open await frame.Base.title broken
    app.Site.open call app.Page.render
"""

# What follows from it: lines 5 and 8 await what gives a text, or None; line 9 what is declared to give None, and its
# decorator to change no type.
AWAITS = """
    from mapped import Headers, Request, Tasks

    async def main(headers: Headers, tasks: Tasks, request: Request):
        await headers.get("a")
        await headers.fetch("a")
        await tasks.get("a")
        await request.cookies.get("a")
        await request.close()
        await request.open()
"""

REAL_TREE = """
    from fastapi import FastAPI, WebSocket
    from starlette.endpoints import WebSocketEndpoint
    from starlette.testclient import TestClient

    class Echo(WebSocketEndpoint):
        async def on_receive(self, websocket, data):
            await websocket.send_text(data)

    app = FastAPI()

    @app.websocket("/ws")
    async def endpoint(websocket: WebSocket):
        await websocket.accept()
        text = await websocket.receive_text()
        await websocket.url_for("x")
        await websocket.send_text(text)

    def test():
        client = TestClient(app)
        client.get("/").json()
"""

REAL_KNOWN = """
    app.endpoint await fastapi.WebSocket.accept
    app.endpoint await fastapi.WebSocket.receive_text
    app.endpoint await fastapi.WebSocket.send_text
    app.endpoint await fastapi.WebSocket.url_for broken
    app.Echo.on_receive overrides starlette.endpoints.WebSocketEndpoint.on_receive
"""


def write(directory, files):
    for name, text in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")


def make_environment(directory):
    """A virtual environment as venv lays it out, of our own files."""
    site = directory / "lib" / "python3.11" / "site-packages"
    write(site, PACKAGES)
    write(directory / "extra", EXTRA)
    write(directory, {"pyvenv.cfg": f"home = {directory.parent}/base/bin\nversion = 3.11.7\n"})
    (directory / "bin").mkdir()
    (directory / "bin" / "python").symlink_to("/nowhere/python3.11")
    write(directory.parent / "elsewhere", OUTSIDE)
    (site / "secret.py").symlink_to(directory.parent / "elsewhere" / "secret.py")
    write(directory.parent / "base" / "lib" / "python3.11",
          {"os.py": "", "contextlib.py": "def asynccontextmanager(f): return f\n"})
    return site


class Checks:
    def __init__(self, seamap, tree):
        self.seamap, self.tree, self.problems = seamap, tree, []

    def run(self, *words, variables=()):
        environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
        environment.update({"LC_ALL": "C.UTF-8", **dict(variables)})
        return subprocess.run([self.seamap, *words], cwd=self.tree, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=TIMEOUT, check=False)

    def graph(self, *words, variables=()):
        done = self.run("graph", *words, variables=variables)
        if done.returncode != 0:
            self.problems.append(f"graph {' '.join(words)}: exits with {done.returncode}: {done.stderr}")
            return ""
        return done.stdout

    def expect(self, what, condition):
        if not condition:
            self.problems.append(what)

    def expect_edges(self, text, known):
        graph = json.loads(text)
        self.problems += check_graph(graph, self.tree)
        edges = {f"{edge['from']} {edge['kind']} {edge['to']}{' broken' if edge.get('broken') else ''}"
                 for edge in graph["edges"]}
        for fact in filter(None, map(str.strip, known.splitlines())):
            self.expect(f"missing: {fact}", fact in edges)
        outside = {node["id"] for node in graph["nodes"] if node["kind"] == "external"}
        self.expect("an edge starts outside", not any(edge["from"] in outside and edge["kind"] != "decorates"
                                                      for edge in graph["edges"]))
        self.expect("something outside has a place", not any(node.get("path") for node in graph["nodes"]
                                                             if node["id"] in outside))


def check_fake(checks, scratch):
    environment = scratch / "venv"
    site = make_environment(environment)
    cache = str(scratch / "cache")
    cold = checks.graph("--python", str(environment), "--cache", cache)
    if not cold:
        return
    checks.expect_edges(cold, KNOWN)
    checks.expect("the cache changes the graph", checks.graph("--python", str(environment), "--cache", cache) == cold)
    checks.expect("the interpreter's path means something else",
                  checks.graph("--no-cache", "--python", str(environment / "bin" / "python")) == cold)
    checks.expect("site-packages means something else",
                  "stubbed.Handle.read" in checks.graph("--no-cache", "--python", str(site)))
    plain = checks.graph("--no-cache")
    checks.expect("nothing is known of it", plain != cold)
    active = {"VIRTUAL_ENV": str(environment)}
    checks.expect("VIRTUAL_ENV is not read", checks.graph("--no-cache", variables=active) == cold)
    checks.expect("--no-python reads VIRTUAL_ENV", checks.graph("--no-cache", "--no-python", variables=active) == plain)
    checks.expect("something was run", not list(scratch.rglob("ran")))
    gone = checks.run("graph", "--no-cache", variables={"VIRTUAL_ENV": str(scratch / "gone")})
    checks.expect("a VIRTUAL_ENV that is gone is no warning", gone.returncode == 0 and "VIRTUAL_ENV" in gone.stderr)
    talk = checks.run("graph", "--no-cache", "-v", "--python", str(environment)).stderr
    checks.expect("it is not said how much was read", "modules outside the tree were read" in talk)


def check_awaits(checks, scratch):
    """Methods that a class outside has from a class which no module says anything of, and decorated ones."""
    write(checks.tree, {"awaits.py": AWAITS})
    done = checks.run("check", "--no-cache", "--python", str(scratch / "venv"), "--rule", "await-sync", "--format", "json",
                      "awaits.py")
    found = [finding["line"] for finding in json.loads(done.stdout)["findings"]]
    checks.expect(f"awaits of what cannot be awaited: {found}", found == [5, 8, 9])
    (checks.tree / "awaits.py").unlink()


def check_mistakes(checks, scratch):
    (scratch / "empty").mkdir()
    for path in (scratch / "gone", scratch / "empty", checks.tree / "app.py"):
        done = checks.run("graph", "--no-cache", "--python", str(path))
        checks.expect(f"--python {path.name}: {done.returncode} {done.stderr}",
                      done.returncode == 2 and "--python" in done.stderr and str(path) in done.stderr)


def check_config(checks, scratch):
    """An environment that a config names must lie below it; what it was made from is not read then."""
    config = checks.tree / "seamap.yaml"
    inside = checks.tree / ".venv"
    (scratch / "venv").rename(inside)
    config.write_text("python: .venv\n")
    edges = checks.graph("--no-cache")
    checks.expect("the config's environment is not read", "fakedis._impl.client.Pool.close" in edges)
    config.write_text("python: ../venv\n")
    done = checks.run("graph", "--no-cache")
    checks.expect(f"the config leads out: {done.stderr}", done.returncode == 2 and "leads out" in done.stderr)
    checks.expect("the command line does not win",
                  checks.run("graph", "--no-cache", "--no-python").returncode == 0)
    config.unlink()


def check_real(checks, scratch, cache):
    site = scratch / "real" / "lib" / "python3.11" / "site-packages"
    site.mkdir(parents=True)
    versions = read_requirements()
    for name in ("fastapi", "starlette"):
        place, reason = bring(cache, name, versions[name])
        if not place:
            print(f"real packages cannot be had: {reason}")
            return
        for entry in place.iterdir():
            subprocess.run(["cp", "-r", f"{entry}", f"{site}"], check=True)
    (scratch / "real" / "pyvenv.cfg").write_text("version = 3.11.7\n")
    write(checks.tree, {"app.py": REAL_TREE})
    text = checks.graph("--no-cache", "--python", str(scratch / "real"))
    if text:
        checks.expect_edges(text, REAL_KNOWN)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    cache = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "real").resolve()
    with tempfile.TemporaryDirectory(prefix="seamap-environment-") as directory:
        scratch = pathlib.Path(directory).resolve()
        tree = scratch / "tree"
        write(tree, TREE)
        checks = Checks(str(pathlib.Path(sys.argv[1]).resolve()), tree)
        check_fake(checks, scratch)
        check_awaits(checks, scratch)
        check_mistakes(checks, scratch)
        check_config(checks, scratch)
        check_real(checks, scratch, cache)
    for problem in checks.problems:
        print(problem)
    print(f"{len(checks.problems)} problems")
    return 1 if checks.problems else 0


if __name__ == "__main__":
    sys.exit(main())
