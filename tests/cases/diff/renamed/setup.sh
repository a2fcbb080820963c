#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/count_words/count_parts/' app/routes.py
git add -A
git commit -qam head
