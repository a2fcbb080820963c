#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
cat >> app/plugins.py <<'END'


class Third:
    def run(self):
        return helper()


def helper():
    return 3


register(Third())
END
git commit -qam head
