#!/usr/bin/env bash
# Detection against labelled real repositories (shared/corpus beside the project): prints precision,
# recall and F1 for each repository and in total, and whether confidence means what it says. Fails
# below the figures of detection.md. Skipped, with a notice, where the corpus is not there.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
corpus=${SKILLMEAT_CORPUS:-$top/../shared/corpus}
program=${SKILLMEAT:-$top/build/skillmeat}

if [[ ! -d $corpus/repos ]] || ! command -v zstd >/dev/null; then
    echo "skipped: no labelled repositories in ../shared/corpus, or no zstd"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

for stream in "$corpus"/repos/*.fi.zst; do
    name=$(basename "$stream" .fi.zst)
    git init -q --bare "$work/$name.git"
    zstd -dc "$stream" | git -C "$work/$name.git" fast-import --quiet
    "$program" detect "$work/$name.git" --ref main --json >"$work/$name.json"
    rm -rf "$work/$name.git"
done

python3 "$top/tests/corpus/table.py" "$corpus" "$work"
