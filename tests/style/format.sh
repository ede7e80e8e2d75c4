#!/usr/bin/env bash
# The formatter must leave the sources as they are. Skipped where clang-format 14 is not installed:
# other versions format differently.
set -euo pipefail
cd "$(dirname "$0")/../.."
formatter=$(command -v clang-format-14 || command -v clang-format || true)
if [ -z "$formatter" ] || ! "$formatter" --version | grep -q 'version 14\.'; then
    echo "skipped: clang-format 14 is not here"
    exit 77
fi
git ls-files '*.cpp' '*.hpp' | xargs "$formatter" --dry-run --Werror
