#!/usr/bin/env python3
"""Revisions out of real git repositories of every kind: tests/revisions.py SEAMAP

Each test makes a repository with git, and then runs seamap where no git can be found. What a revision gives is compared
with what its checkout gives.
"""

import hashlib
import inspect
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

TIMEOUT = 120  # seconds for one run; sanitizers are slow
SERVICE = "import store\n\n\ndef main():\n    store.save()\n\n\nmain()\n"
STORE = "def save():\n    return 1\n\n\ndef load():\n    return 2\n"


class Failure(Exception):
    pass


def expect(condition, *what):
    if not condition:
        raise Failure(" ".join(map(str, what)))


class Repository:
    """A directory with git in it; nothing of the machine's configuration counts."""

    def __init__(self, seamap, path, *words, make=True):
        self.seamap, self.path = seamap, pathlib.Path(path)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.path.parent), "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "file", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        self.seconds = 0
        self.sanitizer = {"LSAN_OPTIONS": "print_suppressions=0"}
        if make:
            self.path.mkdir(parents=True)
            self.git("init", "-q", "-b", "main", *words)

    def git(self, *words, text=None):
        # A time a commit, since `:/text` and describe want the newest.
        self.environment["GIT_AUTHOR_DATE"] = self.environment["GIT_COMMITTER_DATE"] = f"{1600000000 + self.seconds} +0000"
        self.seconds += 1
        done = subprocess.run(["git", *words], cwd=self.path, env=self.environment, input=text, capture_output=True,
                              timeout=TIMEOUT, check=False)
        if done.returncode != 0:
            raise Failure(f"git {' '.join(words)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode().strip()

    def write(self, files):
        for path, text in files.items():
            file = self.path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, message, files):
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def clone(self, name, *words, **options):
        other = Repository(self.seamap, self.path.parent / name, make=False)
        self.git("clone", "-q", *words, f"file://{self.path}", str(other.path), **options)
        return other

    def run(self, *words, cwd=None):
        """Exit code, output, messages. There is no git, and no shell, for seamap to find."""
        environment = {"PATH": "/nonexistent", "HOME": str(self.path.parent), "LC_ALL": "C.UTF-8",
                       **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, **self.sanitizer}
        done = subprocess.run([self.seamap, *words], cwd=cwd or self.path, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")

    def graph(self, *words, messages=None, **options):
        """Ids of the nodes inside the tree. `messages`: what must be said, in this order, and nothing else if empty."""
        code, output, talk = self.run("graph", *words, **options)
        expect(code == 0, f"graph {' '.join(words)} exits with {code}: {talk}")
        if not messages:
            expect(not talk, "unexpected:", talk)
        expect_in_order(talk, messages or [])
        return {node["id"] for node in json.loads(output)["nodes"] if node["kind"] != "external"}

    def fails(self, *words, messages):
        code, output, talk = self.run("graph", *words)
        expect(code == 2 and not output, f"graph {' '.join(words)} exits with {code}: {talk}")
        expect_in_order(talk, messages)


def expect_in_order(text, parts):
    at = 0
    for part in parts:
        found = text.find(part, at)
        expect(found >= 0, f"not said: {part!r}\nbut:\n{text}")
        at = found + len(part)


NODES = {"service", "service.main", "store", "store.load", "store.save"}


def plain(seamap, base, name="plain", *words):
    """Four commits: `main` has the service, `HEAD~3` has nothing but the store."""
    repository = Repository(seamap, base / name, *words)
    repository.commit("begin with the store", {"store.py": STORE})
    repository.git("tag", "-a", "-m", "the first", "v1")
    repository.commit("add the service", {"service.py": SERVICE})
    repository.commit("describe", {"README": "x\n"})
    repository.commit("describe more", {"README": "xx\n"})
    return repository


# --- names of revisions ---

def test_names(seamap, base):
    repository = plain(seamap, base)
    first = repository.git("rev-parse", "HEAD~3")
    old = {"store", "store.load", "store.save"}
    for name in ("v1", "refs/tags/v1", "HEAD~3", "HEAD^^^", "main~3", first, first[:12], ":/begin with", "v1^{commit}",
                 "v1^{tree}", "HEAD^{/begin}"):
        expect(repository.graph("--rev", name) == old, name)
    expect(repository.graph("--rev", "HEAD") == NODES, "HEAD")
    repository.git("pack-refs", "--all")
    repository.git("gc", "-q", "--prune=now")
    expect(not (repository.path / ".git/refs/heads/main").exists(), "refs are not packed")
    expect(repository.graph("--rev", "main") == NODES and repository.graph("--rev", "v1") == old, "packed")


def test_wrong_names(seamap, base):
    repository = plain(seamap, base)
    repository.fails("--rev", "mian", messages=["the repository has no revision 'mian': did you mean 'main'?"])
    repository.fails("--rev", "mian~2", messages=["no revision 'mian~2': did you mean 'main'?"])
    repository.fails("--rev", "quite-another", messages=["the repository has no revision 'quite-another'\n"])
    repository.fails("--rev", "HEAD~9", messages=["the repository has no revision 'HEAD~9'\n"])
    repository.fails("--rev", "HEAD..v1", messages=["'HEAD..v1' names no single revision"])
    repository.fails("--rev", "HEAD:README", messages=["cannot be read as a tree"])
    repository.fails("--rev", "a\x1b[31mb", messages=["\\x1b[31mb"])
    repository.fails("--rev", "HEAD", "no/such", messages=["no/such: error: is not in revision 'HEAD'"])
    # Two objects whose names begin alike: one of the first few hundred pairs has four digits in common.
    seen, number = {}, 0
    while True:
        data = f"{number}\n".encode()
        name = hashlib.sha1(b"blob %d\0%s" % (len(data), data)).hexdigest()
        if name[:4] in seen:
            break
        seen[name[:4]], number = data, number + 1
    for text in (data, seen[name[:4]]):
        repository.git("hash-object", "-w", "--stdin", text=text)
    repository.fails("--rev", name[:4], messages=[f"revision '{name[:4]}' is ambiguous", "more of its digits"])
    empty = Repository(seamap, base / "empty")
    empty.fails("--rev", "HEAD", messages=["the repository has no revision 'HEAD': it has no commits"])
    nothing = Repository(seamap, base / "nothing", make=False)
    nothing.path.mkdir()
    nothing.fails("--rev", "HEAD", messages=["no git repository can be opened at "])


# --- kinds of repositories ---

def test_bare(seamap, base):
    repository = plain(seamap, base)
    bare = repository.clone("bare.git", "--bare")
    expect(bare.graph("--rev", "main") == NODES, "inside")
    expect(bare.graph("--rev", "main", cwd=bare.path / "objects") == NODES, "in a directory of its own")
    nodes = bare.graph("-C", str(bare.path), "--rev", "main", "store.py", cwd=base)
    expect(nodes == {"store", "store.load", "store.save"}, nodes)
    # without a config, git takes it for bare by its look; so do we
    (bare.path / "config").unlink()
    expect(bare.graph("--rev", "main") == NODES, "no config")
    expect(repository.graph("--rev", "main", cwd=repository.path / ".git") == NODES, "inside .git")


def test_shallow(seamap, base):
    repository = plain(seamap, base)
    shallow = repository.clone("shallow", "--depth", "1")
    expect(shallow.graph("--rev", "HEAD") == NODES, "shallow")
    shallow.fails("--rev", "HEAD~1", messages=["no revision 'HEAD~1': it is a shallow clone", "git fetch --deepen=N"])


def test_partial(seamap, base):
    repository = plain(seamap, base)
    repository.git("config", "uploadpack.allowFilter", "true")
    for name, words in (("blobless", ["--filter=blob:none", "--no-checkout"]), ("bare", ["--filter=blob:none", "--bare"])):
        partial = repository.clone(name, *words)
        missing = ["service.py: warning: git object ", "is missing from the repository", "`git cat-file -e "]
        nodes = partial.graph("--no-cache", "--rev", "HEAD", messages=[*missing, "store.py: warning: git object "])
        expect(nodes == set(), nodes)
        store = partial.git("rev-parse", "HEAD:store.py")
        partial.git("cat-file", "-e", store)  # fetches it, as the message says
        nodes = partial.graph("--no-cache", "--rev", "HEAD", messages=missing)
        expect(nodes == {"store", "store.load", "store.save"}, nodes)
        cache = ("--cache", str(base / "cache"))
        repository.graph("--rev", "HEAD", *cache)
        expect(partial.graph("--rev", "HEAD", *cache) == NODES, "what the cache knows by its id need not be there")
    repository.commit("deeper", {"sub/other.py": STORE})
    treeless = repository.clone("treeless", "--filter=tree:0", "--no-checkout")
    treeless.fails("--rev", "HEAD", messages=["revision 'HEAD' cannot be read as a tree"])
    treeless.git("ls-tree", "HEAD")
    treeless.git("cat-file", "-e", treeless.git("rev-parse", "HEAD:store.py"))
    nodes = treeless.graph("--no-cache", "--rev", "HEAD", messages=["service.py: warning: git object "])
    expect({"store", "store.load", "store.save"} <= nodes and "service" not in nodes, nodes)


def test_partial_base(seamap, base):
    """What cannot be read of the base is no news by itself, but makes what is compared with it look new."""
    repository = plain(seamap, base)
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit("edit the store", {"store.py": f"{STORE}\n\ndef more():\n    save()\n"})
    partial = repository.clone("partial", "--filter=blob:none", "--no-checkout")
    for path in ("store.py", "service.py"):
        partial.git("cat-file", "-e", partial.git("rev-parse", f"HEAD:{path}"))
    old = partial.git("rev-parse", "HEAD~1:store.py")
    for words, what in ((("diff", "HEAD~1..HEAD"), "what is in it in the base counts as new"),
                        (("check", "--since", "HEAD~1"), "findings in it count as new")):
        code, _, talk = partial.run(*words, "--no-cache")
        expect(code == 0, f"{words} exits with {code}: {talk}")
        expect_in_order(talk, [f"store.py: warning: git object {old} is missing", what])
    partial.git("cat-file", "-e", old)
    _, output, talk = partial.run("diff", "HEAD~1..HEAD", "--no-cache")
    expect(not talk and "`more` is new" in output.partition("\n")[0], f"{output}{talk}")


def test_worktree(seamap, base):
    repository = plain(seamap, base)
    repository.git("worktree", "add", "-q", "--detach", str(base / "other"), "v1")
    other = Repository(seamap, base / "other", make=False)
    old = {"store", "store.load", "store.save"}
    expect(other.graph("--rev", "HEAD") == old and other.graph("--rev", "main") == NODES, "worktree")
    expect(other.graph() == old, "its files")


def test_separate_git_dir(seamap, base):
    repository = Repository(seamap, base / "work", "--separate-git-dir", str(base / "store.git"))
    repository.commit("x", {"store.py": STORE, "service.py": SERVICE})
    expect(repository.graph("--rev", "HEAD") == NODES, "separate")


def test_alternates(seamap, base):
    repository = plain(seamap, base)
    other = Repository(seamap, base / "shared", make=False)
    repository.git("clone", "-q", "--shared", str(repository.path), str(other.path))
    expect(not any((other.path / ".git/objects").glob("[0-9a-f][0-9a-f]")), "objects were copied")
    expect(other.graph("--rev", "HEAD") == NODES, "alternates")
    # The other repository is gone. libgit2 1.5 loses some memory over that.
    other.sanitizer = {"LSAN_OPTIONS": "detect_leaks=0"}
    repository.path.rename(base / "away")
    other.fails("--rev", "HEAD", messages=["the repository has no revision 'HEAD'"])


def test_submodule(seamap, base):
    library = plain(seamap, base, "library")
    repository = Repository(seamap, base / "outer")
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library.path), "library")
    repository.commit("x", {"store.py": STORE, "service.py": SERVICE})
    expect(repository.graph("--rev", "HEAD", messages=["library: warning: is a submodule, whose files are in another repository"])
           == NODES, "submodule")
    repository.fails("--rev", "HEAD", "library", messages=["library: error: "])


def test_sha256(seamap, base):
    repository = plain(seamap, base, "wide", "--object-format=sha256")
    code, _, talk = repository.run("graph", "--rev", "HEAD")
    if code == 2:  # this libgit2 cannot
        expect_in_order(talk, ["no git repository can be opened at ", "its objects are named by SHA-256, which the libgit2 here"])
    else:
        expect(repository.graph("--rev", "HEAD~3") == {"store", "store.load", "store.save"}, "SHA-256")
    expect(repository.graph() == NODES, "the work tree needs no git")


def test_unknown_extension(seamap, base):
    repository = plain(seamap, base)
    repository.git("config", "core.repositoryformatversion", "1")
    repository.git("config", "extensions.fromTheFuture", "true")
    repository.fails("--rev", "HEAD", messages=["no git repository can be opened at ", "fromthefuture"])


# --- what a tree may hold ---

def test_links(seamap, base):
    repository = Repository(seamap, base / "links")
    repository.write({"real/store.py": STORE, "service.py": SERVICE, "seamap-real.yaml": "exclude: ['gone/']\n", "gone/x.py": ""})
    for link, target in (("store.py", "real/store.py"), ("alias", "real"), ("out.py", "/etc/hostname.py"),
                         ("up.py", "../../x.py"), ("nowhere.py", "missing.py"), ("loop.py", "loop.py"),
                         ("real/round", ".."), ("seamap.yaml", "seamap-real.yaml")):
        (repository.path / link).symlink_to(target)
    repository.commit("x", {})
    there = repository.graph(messages=["the link leads nowhere"])
    nodes = repository.graph("--rev", "HEAD", messages=["nowhere.py: warning: the link leads nowhere in the revision"])
    expect(nodes == there and "store.save" in nodes and not any(node.startswith("gone") for node in nodes), nodes, there)


def write_object(repository, kind, data):
    """Writes an object that git itself would refuse to make."""
    full = b"%s %d\0%s" % (kind, len(data), data)
    name = hashlib.sha1(full).hexdigest()
    file = repository.path / ".git/objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    if not file.exists():
        file.write_bytes(zlib.compress(full))
    return name


def write_tree(repository, entries):
    return write_object(repository, b"tree",
                        b"".join(b"%s %s\0%s" % (mode, name, bytes.fromhex(target)) for mode, name, target in entries))


def test_hostile_names(seamap, base):
    repository = Repository(seamap, base / "hostile")
    blob = write_object(repository, b"blob", STORE.encode())
    inner = write_tree(repository, [(b"100644", b"y.py", blob)])
    deep = inner
    for _ in range(3000):
        deep = write_tree(repository, [(b"40000", b"d", deep)])
    names = [b"../../escaped.py", b"..", b".", b"/etc/absolute.py", b"a/b.py", b"back\\slash.py", b"x" * 5000 + b".py",
             b"control\x1b[31m\n.py", b"\xff.py", b"same.py", b"same.py", b"C:\\x.py", b"right\xe2\x80\xaeyp.py"]
    top = write_tree(repository, [*((b"100644", name, blob) for name in names), (b"40000", b"..", inner),
                                  (b"40000", b"deep", deep), (b"40000", b"same.py", inner), (b"40000", b".git", inner),
                                  (b"7", b"mode.py", blob)])
    commit = repository.git("commit-tree", "-m", "x", top)
    said = ["holds a name that no file can have, '..'", "holds a name that no file can have, '../../escaped.py'",
            "holds a name that no file can have, '/etc/absolute.py'", "too many or too deep directories"]
    before = sorted(base.rglob("*"))
    for verb in ("graph", "draw", "check"):
        words = ["-o", str(base / "out/")] if verb == "draw" else ["--exit-zero"] if verb == "check" else []
        code, _, talk = repository.run(verb, "--rev", commit, *words)
        expect(code == 0, f"{verb} exits with {code}: {talk}")
        for part in said:
            expect(part in talk, f"not said: {part}\nbut:\n{talk}")
        expect("\x1b" not in talk, "control characters are printed")
    made = [path for path in sorted(base.rglob("*")) if path not in before and base / "out" not in (path, *path.parents)]
    expect(all(".cache" in path.parts for path in made), "made", made)
    nodes = repository.graph("--rev", commit, messages=["holds a name"])
    expect("same.save" in nodes, nodes)
    expect(not any("escaped" in node or "absolute" in node for node in nodes), nodes)


def test_damaged(seamap, base):
    repository = plain(seamap, base)
    name = repository.git("rev-parse", "HEAD:store.py")
    file = repository.path / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(zlib.compress(b"blob 3\0abc"))  # another blob under this name
    nodes = repository.graph("--rev", "HEAD", messages=[f"store.py: warning: git object {name} cannot be read"])
    expect(nodes == {"service", "service.main"}, nodes)


# --- a revision and its checkout ---

def product(repository, *words):
    """Everything that is drawn and known: name -> text."""
    with tempfile.TemporaryDirectory(dir=repository.path.parent) as out:
        code, _, talk = repository.run("draw", "-o", f"{out}/", *words)
        expect(code == 0, talk)
        drawn = {file.name: file.read_text() for file in sorted(pathlib.Path(out).iterdir())}
    for verb in ("graph", "check"):
        code, drawn[verb], talk = repository.run(verb, *(["--exit-zero"] if verb == "check" else []), *words)
        expect(code == 0, talk)
    return drawn


def expect_same(what, before, after):
    for name in sorted({*before, *after}):
        expect(before.get(name) == after.get(name), f"{what}: {name} differs")


def test_same_as_checkout(seamap, base):
    """`--rev A` draws what the work tree at A draws: whole, in part, by the config of then."""
    example = pathlib.Path(__file__).resolve().parent.parent / "docs/example"
    repository = Repository(seamap, base / "example")
    shutil.copytree(example, repository.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    first = repository.commit("x", {
        ".gitignore": "generated/\n", "generated/kept.py": STORE, "more/catalog.yaml": "{}\n",
        "seamap.yaml": "exclude: ['chat/legacy*']\ncatalog-files: [more/catalog.yaml]\n"})
    ws = (repository.path / "chat/routes/ws.py").read_text()
    second = repository.commit("y", {"chat/routes/ws.py": ws + "\n\ndef added():\n    verify_token('')\n", "seamap.yaml":
                                     "sources: [chat]\nmax-nodes: 12\n"})
    for commit in (first, second):
        repository.git("checkout", "-q", commit)
        here = {words: product(repository, *words) for words in ((), ("chat",), ("chat/routes", "chat/auth"))}
        repository.git("checkout", "-q", second if commit == first else first)
        (repository.path / "seamap.yaml").write_text("not: [known\n")
        for words, wanted in here.items():
            expect_same(f"{commit} {words}", wanted, product(repository, "--rev", commit, *words))
        repository.git("checkout", "-q", "-f", commit)
    bare = repository.clone("bare.git", "--bare")
    expect_same("bare", here[()], product(bare, "--rev", second))
    repository.commit("broken", {"seamap.yaml": "sauces: [chat]\n"})
    repository.fails("--rev", "HEAD", messages=["seamap.yaml:1: error: unknown key 'sauces': did you mean 'sources'?"])


# --- the cache ---

def images(cache):
    """Facts in the cache: those that lie there under several names count once."""
    return {file.stat().st_ino for file in cache.glob("??/*")}


def settle(repository):
    """Lets the clock of the file system move on, and git take down what it sees."""
    time.sleep(0.05)
    repository.git("update-index", "--refresh", "--really-refresh", "-q")
    (repository.path / ".git/index").touch()


def test_shared_cache(seamap, base):
    """What revisions and work tree share is extracted once."""
    repository = plain(seamap, base)
    cache = base / "cache"
    words = ("--cache", str(cache))
    repository.graph("--rev", "v1", *words)
    expect(len(images(cache)) == 1, "one file, one image")
    repository.graph("--rev", "HEAD", *words)
    repository.graph("--rev", "HEAD~1", *words)
    expect(len(images(cache)) == 2, "another file, another image")
    settle(repository)
    repository.graph(*words)
    expect(len(images(cache)) == 2, "the work tree has the same files")
    expect(len(list(cache.glob("??/*"))) == 4, "the unchanged files are found by their stat data, too")


def test_changes_are_seen(seamap, base):
    """Whatever hides a change from a look at size and time."""
    repository = plain(seamap, base)
    file = repository.path / "store.py"
    words = ("--cache", str(base / "cache"))

    def check(what, change):
        file.write_text(STORE)
        settle(repository)
        for _ in range(2):
            expect("store.save" in repository.graph(*words), what)
        before = file.stat()
        change()
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        expect("store.keep" in repository.graph(*words), f"{what}: the change is not seen")

    other = STORE.replace("save", "keep")
    check("same size, same time", lambda: file.write_text(other))

    def replace():
        (base / "new").write_text(other)
        os.replace(base / "new", file)
    check("another file in its place", replace)
    repository.git("update-index", "--assume-unchanged", "store.py")
    check("assume-unchanged", lambda: file.write_text(other))
    repository.git("update-index", "--no-assume-unchanged", "--skip-worktree", "store.py")
    check("skip-worktree", lambda: file.write_text(other))


def test_racy(seamap, base):
    """A file that is written again at once, after git and seamap have seen it."""
    repository = plain(seamap, base)
    file = repository.path / "store.py"
    for number in range(30):
        name = f"f{number:03}"
        file.write_text(STORE.replace("save", "keep"))
        repository.git("add", "store.py")
        repository.graph("--cache", str(base / "cache"))
        file.write_text(STORE.replace("save", name))
        expect(f"store.{name}" in repository.graph("--cache", str(base / "cache")), f"round {number}")


def test_conversions(seamap, base):
    """Filters and line ends: the work tree holds other bytes than the blob, and each is read as it is."""
    repository = Repository(seamap, base / "filters")
    for name, command in (("smudge", "sed s/stored/smudge/"), ("clean", "sed s/smudge/stored/")):
        repository.git("config", f"filter.same-size.{name}", command)
    repository.commit("x", {".gitattributes": "a.py filter=same-size\nb.py eol=crlf\n", "a.py": "def stored():\n    pass\n",
                            "b.py": "def b():\n    pass\n"})
    for file in ("a.py", "b.py"):
        (repository.path / file).unlink()
    repository.git("checkout", "-q", ".")
    expect(b"smudge" in (repository.path / "a.py").read_bytes() and b"\r\n" in (repository.path / "b.py").read_bytes(), "git")
    settle(repository)
    words = ("--cache", str(base / "cache"))
    for _ in range(2):
        expect(repository.graph("--rev", "HEAD", *words) == {"a", "a.stored", "b", "b.b"}, "the revision")
        expect(repository.graph(*words) == {"a", "a.smudge", "b", "b.b"}, "the work tree")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not shutil.which("git"):
        print("there is no git")
        return 77
    seamap = str(pathlib.Path(sys.argv[1]).resolve())
    failures = 0
    for name, test in list(globals().items()):
        if not (name.startswith("test_") and inspect.isfunction(test)) or (sys.argv[2:] and name not in sys.argv[2:]):
            continue
        with tempfile.TemporaryDirectory(prefix="seamap-revisions-") as scratch:
            try:
                test(seamap, pathlib.Path(scratch).resolve())
                print(f"{name}: fine")
            except (Failure, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
                failures += 1
                print(f"{name}: FAILED\n    {str(error)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
