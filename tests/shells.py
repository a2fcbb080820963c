#!/usr/bin/env python3
"""The manual and the completions, asked as people ask for them: tests/shells.py SEAMAP

bash, zsh and fish run with the script that `seamap completion` writes. What they complete is compared with what --help
says, so that a new option needs no line here. A shell, or mandoc, that is not installed is skipped, and named.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

TIMEOUT = 60  # seconds


class Checker:
    def __init__(self, seamap, scratch):
        self.scratch, self.failures, self.checks, self.skipped = scratch, 0, 0, []
        (scratch / "bin").mkdir()
        (scratch / "bin/seamap").symlink_to(seamap)
        self.environment = {"PATH": f"{scratch}/bin:{os.environ.get('PATH', '/usr/bin:/bin')}", "HOME": str(scratch),
                            "LC_ALL": "C.UTF-8", "TERM": "dumb", "XDG_CONFIG_HOME": str(scratch / "config"),
                            "XDG_DATA_HOME": str(scratch / "data")}
        self.environment.update({name: value for name, value in os.environ.items()
                                 if name.endswith("SAN_OPTIONS") or name == "LD_LIBRARY_PATH"})
        self.tree = scratch / "tree"
        (self.tree / "a dir").mkdir(parents=True)
        (self.tree / "page.md").touch()
        for command in (["init", "-q", "-b", "trunk"], ["commit", "-q", "--allow-empty", "-m", "first"], ["tag", "v1"]):
            self.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *command])

    def run(self, command, **more):
        return subprocess.run(command, cwd=self.tree, env=self.environment, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT, check=False, **more)

    def expect(self, what, got, wanted):
        self.checks += 1
        if got != wanted:
            self.failures += 1
            print(f"{what}: wanted {wanted!r}\n{' ' * len(what)}  got    {got!r}")

    def help(self, *words):
        return self.run(["seamap", *words, "--help"]).stdout

    def options(self, *words):
        return sorted(set(re.findall(r"^ .*?(--[a-z-]+)", self.help(*words), re.MULTILINE)))

    def verbs(self):
        return sorted(re.findall(r"^  ([a-z]+) +", self.help(), re.MULTILINE))

    def write(self, shell):
        result = self.run(["seamap", "completion", shell])
        self.expect(f"seamap completion {shell}", (result.returncode, result.stderr), (0, ""))
        path = self.scratch / f"completion.{shell}"
        path.write_text(result.stdout, encoding="utf-8")
        return path

    def check_candidates(self, shell, complete):
        """complete(lines) gives for each line the sorted words that the shell offers for its end."""
        verbs = self.verbs()
        wanted = {
            "seamap ": verbs,
            "seamap dr": ["draw"],
            "seamap --": self.options(),
            "seamap draw --view ": ["all", "boundaries", "factories", "init", "overview"],
            "seamap -C . draw --view o": ["overview"],
            "seamap graph --format ": ["dot", "json"],
            "seamap check --rule twin": ["twin-factory"],
            "seamap check --since v": ["v1"],
            "seamap -v draw --inject p": ["page.md"],
            "seamap completion ": ["bash", "fish", "zsh"],
            "seamap completion --dump": [],
            "seamap draw --color=n": ["never"],
            **{f"seamap {verb} --": self.options(verb) for verb in verbs},
        }
        for line, got in zip(wanted, complete(list(wanted))):
            self.expect(f"{shell}: {line}", got, wanted[line])

    # --- shells ---

    def check_bash(self):
        script = self.write("bash")

        def complete(line):
            words = re.findall(r"=|[^\s=]+", line) + ([""] if line.endswith(" ") else [])
            result = self.run(["bash", "--norc", "-c",
                               'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _seamap; '
                               'printf "%s\\n" "${COMPREPLY[@]}"', str(script), *words])
            self.expect(f"bash, stderr: {line}", result.stderr, "")
            return sorted(word for word in result.stdout.split("\n") if word.startswith("--") or word[:1] not in "-")

        self.check_candidates("bash", lambda lines: map(complete, lines))
        self.expect("bash: list", complete("seamap draw --view init,b"), ["init,boundaries"])
        typed = self.type(["bash", "--norc", "--noprofile", "-i"], [f"source {script}\n", "PS1=\n"],
                          "seamap chec\t--rul\ttwin\t; printf '<%s>' end\n")
        self.expect("bash, typed", "unknown option" not in typed and "<end>" in typed, True)

    def check_zsh(self):
        script = self.write("zsh")

        def complete(lines):
            program = self.scratch / "complete.zsh"
            program.write_text(ZSH, encoding="utf-8")
            result = self.run(["zsh", "-f", str(program), str(script), str(self.scratch), *lines])
            self.expect("zsh, stderr", result.stderr, "")
            for number in range(1, len(lines) + 1):
                hits = (self.scratch / f"hits.{number}").read_text(encoding="utf-8")
                yield sorted(set(hits.split("\n")) - {""})

        self.check_candidates("zsh", complete)

    def check_fish(self):
        script = self.write("fish")

        def complete(line):
            result = self.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"])
            self.expect(f"fish, stderr: {line}", result.stderr, "")
            words = [word.split("\t")[0] for word in result.stdout.splitlines()]
            return sorted({word.partition("=")[2] if "=" in line else word for word in words} - {"-o"})

        self.check_candidates("fish", lambda lines: map(complete, lines))

    def type(self, command, before, keys):
        """What a shell at a terminal prints when somebody types."""
        child, master = pty.fork()
        if child == 0:
            os.chdir(self.tree)
            os.execvpe(command[0], command, self.environment)
        printed, deadline = b"", time.monotonic() + TIMEOUT
        for part in [*before, keys, "exit\n"]:
            os.write(master, part.encode())
        while time.monotonic() < deadline:
            if not select.select([master], [], [], 1)[0]:
                continue
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            printed += piece
            if not piece:
                break
        os.waitpid(child, 0)
        os.close(master)
        return printed.decode(errors="replace")

    # --- the manual ---

    def check_manual(self):
        page = self.scratch / "seamap.1"
        page.write_text(self.run(["seamap", "--dump-manual"]).stdout, encoding="utf-8")
        plain = page.read_text(encoding="utf-8").replace("\\-", "-")
        for words in [(), *((verb,) for verb in self.verbs())]:
            for option in self.options(*words):
                self.expect(f"manual: {' '.join(words)} {option}", option in plain, True)
        wrong = self.tree / "wrong.yaml"
        wrong.write_text("qqqqqqqq: 1\n", encoding="utf-8")
        keys = self.run(["seamap", "graph", "--config", str(wrong)]).stderr.partition("known are ")[2]
        self.expect("manual: keys", len(re.findall(r"[a-z-]+", keys)) > 10, True)
        for key in re.findall(r"[a-z-]+", keys):
            self.expect(f"manual: key {key}", f"\\fB{key}\\fR: " in plain, True)
        if shutil.which("mandoc"):
            # The page has no date, since the same program is to give the same bytes.
            lint = self.run(["mandoc", "-Tlint", "-Wwarning", str(page)]).stdout.splitlines()
            self.expect("mandoc", [line for line in lint if "missing date" not in line], [])
        else:
            self.skipped.append("mandoc")
        if shutil.which("man") and shutil.which("groff"):
            shown = self.run(["man", "--warnings", "-l", str(page)])
            self.expect("man", (shown.returncode, shown.stderr), (0, ""))


# zsh at a terminal of zsh's own: completes each line, and writes into hits.N what compadd, which all completions end in,
# found to match. Arguments: the script, a directory, the lines.
ZSH = r"""
zmodload zsh/zpty
script=$1 directory=$2
shift 2
zpty inner zsh -f -i
zpty -w inner "PROMPT=; autoload -U compinit && compinit -u -D; source ${(q)script}; number=0 directory=${(q)directory}"
zpty -w inner 'compadd() { local -a hits; builtin compadd -A hits "$@"
  print -rl -- $hits >> $directory/hits.$number; builtin compadd "$@" }'
zpty -w inner 'next() { BUFFER= ; ((number++)); : > $directory/hits.$number; }'
zpty -w inner 'zle -N next; bindkey "^O" next; bindkey "^I" complete-word; LISTMAX=100000; print READ""Y'
zpty -r -m inner text '*READY*'
for ((line = 1; line <= $#; line++)); do
    zpty -w -n inner $'\C-o'$argv[line]$'\t'
done
zpty -w -n inner $'\C-o'
for ((tries = 0; tries < 600; tries++)); do
    zpty -r -t inner text
    [[ -e $directory/hits.$(($# + 1)) ]] && break
    sleep 0.05
done
zpty -d inner
"""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(scratch))
        checker.check_manual()
        for shell in ("bash", "zsh", "fish"):
            if shutil.which(shell):
                getattr(checker, f"check_{shell}")()
            else:
                checker.skipped.append(shell)
    print(f"{checker.checks} checks, {checker.failures} failed" +
          (f"; not installed: {', '.join(checker.skipped)}" if checker.skipped else ""))
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
