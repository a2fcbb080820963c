#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
mkdir tests
echo 'from app.manager import get_manager


def test_manager():
    assert get_manager()' > tests/test_manager.py
git add -A
git commit -qam head
