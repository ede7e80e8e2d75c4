#!/usr/bin/env bash
# Builds with coverage, runs all tests and prints line and branch coverage per module. Fails below
# 80 % of lines in lib/, or 90 % in app/commands or lib/skillmeat/ops.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/support/packages.sh
need_packages "${build_packages[@]}" "${test_packages[@]}" gcovr
directory=build-coverage
cmake -S . -B $directory -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSKILLMEAT_SHARED=ON \
    -DCMAKE_CXX_FLAGS='--coverage -O0 -fprofile-update=atomic' >/dev/null
cmake --build $directory --parallel "$(nproc)" -- --quiet
find $directory -name '*.gcda' -delete
# The sweeps over kills and faults run a program hundreds of times and cover nothing that others do not.
ctest --test-dir $directory --parallel "$(nproc)" --output-on-failure --no-tests=error \
    --exclude-regex '^(fault|style)[.]' >/dev/null
gcovr --root . --object-directory $directory --filter 'lib/' --filter 'app/' \
    --exclude-throw-branches --exclude-unreachable-branches --json-summary $directory/summary.json \
    -j "$(nproc)" >/dev/null
/usr/bin/python3 tests/support/coverage_table.py $directory/summary.json
