#!/usr/bin/env python3
"""Real systems as input: tests/real.py SEAMAP [CACHE]

The packages of tests/requirements.txt are downloaded as wheels into CACHE (default: build/real) and unpacked; nothing of
them is imported or run. Each must give a sound graph, all views, no unexpected diagnostics, diagrams that Mermaid takes,
and agree with what people have read in its source. Exit code 77 (skipped) when the packages cannot be had.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import zipfile

from run_cases import check_graph

ROOT = pathlib.Path(__file__).resolve().parent.parent
SANITIZED = any(name.endswith("SAN_OPTIONS") for name in os.environ)
TIMEOUT = 300 if SANITIZED else 60  # seconds for one run; all take less than one without sanitizers

# Diagnostics that are right, as patterns.
KNOWN_DIAGNOSTICS = {
    "websockets": (r"^websockets/speedups\.c:\d+:\d+: warning: degraded: ",),  # Python.h may be missing
}

# What is to be read in the source: `caller kind callee`, with `*` for any kind but imports.
MUST = {
    "starlette": """
        starlette.websockets.WebSocket.accept await starlette.websockets.WebSocket.receive
        starlette.websockets.WebSocket.accept await starlette.websockets.WebSocket.send
        starlette.websockets.WebSocket.iter_text await starlette.websockets.WebSocket.receive_text
        starlette.endpoints.WebSocketEndpoint.dispatch creates starlette.websockets.WebSocket
        starlette.endpoints.WebSocketEndpoint.dispatch await starlette.endpoints.WebSocketEndpoint.on_connect
        starlette.endpoints.WebSocketEndpoint.dispatch await starlette.websockets.WebSocket.receive
        starlette.endpoints.WebSocketEndpoint.__await__ * starlette.endpoints.WebSocketEndpoint.dispatch
        starlette.routing.websocket_session.app creates starlette.websockets.WebSocket
        starlette.routing.WebSocketRoute.__init__ call starlette.routing.websocket_session
        starlette.routing.WebSocketRoute.handle await starlette.routing.websocket_session.app
        starlette.testclient.WebSocketTestSession.__enter__ call starlette.testclient.WebSocketTestSession.receive""",
    "fastapi": """
        fastapi.routing.websocket_session.app * starlette.websockets.WebSocket
        fastapi.routing.APIWebSocketRoute.__init__ call fastapi.routing.websocket_session
        fastapi.routing.APIWebSocketRoute.__init__ call fastapi.routing.get_websocket_app
        fastapi.routing.get_websocket_app.app await fastapi.dependencies.utils.solve_dependencies
        fastapi.routing.APIRouter.add_api_websocket_route creates fastapi.routing.APIWebSocketRoute
        fastapi.routing.APIRouter.websocket.decorator call fastapi.routing.APIRouter.add_api_websocket_route
        fastapi.applications.FastAPI.websocket.decorator call fastapi.applications.FastAPI.add_api_websocket_route""",
    "websockets": """
        websockets.asyncio.server.serve creates websockets.asyncio.server.Server
        websockets.asyncio.server.serve.protocol_handler await websockets.asyncio.server.ServerConnection.handshake
        websockets.asyncio.server.serve.protocol_handler * websockets.asyncio.connection.Connection.__aenter__
        websockets.asyncio.server.serve.protocol_handler call websockets.asyncio.connection.Connection.start_keepalive
        websockets.asyncio.server.Server.__await__ call websockets.asyncio.server.Server._await
        websockets.asyncio.server.Server._await await websockets.asyncio.server.serve.create_server
        websockets.asyncio.server.Server.__aenter__ * websockets.asyncio.server.Server.__await__
        websockets.asyncio.server.ServerConnection.connection_made spawn websockets.asyncio.server.serve.protocol_handler
        websockets.asyncio.server.ServerConnection.process_event call websockets.asyncio.connection.Connection.process_event""",
    "aiohttp": """
        aiohttp.web_ws.WebSocketResponse.prepare await aiohttp.web_response.StreamResponse.prepare
        aiohttp.web_ws.WebSocketResponse.prepare call aiohttp.web_ws.WebSocketResponse._pre_start
        aiohttp.web_ws.WebSocketResponse._pre_start call aiohttp.web_ws.WebSocketResponse._handshake
        aiohttp.web_ws.WebSocketResponse.receive await aiohttp.web_ws.WebSocketResponse.close
        aiohttp.web_ws.WebSocketResponse.receive_str await aiohttp.web_ws.WebSocketResponse.receive
        aiohttp.web_ws.WebSocketResponse.send_json await aiohttp.web_ws.WebSocketResponse.send_str
        aiohttp.web_ws.WebSocketResponse.ping await aiohttp._websocket.writer.WebSocketWriter.send_frame
        aiohttp.web_ws.WebSocketResponse.__anext__ await aiohttp.web_ws.WebSocketResponse.receive""",
    "tornado": """
        tornado.websocket.WebSocketHandler.get call tornado.websocket.WebSocketHandler.get_websocket_protocol
        tornado.websocket.WebSocketHandler.get await tornado.websocket.WebSocketProtocol13.accept_connection
        tornado.websocket.WebSocketHandler.get_websocket_protocol creates tornado.websocket.WebSocketProtocol13
        tornado.websocket.WebSocketProtocol13.accept_connection await tornado.websocket.WebSocketProtocol13._accept_connection
        tornado.websocket.WebSocketProtocol13._accept_connection await tornado.websocket.WebSocketProtocol13._receive_frame_loop
        tornado.websocket.WebSocketProtocol13._receive_frame_loop await tornado.websocket.WebSocketProtocol13._receive_frame
        tornado.websocket.WebSocketHandler.on_ws_connection_close call tornado.websocket.WebSocketHandler.on_connection_close""",
    "channels": """
        channels.generic.websocket.AsyncWebsocketConsumer.websocket_connect await channels.generic.websocket.AsyncWebsocketConsumer.connect
        channels.generic.websocket.AsyncWebsocketConsumer.connect await channels.generic.websocket.AsyncWebsocketConsumer.accept
        channels.generic.websocket.AsyncWebsocketConsumer.accept await channels.consumer.AsyncConsumer.send
        channels.generic.websocket.AsyncWebsocketConsumer.websocket_disconnect await channels.db.aclose_old_connections
        channels.generic.websocket.WebsocketConsumer.accept call channels.consumer.SyncConsumer.send
        channels.consumer.AsyncConsumer.as_asgi.app await channels.consumer.AsyncConsumer.__call__
        channels.consumer.AsyncConsumer.__call__ await channels.utils.await_many_dispatch""",
    "python-socketio": """
        socketio.async_server.AsyncServer._handle_eio_message await socketio.async_server.AsyncServer._handle_connect
        socketio.async_server.AsyncServer._handle_connect await socketio.async_server.AsyncServer._trigger_event
        socketio.async_server.AsyncServer._handle_connect await socketio.async_server.AsyncServer._send_packet
        socketio.async_server.AsyncServer._handle_connect await socketio.async_manager.AsyncManager.pre_connect
        socketio.async_server.AsyncServer.__init__ creates socketio.async_manager.AsyncManager
        socketio.async_server.AsyncServer._handle_eio_disconnect await socketio.async_server.AsyncServer._handle_disconnect""",
    "quart": """
        quart.asgi.ASGIWebsocketConnection.__call__ spawn quart.asgi.ASGIWebsocketConnection.handle_messages
        quart.asgi.ASGIWebsocketConnection.__call__ spawn quart.asgi.ASGIWebsocketConnection.handle_websocket
        quart.asgi.ASGIWebsocketConnection.__call__ call quart.asgi.ASGIWebsocketConnection._create_websocket_from_scope
        quart.asgi.ASGIWebsocketConnection.handle_websocket await quart.app.Quart.handle_websocket
        quart.app.Quart.handle_websocket await quart.app.Quart.full_dispatch_websocket
        quart.app.Quart.full_dispatch_websocket await quart.app.Quart.dispatch_websocket
        quart.asgi.ASGILifespan.__call__ await quart.app.Quart.startup""",
    "litestar": """
        litestar.connection.websocket.WebSocket.accept * litestar.connection.websocket.WebSocket.receive_wrapper.wrapped_receive
        litestar.connection.websocket.WebSocket.receive_text await litestar.connection.websocket.WebSocket.receive_data
        litestar.connection.websocket.WebSocket.receive_data await litestar.connection.websocket.WebSocket.accept
        litestar.connection.websocket.WebSocket.send_text await litestar.connection.websocket.WebSocket.send_data
        litestar.connection.websocket.WebSocket.iter_data await litestar.connection.websocket.WebSocket.receive_data
        litestar.routes.websocket.WebSocketRoute.handle await litestar._kwargs.kwargs_model.KwargsModel.to_kwargs
        litestar.routes.websocket.WebSocketRoute.handle await litestar._kwargs.kwargs_model.KwargsModel.resolve_dependencies""",
}

MUST_NOT = {
    "starlette": """
        starlette.websockets.WebSocket.accept * starlette.websockets.WebSocket.close
        starlette.websockets.WebSocket.receive * starlette.testclient.WebSocketTestSession.receive
        starlette.endpoints.WebSocketEndpoint.dispatch * starlette.endpoints.HTTPEndpoint.dispatch
        starlette.routing.websocket_session * starlette.websockets.WebSocket""",
    "fastapi": """
        fastapi.routing.websocket_session * starlette.websockets.WebSocket
        fastapi.routing.get_websocket_app * fastapi.dependencies.utils.solve_dependencies
        fastapi.routing.get_websocket_app.app * fastapi.routing.get_request_handler.app
        fastapi.routing.APIWebSocketRoute.__init__ * fastapi.routing.request_response""",
    "websockets": """
        websockets.asyncio.server.serve * websockets.asyncio.server.ServerConnection.handshake
        websockets.asyncio.server.serve.protocol_handler * websockets.asyncio.client.ClientConnection.handshake
        websockets.asyncio.server.serve.protocol_handler * websockets.sync.server.ServerConnection.handshake
        websockets.asyncio.server.ServerConnection.connection_made * websockets.asyncio.server.Server.close""",
    "aiohttp": """
        aiohttp.web_ws.WebSocketResponse.receive * aiohttp.client_ws.ClientWebSocketResponse.close
        aiohttp.web_ws.WebSocketResponse.prepare * aiohttp.web_ws.WebSocketResponse._handshake
        aiohttp.web_ws.WebSocketResponse.send_json * aiohttp.web_ws.WebSocketResponse.send_bytes""",
    "tornado": """
        tornado.websocket.WebSocketHandler.get * tornado.websocket.WebSocketProtocol13._accept_connection
        tornado.websocket.WebSocketProtocol13._receive_frame_loop * tornado.websocket.WebSocketHandler.on_connection_close
        tornado.websocket.WebSocketProtocol13.accept_connection * tornado.websocket.WebSocketClientConnection.headers_received""",
    "channels": """
        channels.generic.websocket.WebsocketConsumer.accept * channels.consumer.AsyncConsumer.send
        channels.generic.websocket.AsyncWebsocketConsumer.accept * channels.generic.websocket.AsyncWebsocketConsumer.send
        channels.generic.websocket.WebsocketConsumer.connect * channels.generic.websocket.AsyncWebsocketConsumer.accept""",
    "python-socketio": """
        socketio.async_server.AsyncServer._handle_connect * socketio.server.Server._send_packet
        socketio.async_server.AsyncServer._handle_connect * socketio.async_server.AsyncServer._handle_disconnect
        socketio.async_server.AsyncServer._trigger_event * socketio.server.Server._trigger_event""",
    "quart": """
        quart.asgi.ASGIWebsocketConnection.handle_websocket * quart.app.Quart.handle_request
        quart.asgi.ASGIWebsocketConnection.__call__ * quart.asgi.ASGIHTTPConnection.handle_messages
        quart.asgi.ASGIWebsocketConnection.handle_messages * quart.asgi.ASGIWebsocketConnection.send_data""",
    "litestar": """
        litestar.connection.websocket.WebSocket.receive_text * litestar.connection.websocket.WebSocket.send_text
        litestar.routes.websocket.WebSocketRoute.handle * litestar.routes.http.HTTPRoute.handle
        litestar.connection.websocket.WebSocket.send_data * litestar.connection.websocket.WebSocket.close""",
}


def read_requirements():
    """name -> version"""
    lines = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def bring(cache, name, version):
    """The directory with the unpacked package, or None and the reason why it cannot be had."""
    place = cache / f"{name}-{version}"
    if place.is_dir():
        return place, ""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        # Wheels only: to look at a source distribution, pip would run its setup.py.
        done = subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps",
                               "--only-binary", ":all:", "--dest", scratch, "--retries", "1", "--timeout", "20",
                               f"{name}=={version}"], capture_output=True, text=True, check=False, timeout=300)
        wheels = list(pathlib.Path(scratch).glob("*.whl"))
        if done.returncode != 0 or not wheels:
            return None, (done.stderr.strip().splitlines() or ["pip brought nothing"])[-1]
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(pathlib.Path(scratch) / "tree")
        try:
            (pathlib.Path(scratch) / "tree").rename(place)
        except OSError:  # another run was faster
            if not place.is_dir():
                raise
    return place, ""


class Package:
    def __init__(self, seamap, name, tree):
        self.seamap, self.name, self.tree = seamap, name, tree
        self.problems = []

    def run(self, words):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run([self.seamap, *words], cwd=self.tree, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT, check=False)
        talk = done.stderr.decode(errors="replace")
        if done.returncode != 0:
            self.problems.append(f"seamap {words[0]}: exits with {done.returncode}\n{talk[-4000:]}")
        known = KNOWN_DIAGNOSTICS.get(self.name, ())
        self.problems += [line for line in talk.splitlines() if not any(re.search(pattern, line) for pattern in known)]
        return done.stdout

    def check(self, out):
        start = time.monotonic()
        graph = json.loads(self.run(["graph"]))
        self.problems += check_graph(graph, self.tree)
        edges = set()
        for edge in graph["edges"]:
            if edge["kind"] != "imports":
                edges |= {f"{edge['from']} {kind} {edge['to']}" for kind in (edge["kind"], "*")}
        ids = {node["id"] for node in graph["nodes"]}
        for title, wanted, facts in (("missing", True, MUST[self.name]), ("wrong", False, MUST_NOT[self.name])):
            for fact in filter(None, map(str.strip, facts.splitlines())):
                caller, _, callee = fact.split(" ")
                if (fact in edges) != wanted:
                    self.problems.append(f"{title}: {fact}")
                elif not {caller, callee} <= ids:
                    self.problems.append(f"no longer in the source: {fact}")
        self.run(["draw", "-o", str(out / self.name)])
        drawn = {file.name for file in (out / self.name).iterdir()}
        if not {"init.mmd", "factories.mmd", "boundaries.mmd", "overview.mmd"} <= drawn:
            self.problems.append(f"drawn: {sorted(drawn)}")
        print(f"{self.name}: {len(ids)} nodes, {len(graph['edges'])} edges, {time.monotonic() - start:.1f} s"
              + (": FAILED" if self.problems else ""))
        for problem in self.problems[:40]:
            print(textwrap.indent(problem, "    "))
        return not self.problems


def check_mermaid(out):
    """Whether all diagrams are understood by the Mermaids that hosts run."""
    if SANITIZED or not shutil.which("node") or not (ROOT / "node_modules").is_dir():
        print("Mermaid was not asked")
        return True
    return subprocess.run(["node", "tests/mermaid/parse.mjs", str(out)], cwd=ROOT, check=False, timeout=900).returncode == 0


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    cache = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "real").resolve()
    trees = {}
    for name, version in read_requirements().items():
        trees[name], reason = bring(cache, name, version)
        if not trees[name]:
            print(f"skipped: {name} {version} cannot be had: {reason}")
            return 77
    failures = 0
    with tempfile.TemporaryDirectory(prefix="seamap-real-") as scratch:
        for name, tree in trees.items():
            package = Package(str(pathlib.Path(sys.argv[1]).resolve()), name, tree)
            failures += not package.check(pathlib.Path(scratch))
        failures += not check_mermaid(scratch)
    print(f"{len(trees)} packages, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
