#!/usr/bin/env bash
# What strace shows of a run of all commands: see traced.py.
exec /usr/bin/python3 -B "$(dirname "$0")/traced.py"
