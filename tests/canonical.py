#!/usr/bin/env python3
"""Proves that what seamap writes depends on what the code means, and on nothing else: tests/canonical.py SEAMAP

Two trees are used: docs/example, and one that is generated here. Each is drawn as it is; then again after a change that
means nothing, and all bytes must be the same. What a change may touch is said by a reading of the product: everything;
everything but positions in the source; the diagrams alone.
"""

import ast
import difflib
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tokenize

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 120  # seconds for one run; sanitizers are slow
VIEWS = ("boundaries", "factories", "init", "overview")


# --- the trees: path -> bytes ---

def read_tree(directory):
    return {file.relative_to(directory).as_posix(): file.read_bytes()
            for file in sorted(directory.rglob("*")) if file.is_file() and "__pycache__" not in file.parts}


def write_tree(files, directory, order=None):
    for path in order or sorted(files):
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(files[path])
    return directory


def generated_tree(packages=6, modules=5):
    """Packages that call into each other, with sockets, managers, factories, awaits, threads and inheritance."""
    chance = random.Random(1)
    files = {"pyproject.toml": b"[project]\nname = \"generated\"\n"}
    known = []  # modules so far, so that nothing imports in circles
    for package in range(packages):
        files[f"area{package}/__init__.py"] = b"from .part0 import Manager, get_manager\n"
        for module in range(modules):
            name = f"area{package}.part{module}"
            others = chance.sample(known, min(3, len(known)))
            lines = ["import asyncio", "from fastapi import APIRouter, WebSocket"]
            lines += [f"from {other} import get_manager as get_{other.replace('.', '_')}" for other in others]
            lines += [f"from {other} import Manager as Base" for other in others[:1]]
            lines += [textwrap.dedent(f"""
                router = APIRouter()
                _manager = None


                class Manager{"(Base)" if others else ""}:
                    def __init__(self):
                        self.open = {{}}
                        self.lock = asyncio.Lock()

                    async def connect(self, user, websocket: WebSocket):
                        async with self.lock:
                            await websocket.accept()
                            self.open[user] = websocket

                    async def send(self, message):
                        for socket in list(self.open.values()):
                            await socket.send_json(self.shape(message))

                    def shape(self, message, *, level=0):
                        return {{"level": level, "text": message, "ş": "ı"}}


                def get_manager() -> Manager:
                    global _manager
                    if _manager is None:
                        _manager = Manager()
                    return _manager


                def load(path):
                    with open(path) as file:
                        rows = [row.strip() for row in file]
                    return sorted(rows, key=lambda row: row.lower())


                async def broadcast(message):
                    manager = get_manager()
                    rows = await asyncio.to_thread(load, "rows")
                    await manager.send(f"{{message}} {{len(rows)}}")
                """)]
            lines += [textwrap.dedent(f"""
                async def relay{index}(text):
                    manager = {"await " if chance.random() < 0.3 else ""}get_{other.replace(".", "_")}()
                    answer = manager.shape(text)
                    asyncio.create_task(broadcast(answer))
                """) for index, other in enumerate(others)]
            lines += ["", "@router.websocket('/ws')", "async def endpoint(websocket: WebSocket, user: str):",
                      "    await get_manager().connect(user, websocket)", "    while True:",
                      "        text = await websocket.receive_text()",
                      *(f"        await relay{index}(text)" for index in range(len(others))), ""]
            files[name.replace(".", "/") + ".py"] = "\n".join(lines).encode()
            known.append(name)
    lines = ["from fastapi import FastAPI", *(f"from area{i}.part0 import router as router{i}" for i in range(packages)),
             "", "app = FastAPI()", *(f"app.include_router(router{i})" for i in range(packages)), ""]
    files["main.py"] = "\n".join(lines).encode()
    return files


# --- changes that mean nothing: the text of a module -> another text ---

def with_crlf(text):
    return text.replace("\n", "\r\n")


def with_comments(text):
    """A remark behind every line that can carry one, blank lines and a remark between the lines."""
    lines = text.splitlines(keepends=True)
    carries, breaks = set(), set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.NL):
            carries.add(token.start[0])
        if token.type == tokenize.NEWLINE:
            breaks.add(token.start[0])
        if token.type == tokenize.COMMENT:
            carries.discard(token.start[0])
    out = ["# A remark of its own.\n", "\n"]
    for number, line in enumerate(lines, 1):
        body = line.rstrip("\r\n")
        if number in carries and body and "#" not in body:
            line = body + "  # a remark: def f(): await g()\n"
        out.append(line)
        if number in breaks:
            out.append("\n\t \n    # another one\n")
    return "".join(out)


def reformatted(text):
    """The same tree of syntax as another hand would have spelled it."""
    return ast.unparse(ast.parse(text)) + "\n"


def renamed_locals(text):
    """Every local variable gets another name. Parameters, which callers may name, keep theirs."""
    tree = ast.parse(text)
    places = {}  # (line, byte) -> old length, new name
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        nodes = [node for statement in function.body for node in ast.walk(statement)]
        names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        # Names that something else than a plain assignment binds, here or further in.
        names -= {argument.arg for node in (function, *nodes) if isinstance(node, ast.arguments) for argument in
                  (*node.posonlyargs, *node.args, *node.kwonlyargs, node.vararg, node.kwarg) if argument}
        names -= {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        for node in nodes:
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                names -= set(node.names)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.discard(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                names -= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ExceptHandler):
                names.discard(node.name)
            elif isinstance(node, ast.arg):
                names.discard(node.arg)
        for node in nodes:
            if isinstance(node, ast.Name) and node.id in names:
                places[node.lineno, node.col_offset] = (len(node.id.encode()), f"other_{node.id}".encode())
    lines = text.encode().split(b"\n")
    for (line, column), (length, name) in sorted(places.items(), reverse=True):
        bytes_ = lines[line - 1]
        lines[line - 1] = bytes_[:column] + name + bytes_[column + length:]
    return b"\n".join(lines).decode()


def reordered(text):
    """Functions that stand next to each other in reverse, where the order has no meaning."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))):
        run = []
        for node in (*scope.body, None):
            if node is not None and defines_only(node):
                run.append(node)
                continue
            if len({function.name for function in run}) == len(run):
                reverse_slots(lines, run)
            run = []
    return "".join(lines)


def defines_only(node):
    """Whether a statement is a function that runs nothing when it is defined."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
        return False
    head = [node.args, *([node.returns] if node.returns else [])]
    return not any(isinstance(part, (ast.Call, ast.Lambda)) for root in head for part in ast.walk(root))


def reverse_slots(lines, run):
    """Keeps the lines between the functions; a slot's first line takes all of the text, so that numbers stay valid."""
    texts = ["".join(lines[node.lineno - 1:node.end_lineno]) for node in run]
    for node, text in zip(run, reversed(texts)):
        lines[node.lineno - 1:node.end_lineno] = [text, *[""] * (node.end_lineno - node.lineno)]


def changed(files, change):
    return {path: change(data.decode()).encode() if path.endswith(".py") else data for path, data in files.items()}


# --- runs and readings ---

class Failure(Exception):
    pass


class Test:
    def __init__(self, seamap, scratch):
        self.seamap, self.scratch = seamap, scratch
        self.runs = self.failures = 0

    def run(self, directory, words, **environment):
        self.runs += 1
        base = {"PATH": os.environ["PATH"], "HOME": str(self.scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, **environment}
        done = subprocess.run([self.seamap, *words], cwd=directory, env=base, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT, check=False)
        if done.returncode != 0 or done.stderr:
            raise Failure(f"seamap {' '.join(words)}: exits with {done.returncode}\n{done.stderr.decode(errors='replace')}")
        return done.stdout

    def product(self, directory, *options, **environment):
        """name -> bytes of all that seamap says about a tree."""
        product = {"graph.json": self.run(directory, ["graph", *options], **environment)}
        for kind in ("json", "sarif", "markdown"):
            words = ["check", "--exit-zero", "--format", kind, *options]
            product[f"findings.{kind}"] = self.run(directory, words, **environment)
        for kind in ("mermaid", "markdown", "json"):
            out = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
            self.run(directory, ["draw", "--format", kind, "-o", str(out), *options], **environment)
            product.update((file.name, file.read_bytes()) for file in out.iterdir())
            shutil.rmtree(out)
        missing = {f"{view}.{suffix}" for view in VIEWS for suffix in ("mmd", "md", "json")} - set(product)
        if missing:
            raise Failure(f"not drawn: {sorted(missing)}")
        return product

    def check(self, what, wanted, get, reading):
        try:
            self.compare(wanted, get(), reading)
            print(f"{what}: the same")
        except (Failure, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            self.failures += 1
            print(f"{what}: FAILED\n{textwrap.indent(str(error), '    ')}")

    def compare(self, wanted, got, reading):
        for name in sorted(wanted):
            before, after = reading(name, wanted[name]), reading(name, got[name])
            if before != after:
                lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), f"{name} before",
                                             f"{name} after", "", "", 1, "")
                raise Failure("\n".join(list(lines)[:40]))


def everything(_, data):
    return data


def strip_keys(value, keys):
    if isinstance(value, dict):
        return {key: strip_keys(item, keys) for key, item in value.items() if key not in keys}
    return [strip_keys(item, keys) for item in value] if isinstance(value, list) else value


def diagrams_and_graph(*keys):
    """The diagrams to the byte, the graph but for those keys."""
    def reading(name, data):
        if name == "graph.json":
            graph = strip_keys(json.loads(data), set(keys))
            return json.dumps(graph, indent=0, ensure_ascii=False).encode()
        return data if name.endswith(".mmd") else b""
    return reading


POSITIONS = ("line", "end_line", "column")


def other_locales(scratch):
    """Environments in which a program that asks for the locale would behave differently."""
    yield "LC_ALL=C", {"LC_ALL": "C"}
    yield "no locale, far time zone", {"LC_ALL": "", "LANG": "", "TZ": "Pacific/Kiritimati"}
    there = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    for name in ("tr_TR", "sv_SE"):  # i is no I; ä and z in another order
        if f"{name}.utf8".lower() in there:
            yield name, {"LC_ALL": f"{name}.UTF-8"}
        elif shutil.which("localedef") and pathlib.Path("/usr/share/i18n/locales", name).exists():
            path = scratch / "locale"
            path.mkdir(exist_ok=True)
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8", str(path / f"{name}.UTF-8")], check=False,
                           capture_output=True)
            yield name, {"LC_ALL": f"{name}.UTF-8", "LOCPATH": str(path)}


def check_tree(test, label, files):
    home = write_tree(files, test.scratch / label / "tree")
    wanted = test.product(home)
    for view in VIEWS:
        if wanted[f"{view}.mmd"].count(b"\n") < 20:
            raise Failure(f"{label}: {view} is too small to prove anything")

    def check(what, get, reading=everything):
        test.check(f"{label}: {what}", wanted, get, reading)

    def elsewhere(name, other, order=None):
        return test.product(write_tree(other, test.scratch / label / name, order))

    for jobs in ("1", "2", "7"):
        check(f"--jobs {jobs}", lambda: test.product(home, "--jobs", jobs))
    cache = str(test.scratch / label / "cache")
    check("cold cache", lambda: test.product(home, "--cache", cache))
    check("warm cache", lambda: test.product(home, "--cache", cache, "--jobs", "3"))
    check("no cache", lambda: test.product(home, "--no-cache"))
    for name, environment in other_locales(test.scratch):
        check(name, lambda: test.product(home, **environment))

    order = sorted(files)
    random.Random(2).shuffle(order)
    check("files made in another order", lambda: elsewhere("shuffled", files, order))
    check("files made in reverse", lambda: elsewhere("reversed", files, sorted(files, reverse=True)))
    check("another path", lambda: elsewhere("other place/ünder %s \"quoted\"/deep", files))

    check("CRLF", lambda: elsewhere("crlf", changed(files, with_crlf)))
    check("comments and blank lines", lambda: elsewhere("comments", changed(files, with_comments)),
          diagrams_and_graph(*POSITIONS))
    check("formatting", lambda: elsewhere("formatted", changed(files, reformatted)), diagrams_and_graph(*POSITIONS))
    check("names of local variables", lambda: elsewhere("renamed", changed(files, renamed_locals)),
          diagrams_and_graph("column"))
    check("order of functions", lambda: elsewhere("reordered", changed(files, reordered)),
          diagrams_and_graph("order", *POSITIONS))


def check_transformations(test, files):
    """That the changes change something, or the proof would be empty."""
    for change in (with_crlf, with_comments, reformatted, renamed_locals, reordered):
        other = changed(files, change)
        count = sum(files[path] != other[path] for path in files)
        for path in files:
            if path.endswith(".py"):
                ast.parse(other[path])
        if count < 3:
            test.failures += 1
            print(f"{change.__name__} changes only {count} files: FAILED")


# --- a change that means something ---

# What is inserted before which line of which file of docs/example, and how the lines begin that must come to init.mmd.
INSERTIONS = (
    ("a call between functions that are drawn", "chat/routes/ws.py",
     "    await asyncio.to_thread(history.append, user, text)\n", "    verify_token(text)\n",
     ("  n_chat__routes__ws__handle_message --> n_chat__auth__tokens__verify_token",)),
    ("a call of something new", "chat/routes/ws.py",
     "    manager = get_websocket_manager()\n", "    await websocket.accept()\n",
     ("    n_chat__routes__ws__chat_endpoint_accept_", "  n_chat__routes__ws__chat_endpoint ==> n_chat__routes__ws__")),
)


def new_lines(before, after):
    """The lines that `after` has more; a Failure when any other line has changed or moved."""
    diff = [row for row in difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()) if row[0] in "+-"]
    if any(row[0] == "-" for row in diff):
        raise Failure("\n".join(["lines are gone:", *diff]))
    return [row[2:] for row in diff]


def check_insertion(before, after, wanted):
    lines = new_lines(before["init.mmd"], after["init.mmd"])
    if len(lines) != len(wanted) or not all(line.startswith(start) for line, start in zip(lines, wanted)):
        raise Failure("\n".join(["new in init.mmd:", *lines, "wanted:", *wanted]))
    edges = [json.dumps(edge) for name in (before, after) for edge in
             strip_keys(json.loads(name["graph.json"]), {"order", "sites", *POSITIONS})["edges"]]
    if len(edges) != 2 * len(json.loads(before["graph.json"])["edges"]) + 1 or len(set(edges)) * 2 != len(edges) + 1:
        raise Failure("the graph has not got one more edge, all others as they were")


def check_insertions(test, files):
    before = test.product(write_tree(files, test.scratch / "insert" / "before"))
    for number, (what, path, line, inserted, wanted) in enumerate(INSERTIONS):
        try:
            text = files[path].decode()
            if text.count(line) != 1:
                raise Failure(f"{path} has changed: {line.strip()} stands there {text.count(line)} times")
            other = {**files, path: text.replace(line, inserted + line).encode()}
            check_insertion(before, test.product(write_tree(other, test.scratch / "insert" / str(number))), wanted)
            print(f"{what}: {len(wanted)} lines more")
        except Failure as error:
            test.failures += 1
            print(f"{what}: FAILED\n{textwrap.indent(str(error), '    ')}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="seamap-canonical-") as scratch:
        test = Test(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(scratch).resolve())
        example = read_tree(ROOT / "docs" / "example")
        for label, files in (("example", example), ("generated", generated_tree())):
            check_transformations(test, files)
            check_tree(test, label, files)
        check_insertions(test, example)
        print(f"{test.runs} runs, {test.failures} failures")
        return 1 if test.failures else 0


if __name__ == "__main__":
    sys.exit(main())
