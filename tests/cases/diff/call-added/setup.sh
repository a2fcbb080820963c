#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
cat >> app/routes.py <<'END'


def log(text):
    count_words(text)
    get_manager()
END
git add -A
git commit -qm 'what is not called'
sed -i 's/^        count_words(text)$/        count_words(text)\n        log(text)/; 0,/^        log(text)$/!b' app/routes.py
git add -A
git commit -qam head
