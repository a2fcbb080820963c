#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -n '/^def count_words/,$p' app/routes.py > app/words.py
sed -i '/^def count_words/,$d; s/^from app.manager.*/&\nfrom app.words import count_words/' app/routes.py
git add -A
git commit -qam head
