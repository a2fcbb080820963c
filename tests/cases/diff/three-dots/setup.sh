#!/usr/bin/env bash
git init -q -b master
git add -A
git commit -qm base
git branch topic
sed -i 's/count_words/count_parts/' app/routes.py
git commit -qam 'elsewhere'
git checkout -q topic
sed -i 's/found = get_manager/found = await get_manager/' app/routes.py
git commit -qam 'topic'
