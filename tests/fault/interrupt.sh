#!/usr/bin/env bash
# Signals during a fetch: see interrupt.py.
exec /usr/bin/python3 -B "$(dirname "$0")/interrupt.py"
