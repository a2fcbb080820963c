#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
{ sed -n '/^def count_words/,$p' app/routes.py; echo; echo '# moved up'; echo; sed '/^def count_words/,$d' app/routes.py; } > new
sed -i 's/    found = get_manager()/    found = (\n        get_manager()  # the only one\n    )/' new
mv new app/routes.py
git add -A
git commit -qam head
