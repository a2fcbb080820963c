#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/^        count_words(text)/        await asyncio.to_thread(count_words, text)/; 1s/^/import asyncio\n\n/' app/routes.py
git add -A
git commit -qam head
