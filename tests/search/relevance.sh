#!/usr/bin/env bash
# How well search ranks, over the labelled repositories: mean reciprocal rank and NDCG@10 of the
# judged queries in judgements.txt, printed query by query with --verbose. Skipped without the
# repositories (../shared/corpus, or SKILLMEAT_CORPUS).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
corpus=${SKILLMEAT_CORPUS:-$here/../../../shared/corpus}
if [ ! -d "$corpus/repos" ]; then
    echo "skipped: no labelled repositories in $corpus"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/project"
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
git config --global uploadpack.allowFilter true
git config --global uploadpack.allowAnySHA1InWant true
cd "$work/project"
"$SKILLMEAT" init --quiet
for stream in "$corpus"/repos/*.fi.zst; do
    name=$(basename "$stream" .fi.zst)
    git init -q --bare -b main "$work/$name.git"
    zstd -dc "$stream" | git -C "$work/$name.git" fast-import --quiet
    "$SKILLMEAT" source add "file://$work/$name.git" --id "${name/+//}" --visibility public --quiet
done >/dev/null
python3 -B "$here/relevance.py" "$here/judgements.txt" "$@"
