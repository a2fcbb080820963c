#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
for module in one two three; do
    {
        echo 'from app.manager import get_manager'
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
            printf '\n\ndef %s%d():\n    get_manager()\n' $module $i
        done
    } > app/$module.py
done
git add -A
git commit -qam head
