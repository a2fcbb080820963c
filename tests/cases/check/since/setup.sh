#!/usr/bin/env bash
git init -q -b main .
git add .
git commit -qm one
printf '\n\nasync def other():\n    await make()\n' >> app.py
git commit -qam two
