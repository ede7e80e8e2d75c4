#!/usr/bin/env bash
# SIGKILL at each system call of deploy --mode symlink: see deploy_kills.py.
exec /usr/bin/python3 -B "$(dirname "$0")/deploy_kills.py" link
