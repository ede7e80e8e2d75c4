#!/usr/bin/env bash
# Kill and error sweep over upgrade: see sweep.py.
exec /usr/bin/python3 -B "$(dirname "$0")/sweep.py" upgrades
