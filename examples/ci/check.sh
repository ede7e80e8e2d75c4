#!/usr/bin/env bash
# For continuous integration: fails the build when the lock is out of date, when a locked commit cannot
# be had, or when a repository has changed or lost something since the lock was written.
#   examples/ci/check.sh [DIRECTORY]    the project to check; default: here
# Needs skillmeat and jq on PATH; SKILLMEAT may name another binary. What each exit code means:
# `skillmeat help exit-codes`. This script passes them on, and adds: 10 = a repository moved on.
#
# Worth caching between runs: ~/.cache/skillmeat (git objects). With it the scan of an unchanged
# repository is one short question to its host. For private repositories on github.com set GH_TOKEN;
# elsewhere git's own credentials are used. Nothing here ever asks: without a terminal there are no
# prompts, no colour, no pager and no progress bars.
set -euo pipefail

program=${SKILLMEAT:-skillmeat}
project=${1:-.}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

skillmeat() { command "$program" --project "$project" --no-input "$@"; }

# 1. Somebody edited skillmeat.toml and forgot `skillmeat source scan`: exit 3, with every difference.
skillmeat lock check

# 2. The commits of the lock, whatever the branches say now. Writes neither manifest nor lock, so the
#    checkout stays clean. A failing source does not stop the others; each failure is on stderr.
skillmeat source scan --locked --json >"$scratch/locked.json"
jq -r '.items[] | "\(.source_id) \((.new_commit // "files")[0:12]) \(.counts_by_type | add) artifacts"' \
    "$scratch/locked.json"

# 3. What the team may use, by its full name: a file to keep with the build.
if [ -n "${SKILLMEAT_REPORT:-}" ]; then
    skillmeat catalog list --json | jq '[.items[] | {id, sha, version}]' >"$SKILLMEAT_REPORT"
fi

# 4. What a scan would find today, without writing it. New artifacts are fine; changed and vanished
#    ones deserve a look before the lock moves.
skillmeat source scan --dry-run --json >"$scratch/today.json"
moved=$(jq -r '.items[] | select(.old_commit != .new_commit)
    | select(.summary.updated + .summary.removed > 0)
    | "\(.source_id): \(.summary.updated) updated, \(.summary.removed) removed (\(.old_commit[0:12]) -> \(.new_commit[0:12]))"' \
    "$scratch/today.json")
if [ -n "$moved" ]; then
    printf '%s\n' "$moved" >&2
    echo "look at the changes, then run 'skillmeat source scan' and commit skillmeat.lock" >&2
    exit 10
fi
echo "nothing was changed or removed since the lock was written"
