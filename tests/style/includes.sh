#!/usr/bin/env bash
# Dependency directions (one row a module: what it may include), and where third-party headers stay.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 tests/style/includes.py
