#!/usr/bin/env bash
exec /usr/bin/python3 -B "$(dirname "$0")/hostile_deploy.py"
