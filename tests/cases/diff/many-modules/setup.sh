#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
for module in a b c d e f g h i j k l m n o p q r s t u v w x y z; do
    printf 'from app.manager import get_manager\n\n\ndef first():\n    get_manager()\n\n\ndef second():\n    first()\n' > app/$module.py
done
git add -A
git commit -qam head
