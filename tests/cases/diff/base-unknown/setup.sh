#!/usr/bin/env bash
git init -q
git add -A
git commit -qm base
