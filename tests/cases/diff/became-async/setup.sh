#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/^def get_manager/async def get_manager/' app/manager.py
sed -i 's/found = get_manager/found = await get_manager/' app/routes.py
git add -A
git commit -qam head
