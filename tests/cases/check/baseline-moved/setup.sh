#!/usr/bin/env bash
printf 'def gone():\n    return 1\n\n\nasync def old():\n    await gone()\n' > old.py
"$SEAMAP" check --write-baseline known.json
rm old.py
printf '# a new line\n\n\n%s\n    await   make()\n    await make()\n' "$(cat app.py)" > new.py
mv new.py app.py
