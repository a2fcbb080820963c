#!/usr/bin/env bash
# shellcheck disable=SC1003 # odd names are what this is about
for name in 'a: b' '- c' $'e\nexclude: [x]' 'f"\' true 1; do
    mkdir -- "$name"
    echo 'def f(): pass' > "$name/m.py"
done
"$SEAMAP" graph > ../before.json
"$SEAMAP" init -q
"$SEAMAP" graph > ../after.json
cmp ../before.json ../after.json >&2
