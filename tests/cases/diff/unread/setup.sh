#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
sed -i 's/    first()/<<<<<<< HEAD\n    first()\n=======\n    second()/' app/serve.py
printf '>>>>>>> topic\n\n\ndef second():\n    first()\n' >> app/serve.py
git commit -qam head
