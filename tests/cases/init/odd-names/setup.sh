#!/usr/bin/env bash
# shellcheck disable=SC1003 # odd names are what this is about
names=('a: b' '- c' '#d' $'e\nexclude: [x]' 'f"\' $'g\033[2J' 'true' '1' '*h' '&i' 'größe' '{j}')
for name in "${names[@]}"; do
    mkdir -- "$name"
    echo 'x = 1' > "$name/m.py"
done
