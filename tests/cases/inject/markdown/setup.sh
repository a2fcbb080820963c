#!/usr/bin/env bash
mkdir ../out
printf '\357\273\277# Doc\n\n<!-- seamap:begin init -->\nold\n<!-- seamap:end -->\n' >../out/doc.md
cat >>../out/doc.md <<'DOC'
- a list

  ```html
  <!-- seamap:begin init -->
  ```

[//]: # (seamap:begin factories --max-nodes 5)
[//]: # (seamap:end)
DOC
printf 'no end of line' >>../out/doc.md
