#!/usr/bin/env bash
# The script for continuous integration against a local repository: clean, new artifacts, changed ones,
# a fresh clone, and a lock nobody updated.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/support/setup.sh"
command -v jq >/dev/null || exit 77

check=$top/examples/ci/check.sh
make_project
export SKILLMEAT_REPORT=$work/report.json
expect_exit 0 "$check"
expect_text "$work/out" "2 artifacts"
expect_exit 0 env -u SKILLMEAT "$check" . # the one on PATH
[ "$(jq -r '.[1].id' "$work/report.json")" = 'skill:./skills/pdf@demo/tools' ] || fail "wrong report"

before=$(sha256sum skillmeat.toml skillmeat.lock)
write_skill "$work/tools" extra "Does something else."
commit "$work/tools" "Something new"
expect_exit 0 "$check"

rm -r "$work/tools/skills/notes"
write_skill "$work/tools" pdf "Reads PDF files."
commit "$work/tools" "Less"
expect_exit 10 "$check"
expect_text "$work/err" "demo/tools: 1 updated, 1 removed"
[ "$before" = "$(sha256sum skillmeat.toml skillmeat.lock)" ] || fail "a check changed committed files"

# A fresh clone on another machine: neither catalogs nor cache; the project named from outside.
mkdir "$work/clone"
cp skillmeat.toml skillmeat.lock "$work/clone"
rm -rf "$HOME/.cache"
cd "$work"
expect_exit 10 "$check" clone

skillmeat --project clone source scan --quiet >/dev/null
expect_exit 0 "$check" clone

sed -i 's|^id = "demo/tools"|&\ntags = ["late"]|' clone/skillmeat.toml
expect_exit 3 "$check" clone
expect_text "$work/out" "tags"
