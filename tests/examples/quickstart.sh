#!/usr/bin/env bash
# The quickstart with a binary that is there: every promised command runs, all seven types are counted,
# the second scan finds what changed, and nothing of the user's is touched.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/support/setup.sh"

cd "$work"
expect_exit 0 "$top/examples/quickstart.sh"
for command in 'init' 'source add' 'source list' 'catalog list' 'source tag add' 'source exclude' \
    'source scan' 'source count' 'search' 'deploy' 'outdated' 'upgrade' 'verify' 'undeploy'; do
    grep -q "^\$ skillmeat $command\b" "$work/out" || fail "'$command' was not shown"
done
expect_text "$work/out" "1 skill, 1 agent, 1 command, 1 mcp server, 1 plugin, 1 hook, 1 bundle"
grep -Eq '^demo/agent-tools +scanned +1 +1 +0 +6 ' "$work/out" || fail "the second scan found something else"
grep -Eq '^total +6$' "$work/out" || fail "no count of 6 before the second scan"
grep -Eq '^total +7$' "$work/out" || fail "no count of 7 after it"
for word in installed outdated updated ok removed; do
    [ "$(grep -Ec "^$word +(claude-code|codex) +[.](claude|agents)/skills/changelog" "$work/out")" = 2 ] ||
        fail "not two deployments are '$word'"
done
expect_text "$work/out" "+Read \`git log\` since the last tag and group the commits by what they mean to users. Leave"
expect_text "$work/out" "the binary is $program"
[ -z "$(find "$HOME" -mindepth 1)" ] || fail "the user's home was written to"
