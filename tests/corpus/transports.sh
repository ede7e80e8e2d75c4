#!/usr/bin/env bash
# The same catalogs through git and over GitHub's API, for labelled real repositories (shared/corpus
# beside the project; a loopback server speaks the API). Skipped, with a notice, where they are not.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
corpus=${SKILLMEAT_CORPUS:-$top/../shared/corpus}
export SKILLMEAT=${SKILLMEAT:-$top/build/skillmeat}

if [[ ! -d $corpus/repos ]] || ! command -v zstd >/dev/null; then
    echo "skipped: no labelled repositories in ../shared/corpus, or no zstd"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
mkdir "$HOME"

names=()
for stream in "$corpus"/repos/*.fi.zst; do
    name=$(basename "$stream" .fi.zst)
    git init -q --bare "$work/$name.git"
    git -C "$work/$name.git" symbolic-ref HEAD refs/heads/main
    zstd -dc "$stream" | git -C "$work/$name.git" fast-import --quiet
    git -C "$work/$name.git" config uploadpack.allowFilter true
    git -C "$work/$name.git" config uploadpack.allowAnySHA1InWant true
    names+=("$name")
done

python3 -B "$top/tests/corpus/transports.py" "$work" "${names[@]}"
