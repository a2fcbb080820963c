#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i '/^        count_words(text)$/d; /^def count_words/,$d' app/routes.py
git add -A
git commit -qam head
