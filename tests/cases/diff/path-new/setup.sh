#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
mkdir app/plugins
printf 'from app.manager import get_manager


def first():
    second()


def second():
    get_manager()
' > app/plugins/one.py
git add -A
git commit -qm head
