#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
git checkout -q --orphan other
git commit -qm other
git branch -f one HEAD
git checkout -q --orphan third
echo > app/new.py
git add -A
git commit -qm third
