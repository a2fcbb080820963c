#!/usr/bin/env bash
mkdir ../out
