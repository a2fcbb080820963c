#!/usr/bin/env bash
$SEAMAP graph -o ../a.json --no-cache
sed -i 's/found = get_manager/found = await get_manager/; s/count_words/count_parts/' app/routes.py
$SEAMAP graph -o ../b.json --no-cache
