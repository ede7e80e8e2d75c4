#!/usr/bin/env bash
# Artifacts of real repositories (shared/corpus beside the project) installed for five agents: each
# lands where the agent's own documents say it looks, with the bytes of the repository. Skipped, with
# a notice, where the corpus is not there.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export SKILLMEAT_CORPUS=${SKILLMEAT_CORPUS:-$top/../shared/corpus}
if [[ ! -d $SKILLMEAT_CORPUS/repos ]] || ! command -v zstd >/dev/null; then
    echo "skipped: no labelled repositories in ../shared/corpus, or no zstd"
    exit 77
fi
exec python3 -B "$top/tests/corpus/deploy.py"
