#!/usr/bin/env bash
# Full disks, read-only directories, missing homes, odd streams: see disk.py.
exec /usr/bin/python3 -B "$(dirname "$0")/disk.py"
