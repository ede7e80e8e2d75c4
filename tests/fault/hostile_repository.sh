#!/usr/bin/env bash
# Repositories made to do harm: see hostile_repository.py.
exec /usr/bin/python3 -B "$(dirname "$0")/hostile_repository.py"
