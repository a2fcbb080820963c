#!/usr/bin/env python3
"""docs/integrations/seamap-review against hosts that stand here: tests/review.py SEAMAP

A server on the loopback plays GitHub and GitLab: it keeps comments, or refuses in all the ways that hosts refuse. What
seamap itself says comes from a stand-in, so that a test can say anything; the last tests run SEAMAP on a repository.
Also checks action.yml and gitlab.yml: their form, their shell (when shellcheck is there), and that nothing which the
author of a request chooses is put into a script.
"""

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
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
REVIEW = ROOT / "docs/integrations/seamap-review"
MARKER = "<!-- seamap-review -->"
SEAMAP = None

# Prints $STUB_DIFF or $STUB_CHECK, notes its arguments, and fails as it is told.
STUB = r"""#!/bin/sh
{ printf '%s\037' "$@" && echo; } >>"$STUB_LOG"
case $1 in
diff) text=$STUB_DIFF code=$STUB_CODE_DIFF ;;
check) text=$STUB_CHECK code=$STUB_CODE_CHECK ;;
esac
[ -z "$text" ] || TEXT=$text awk -v times="${STUB_TIMES:-1}" 'BEGIN { while (times--) print ENVIRON["TEXT"] }'
printf '%s' "$STUB_STDERR$SEAMAP_TOKEN" >&2
exit "${code:-0}"
"""


class Host(http.server.ThreadingHTTPServer):
    """Comments of one request, in the words of both hosts."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments, self.calls, self.failures, self.viewer = [], [], {}, None
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def add(self, body, author="github-actions[bot]", kind="Bot"):
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"login": author, "type": kind},
                              "author": {"username": author}})

    def fail(self, method, code, times=100, headers=(), body=b"{}"):
        self.failures[method] = [code, times, dict(headers), body]

    def bodies(self):
        return [comment["body"] for comment in self.comments if comment["body"].startswith(MARKER)]


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, code, data, headers=()):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(code)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_call(self):
        host, method = self.server, self.command
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("PRIVATE-TOKEN")
        host.calls.append((method, self.path, token))
        path, _, query = self.path.partition("?")
        if path == "/user":
            viewer = host.viewer
            self.answer(200 if viewer else 403, {"login": viewer, "username": viewer} if viewer else {})
        elif method in host.failures and host.failures[method][1] > 0:
            failure = host.failures[method]
            failure[1] -= 1
            self.answer(failure[0], failure[3], failure[2])
        elif method == "GET" and path in ("/repos/example/chat/issues/7/comments", "/projects/5/merge_requests/7/notes"):
            wanted = dict(part.split("=") for part in query.split("&"))
            first = (int(wanted["page"]) - 1) * int(wanted["per_page"])
            self.answer(200, host.comments[first:first + int(wanted["per_page"])])
        elif method == "POST" and path in ("/repos/example/chat/issues/7/comments", "/projects/5/merge_requests/7/notes"):
            if len(body["body"].encode()) > 65536:
                self.answer(422, {"message": "too long"})
                return
            host.add(body["body"], host.viewer or "github-actions[bot]")
            self.answer(201, host.comments[-1])
        elif (match := re.fullmatch(r"/repos/example/chat/issues/comments/(\d+)|/projects/5/merge_requests/7/notes/(\d+)",
                                    path)) and method == ("PATCH" if match[1] else "PUT"):
            comment = host.comments[int(match[1] or match[2]) - 1]
            comment["body"] = body["body"]
            self.answer(200, comment)
        else:
            self.answer(404, {})

    do_GET = do_POST = do_PATCH = do_PUT = handle_call


def git(directory, *words):
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"}
    return subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words], cwd=directory,
                          env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def commit(directory, message, files):
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    git(directory, "add", "-A")
    git(directory, "commit", "-q", "-m", message)


class Review(unittest.TestCase):
    """What holds for both hosts; those below say how theirs differ."""

    host_name = None

    @classmethod
    def setUpClass(cls):
        if not cls.host_name:
            raise unittest.SkipTest("for its subclasses")
        cls.server = Host()
        cls.template = pathlib.Path(tempfile.mkdtemp())
        cls.make_repository(cls.template)

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        shutil.rmtree(cls.template)

    @classmethod
    def make_repository(cls, directory):
        """A topic of one commit, and a main that has gone on since."""
        git(directory, "init", "-q", "-b", "main")
        commit(directory, "start", {"a.py": "def one():\n    pass\n"})
        cls.fork_point = git(directory, "rev-parse", "HEAD")
        git(directory, "checkout", "-q", "-b", "topic")
        commit(directory, "topic", {"a.py": "async def one():\n    pass\n"})
        cls.head = git(directory, "rev-parse", "HEAD")
        git(directory, "checkout", "-q", "main")
        commit(directory, "elsewhere", {"b.py": "x = 1\n"})
        cls.base = git(directory, "rev-parse", "HEAD")

    def setUp(self):
        self.server.comments, self.server.calls, self.server.failures = [], [], {}
        self.server.viewer = None
        self.scratch = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.scratch)
        self.repository = self.scratch / "repository"
        shutil.copytree(self.template, self.repository)
        (self.scratch / "stub").write_text(STUB, encoding="utf-8")
        (self.scratch / "stub").chmod(0o755)
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.scratch), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "SEAMAP_TOKEN": "s3cret", "SEAMAP_RETRY_DELAY": "0.01",
            "SEAMAP": str(self.scratch / "stub"), "STUB_LOG": str(self.scratch / "log"), "STUB_DIFF": "+1\n\ntext",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
        self.describe_request("a title")

    def run_review(self, code=0, **environment):
        result = subprocess.run([sys.executable, str(REVIEW), self.host_name], cwd=self.repository, text=True,
                                env={**self.environment, **environment}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        self.assertNotIn("Traceback", result.stderr)
        self.assertNotIn("s3cret", result.stdout + result.stderr)
        return result.stdout + result.stderr

    def methods(self):
        return [method for method, _, _ in self.server.calls if method != "GET"]

    def stub_calls(self):
        lines = (self.scratch / "log").read_text(encoding="utf-8").split("\n")
        return [line.split("\x1f")[:-1] for line in lines if line]

    # --- one comment, kept up to date ---

    def test_first_run_adds_second_updates(self):
        self.assertIn("comment added", self.run_review())
        self.assertEqual(self.server.bodies(), [f"{MARKER}\n+1\n\ntext\n"])
        self.assertIn("comment updated", self.run_review(STUB_DIFF="+2"))
        self.assertEqual(self.server.bodies(), [f"{MARKER}\n+2\n"])
        self.assertIn("up to date", self.run_review(STUB_DIFF="+2"))
        self.assertEqual(self.methods(), ["POST", self.change])
        self.assertEqual({token for _, _, token in self.server.calls}, {"s3cret"})

    def test_unchanged_posts_nothing(self):
        self.assertIn("no comment", self.run_review(STUB_DIFF=""))
        self.assertEqual(self.methods(), [])

    def test_no_longer_changed(self):
        self.run_review()
        self.run_review(STUB_DIFF="")
        self.assertEqual(len(self.server.bodies()), 1)
        self.assertIn("changes nothing", self.server.bodies()[0])
        self.run_review(STUB_DIFF="")
        self.assertEqual(self.methods(), ["POST", self.change])

    def test_line_ends_of_the_host(self):
        self.run_review()
        self.server.comments[0]["body"] = self.server.comments[0]["body"].replace("\n", "\r\n").rstrip()
        self.run_review()
        self.assertEqual(self.methods(), ["POST"])

    def test_many_comments(self):
        for number in range(250):
            self.server.add(f"comment {number}", "somebody", "User")
        self.run_review()
        for number in range(40):
            self.server.add(f"later {number}", "somebody", "User")
        self.server.calls.clear()
        self.run_review(STUB_DIFF="+2")
        self.assertEqual(self.methods(), [self.change])
        self.assertEqual(len(self.server.bodies()), 1)

    def test_a_stranger_with_the_marker(self):
        self.server.add(f"{MARKER}\nmine", "stranger", "User")
        self.server.add(f"> {MARKER}\nquoted", self.server.viewer or "github-actions[bot]")
        self.run_review()
        self.assertEqual(self.methods(), ["POST"])
        self.assertEqual(self.server.comments[0]["body"], f"{MARKER}\nmine")

    # --- hosts that refuse ---

    def refused(self, wanted, **environment):
        """The build goes on, people are told why, and the text is where they can see it."""
        output = self.run_review(**environment)
        self.assertIn("no comment: ", output)
        self.assertIn(wanted, output)
        self.assertIn("+1\n\ntext\n", self.shown(output))

    def test_forbidden(self):
        for code in (401, 403, 404):
            self.server.fail("POST", code)
            self.refused(f"{code}: the token may not do that")
        self.assertEqual(self.methods(), ["POST"] * 3)

    def test_no_token(self):
        self.refused("there is no token", SEAMAP_TOKEN="")
        self.assertEqual(self.server.calls, [])

    def test_rate_limit(self):
        self.server.fail("GET", 403, headers={"X-RateLimit-Remaining": "0"})
        self.refused("rate limit")
        self.server.fail("GET", 429, headers={"Retry-After": "3600"})
        self.refused("rate limit")

    def test_server_that_recovers(self):
        self.server.fail("GET", 502, times=2)
        self.assertIn("comment added", self.run_review())

    def test_server_that_does_not(self):
        self.server.fail("GET", 503)
        self.refused("503")
        self.server.fail("GET", 200, body=b"<html>")
        self.refused("GET")
        self.server.fail("GET", 200, body=b'{"message": "x"}')
        self.refused("no list of comments")
        self.server.failures = {}
        self.server.fail("POST", 500)
        self.refused("500")
        self.assertEqual(self.methods(), ["POST"])  # it may be there already

    def test_redirect_does_not_take_the_token_along(self):
        self.server.fail("GET", 302, headers={"Location": f"{self.server.url}/elsewhere"})
        self.refused("302")
        self.assertNotIn("/elsewhere", [path for _, path, _ in self.server.calls])

    def test_host_that_is_not_there(self):
        self.refused("refused", **{self.url_variable: "http://127.0.0.1:1"})

    def test_too_long(self):
        self.run_review(STUB_DIFF="+1\nä", STUB_TIMES=str(self.too_long))
        self.assertEqual(len(self.server.bodies()), 1)
        self.assertIn("+1\n\nThe rest is too long", self.server.bodies()[0])

    def test_no_comment_wanted(self):
        self.assertIn("+1\n\ntext\n", self.shown(self.run_review(SEAMAP_COMMENT="false")))
        self.assertEqual(self.server.calls, [])

    # --- what is compared, and what is said about it ---

    def test_compares_with_the_fork_point(self):
        self.run_review(SEAMAP_PATHS="src\n--config=x\n\n")
        diff, check = self.stub_calls()
        self.assertEqual(diff[:2], ["diff", f"{self.fork_point}..{self.head}"])
        self.assertEqual(diff[-3:], ["--", "src", "--config=x"])
        self.assertEqual(check[:5], ["check", "--rev", self.head, "--since", self.fork_point])
        self.assertIn("--fail-on", check)

    def test_base_of_the_user(self):
        self.run_review(SEAMAP_BASE="topic")
        self.assertEqual(self.stub_calls()[0][1], f"{self.head}..{self.head}")
        for base in ("--upload-pack=x", "$(touch x)", "a..b", "main; x"):
            self.assertIn("is no revision", self.run_review(2, SEAMAP_BASE=base))

    def test_new_findings(self):
        output = self.run_review(1, STUB_CODE_CHECK="1", STUB_CHECK="[found]", SEAMAP_FAIL_ON="warning")
        self.assertIn("warning", self.stub_calls()[1])
        self.assertIn("[found]", self.reported(output))
        self.assertEqual(len(self.server.bodies()), 1)

    def test_seamap_that_fails(self):
        self.assertIn("a.py: bad", self.run_review(2, STUB_CODE_DIFF="2", STUB_STDERR="a.py: bad\n"))
        self.assertIn("cannot be run", self.run_review(2, SEAMAP=str(self.scratch / "nowhere")))
        self.assertEqual(self.server.calls, [])

    def test_shallow_clone(self):
        shallow = self.scratch / "shallow"
        git(self.repository, "clone", "-q", "--depth=1", f"file://{self.repository}", str(shallow))
        self.repository = shallow
        self.assertIn("depth 0", self.run_review(2))

    def test_hostile_words(self):
        """Titles and branches are never looked at."""
        trap = self.scratch / "trap"
        self.describe_request(f"`touch {trap}` $(touch {trap}) '; touch {trap} #\n::error::x")
        self.run_review()
        self.assertFalse(trap.exists())

    def test_hostile_files(self):
        """What stands in the work tree under the name of an output is not written through."""
        victim = self.scratch / "victim"
        victim.write_text("mine", encoding="utf-8")
        for name in ("seamap-review.md", "gl-code-quality-report.json"):
            (self.repository / name).symlink_to(victim)
        self.run_review(STUB_CHECK="[]")
        self.assertEqual(victim.read_text(encoding="utf-8"), "mine")

    # --- the real program ---

    def test_real_program(self):
        git(self.repository, "checkout", "-q", "topic")
        commit(self.repository, "break", {"m.py": "from a import one\n\n\nasync def run():\n    one()\n"})
        self.head = git(self.repository, "rev-parse", "HEAD")
        self.describe_request("real")
        output = self.run_review(1, SEAMAP=str(SEAMAP), SEAMAP_PATHS="a.py\nm.py")  # m.py is new
        self.assertIn("async", self.server.bodies()[0])
        self.assertIn("never-awaited", self.reported(output))


class GitHub(Review):
    host_name, change, url_variable, too_long = "github", "PATCH", "GITHUB_API_URL", 11000

    def describe_request(self, title):
        event = {"number": 7, "pull_request": {
            "number": 7, "title": title, "base": {"sha": self.base, "ref": title},
            "head": {"sha": self.head, "ref": title, "repo": None}}}
        (self.scratch / "event.json").write_text(json.dumps(event), encoding="utf-8")
        (self.scratch / "temp").mkdir(exist_ok=True)
        self.environment.update(GITHUB_EVENT_PATH=str(self.scratch / "event.json"), GITHUB_REPOSITORY="example/chat",
                                GITHUB_API_URL=self.server.url, GITHUB_STEP_SUMMARY=str(self.scratch / "summary"),
                                GITHUB_OUTPUT=str(self.scratch / "output"), RUNNER_TEMP=str(self.scratch / "temp"),
                                GITHUB_HEAD_REF=title, GITHUB_EVENT_NAME="pull_request")

    def shown(self, _):
        return (self.scratch / "summary").read_text(encoding="utf-8")

    def reported(self, output):
        return output

    def test_person_with_a_token(self):
        self.server.viewer = "maintainer"
        self.server.add(f"{MARKER}\nof a bot")
        self.run_review()
        self.run_review(STUB_DIFF="+2")
        self.assertEqual(self.methods(), ["POST", "PATCH"])
        self.assertEqual(self.server.comments[0]["body"], f"{MARKER}\nof a bot")

    def test_outputs(self):
        self.run_review(1, STUB_CODE_CHECK="1")
        self.assertEqual((self.scratch / "output").read_text(encoding="utf-8"),
                         f"changed=true\nfindings=true\ncomment-file={self.scratch}/temp/seamap-review.md\n")
        self.assertEqual((self.scratch / "temp/seamap-review.md").read_text(encoding="utf-8"), "+1\n\ntext\n")
        (self.scratch / "output").unlink()
        self.run_review(STUB_DIFF="")
        self.assertIn("changed=false\nfindings=false\n", (self.scratch / "output").read_text(encoding="utf-8"))

    def test_comment_in_the_docs(self):
        """docs/pull-requests.md shows a change of docs/example and the comment on it; UPDATE=1 writes it anew."""
        page = ROOT / "docs/pull-requests.md"
        text = page.read_text(encoding="utf-8")
        patch = re.search(r"^```diff\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
        shutil.rmtree(self.repository)
        shutil.copytree(ROOT / "docs/example", self.repository)
        (self.repository / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
        git(self.repository, "init", "-q", "-b", "main")
        commit(self.repository, "base", {})
        self.base = git(self.repository, "rev-parse", "HEAD")
        subprocess.run(["git", "apply", "-"], cwd=self.repository, input=patch, text=True, check=True)
        commit(self.repository, "head", {})
        self.head = git(self.repository, "rev-parse", "HEAD")
        self.describe_request("made async")
        self.run_review(1, SEAMAP=str(SEAMAP))
        shown = re.search(r"(<!-- comment -->\n\n)(.*?)(\n<!-- end of comment -->)", text, re.DOTALL)
        comment = self.server.bodies()[0].removeprefix(f"{MARKER}\n")
        if os.environ.get("UPDATE"):
            page.write_text(text[:shown.start(2)] + comment + text[shown.end(2):], encoding="utf-8")
        else:
            self.assertEqual(shown[2], comment, "the comment in docs/pull-requests.md is stale: make docs")

    def test_commands_in_messages(self):
        output = self.run_review(STUB_STDERR="::add-mask::x\n", STUB_CHECK="::error file=a.py::bad")
        match = re.search(r"^::stop-commands::([0-9a-f]{32})\n::add-mask::x\n::\1::\n", output, re.MULTILINE)
        self.assertTrue(match, output)
        self.assertIn("\n::error file=a.py::bad\n", output)

    def test_other_events(self):
        (self.scratch / "event.json").write_text('{"ref": "refs/heads/main"}', encoding="utf-8")
        self.assertIn("about no pull request", self.run_review(2))
        self.assertIn("GitHub Actions", self.run_review(2, GITHUB_EVENT_PATH=""))
        (self.scratch / "event.json").write_text('{"pull_request": {"number": 7}}', encoding="utf-8")
        self.assertIn("did not set 'base'", self.run_review(2))


class GitLab(Review):
    host_name, change, url_variable, too_long = "gitlab", "PUT", "CI_API_V4_URL", 170000

    def setUp(self):
        super().setUp()
        self.server.viewer = "project_5_bot"

    def describe_request(self, title):
        self.environment.update(CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_PROJECT_ID="5", CI_COMMIT_SHA=self.head,
                                CI_API_V4_URL=self.server.url, CI_MERGE_REQUEST_DIFF_BASE_SHA=self.base,
                                CI_MERGE_REQUEST_PROJECT_URL="https://gitlab.example.org/example/chat",
                                CI_MERGE_REQUEST_TITLE=title, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=title)

    def shown(self, output):
        return output

    def reported(self, _):
        return (self.repository / "gl-code-quality-report.json").read_text(encoding="utf-8")

    def test_merged_results(self):
        self.run_review(CI_COMMIT_SHA=self.base, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=self.head)
        self.assertTrue(self.stub_calls()[0][1].endswith(self.head))

    def test_other_pipelines(self):
        self.assertIn("merge request pipelines", self.run_review(2, CI_MERGE_REQUEST_IID=""))


class Files(unittest.TestCase):
    """action.yml and gitlab.yml."""

    def load(self, name):
        try:
            import yaml  # pylint: disable=import-outside-toplevel
        except ImportError:
            self.skipTest("PyYAML is not installed")
        return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))

    def shellcheck(self, script, shell):
        if not shutil.which("shellcheck"):
            self.skipTest("shellcheck is not installed")
        result = subprocess.run(["shellcheck", f"--shell={shell}", "-"], input=script, text=True,
                                stdout=subprocess.PIPE, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_action(self):
        action = self.load("action.yml")
        self.assertEqual(action["runs"]["using"], "composite")
        for step in action["runs"]["steps"]:
            self.assertNotIn("uses", step)
            self.assertNotIn("${{", step["run"])
            self.shellcheck(step["run"], step["shell"])
        used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
        self.assertEqual(used, set(action["inputs"]))
        review = action["runs"]["steps"][-1]
        names = set(re.findall(r"SEAMAP[A-Z_]*", REVIEW.read_text(encoding="utf-8")))
        self.assertLessEqual({name for name in review["env"] if name.startswith("SEAMAP")}, names)
        given = {re.search(r"outputs\.([a-z-]+)", output["value"])[1] for output in action["outputs"].values()}
        self.assertEqual(given, set(action["outputs"]))

    def test_gitlab(self):
        template = self.load("docs/integrations/gitlab.yml")
        job = template["seamap"]
        for line in job["script"]:
            self.shellcheck(line, "sh")
        self.assertEqual(job["artifacts"]["reports"]["codequality"], "gl-code-quality-report.json")
        self.assertIn("seamap-review.md", job["artifacts"]["paths"])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    SEAMAP = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
