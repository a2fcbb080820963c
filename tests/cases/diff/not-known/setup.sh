#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/ -> Manager//' app/pool.py
git commit -qam head
