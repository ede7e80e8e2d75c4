#!/usr/bin/env bash
# Many processes at once: see parallel.py.
exec /usr/bin/python3 -B "$(dirname "$0")/parallel.py"
