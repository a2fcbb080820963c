#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/count_words/count_parts/; s/^    found = get_manager()/    found = await get_manager()/' app/routes.py
echo 'def log(text):
    print(text)


def log_twice(text):
    log(text)
    log(text)' > app/log.py
git add -A
git commit -qam head
