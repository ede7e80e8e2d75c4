#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs all tests.
#   tests/run.sh          one build with GCC
#   tests/run.sh --full   also clang, ASan and UBSan, clang-format and clang-tidy
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/support/packages.sh

full=no
for word in "$@"; do
    case $word in
    --full) full=yes ;;
    *)
        echo "usage: tests/run.sh [--full]" >&2
        exit 2
        ;;
    esac
done

need_packages "${build_packages[@]}" "${test_packages[@]}"
jobs=$(nproc)
# Users' own settings stay out of the builds; the cache may be shared by checkouts.
export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR="$PWD" CLICOLOR_FORCE=

build_and_test() { # DIRECTORY CMAKE-OPTION...
    local directory=$1
    shift
    cmake -S . -B "$directory" -G Ninja "$@" >/dev/null
    cmake --build "$directory" --parallel "$jobs" -- --quiet
    ctest --test-dir "$directory" --parallel "$jobs" --output-on-failure --no-tests=error
}

build_and_test build-tests -DCMAKE_BUILD_TYPE=Release
[ "$full" = no ] && exit 0

need_packages clang clang-tidy clang-format libclang-rt-dev
tests/style/format.sh
build_and_test build-asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_C_COMPILER=clang -DSKILLMEAT_SANITIZE=address,undefined -DSKILLMEAT_FUZZ=ON
# Files that differ from the main branch; all of them when there is nothing to compare with.
base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-list --max-parents=0 HEAD | tail -n 1)
[ "$base" = "$(git rev-parse HEAD)" ] && base=$(git rev-list --max-parents=0 HEAD | tail -n 1)
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- 'app/*.cpp' 'lib/*.cpp')
if [ ${#changed[@]} -gt 0 ]; then
    printf '%s\n' "${changed[@]}" | xargs -P "$jobs" -n 4 clang-tidy -p build-asan --quiet
fi
echo "all checks passed"
