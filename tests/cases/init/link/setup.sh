#!/usr/bin/env bash
ln -s /etc/hostname seamap.yaml
