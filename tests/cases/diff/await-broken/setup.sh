#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/found = get_manager/found = await get_manager/' app/routes.py
git add -A
git commit -qam head
