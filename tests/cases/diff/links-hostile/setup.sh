#!/usr/bin/env bash
# shellcheck disable=SC2016 # odd names are what this is about
git init -q
git add -A
git commit -qm base
git remote add origin 'https://github.com/a)](javascript:alert(1))/b|c'
mkdir 'app/a|b](x) `c`'
printf 'from app.manager import get_manager\n\n\ndef first():\n    second()\n\n\ndef second():\n    get_manager()\n' > 'app/a|b](x) `c`/ö.py'
git add -A
git commit -qm head
