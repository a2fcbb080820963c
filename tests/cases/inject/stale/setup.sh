#!/usr/bin/env bash
cat >"it's a page.md" <<'DOC'
Before.

<!-- seamap:begin overview -->

Old.

<!-- seamap:end -->

After.
DOC
"$SEAMAP" draw --no-cache --inject "it's a page.md"
cp "it's a page.md" fine.md
sed -i 's/flowchart/flow/' "it's a page.md"
