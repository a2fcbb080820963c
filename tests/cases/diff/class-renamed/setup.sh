#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/\bManager\b/ConnectionManager/' app/manager.py
git add -A
git commit -qam head
