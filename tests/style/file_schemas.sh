#!/usr/bin/env bash
# The schemas of files on disk (schemas/*.schema.json) are valid draft-07, describe every key, accept
# their own examples and the good files in tests/fixtures/files, and refuse the bad ones.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=/usr/bin/python3
if ! "$python" -c 'import jsonschema, tomllib' 2>/dev/null; then
    echo "skipped: needs python3 of 3.11 or later with jsonschema"
    exit 77
fi
exec "$python" "$root/tests/style/file_schemas.py" "$root"
