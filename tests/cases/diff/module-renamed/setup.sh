#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
git mv app/manager.py app/connections.py
sed -i 's/app.manager/app.connections/' app/routes.py
git add -A
git commit -qam head
