#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
git remote add origin git@gitlab.example.org:acme/web/chat.git
sed -i 's/found = get_manager/found = await get_manager/' app/routes.py
git commit -qam head
