#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/^@app.websocket.*/@app.websocket("\/all")/; s/^async def listen/@app.websocket("\/listen")\n&/' app/routes.py
sed -i '/"\/all"/d' app/routes.py
git add -A
git commit -qam head
