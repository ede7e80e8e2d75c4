#!/usr/bin/env bash
# What speed by design means, measured: prints figures, mostly ratios of two programs measured side by
# side in this run, next to what is wanted. Never fails on a figure; `!` marks those that miss.
#   tests/bench/run.sh            everything, some minutes
#   tests/bench/run.sh --quick    a subset with smaller inputs, under a minute
#   tests/bench/run.sh [--quick] startup|large|collections|ledger|deploy|detection|network|requests|search|
#                                 instructions...      only these
# SKILLMEAT names the binary; default build-tests/skillmeat, then build/skillmeat. Nothing is built.
# Labelled repositories: ../shared/corpus, or SKILLMEAT_CORPUS; left out, with a notice, without them.
# Large projects for `search` are kept in SKILLMEAT_BENCH_WORLDS, if that is set, for the next run.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$top/tests/support/packages.sh"
. "$top/tests/support/npm.sh"

quick=no
sections=()
for word in "$@"; do
    case $word in
    --quick) quick=yes ;;
    startup | large | collections | ledger | deploy | detection | network | requests | search | instructions)
        sections+=("$word")
        ;;
    *)
        sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
    esac
done
all_sections=(startup large collections ledger deploy detection network requests search instructions)
[ ${#sections[@]} -gt 0 ] || sections=("${all_sections[@]}")

need_packages git hyperfine valgrind time jq python3 zstd

program=${SKILLMEAT:-}
for candidate in "$top/build-tests/skillmeat" "$top/build/skillmeat"; do
    [ -n "$program" ] || [ ! -x "$candidate" ] || program=$candidate
done
[ -n "$program" ] || {
    echo "no binary: run tests/run.sh or examples/quickstart.sh first, or set SKILLMEAT" >&2
    exit 2
}
program=$(realpath "$program")
corpus=${SKILLMEAT_CORPUS:-$top/../shared/corpus}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home"
worlds=${SKILLMEAT_BENCH_WORLDS:-$work}
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
git config --global uploadpack.allowFilter true
git config --global uploadpack.allowAnySHA1InWant true

for part in table repositories "${all_sections[@]}"; do
    . "$top/tests/bench/$part.sh"
done
echo "$("$program" --version), $(git --version), $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
for section in "${sections[@]}"; do
    "measure_$section"
done
