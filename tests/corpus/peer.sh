#!/usr/bin/env bash
# The same skill installed by another installer from npm (openskills) and by skillmeat: the files are
# compared byte for byte, and the other one has to list ours. Skipped, with a notice, where Node.js is
# older than it wants or it cannot be had.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${SKILLMEAT:-$top/build/skillmeat}
peer=openskills@1.5.0

skip() {
    echo "skipped: $1"
    exit 77
}
command -v node >/dev/null && command -v npm >/dev/null || skip "no Node.js"
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 6) ? 0 : 1)' || skip "Node.js is older than 20.6"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work/npm" --ignore-scripts --no-audit --no-fund --silent "$peer" \
    >/dev/null 2>&1 || skip "$peer cannot be installed here"

export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null CI=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir -p "$HOME" "$work/theirs" "$work/ours/.claude" "$work/tools/skills/sample/scripts"
cd "$work/tools"
printf -- '---\nname: sample\ndescription: a sample\n---\n\n# Sample\r\nText.\n' >skills/sample/SKILL.md
printf '#!/bin/sh\necho sample\n' >skills/sample/scripts/run.sh
head -c 3000 /dev/urandom >skills/sample/data.bin
chmod +x skills/sample/scripts/run.sh
git init -q -b main . && git add -A && git commit -qm sample

cd "$work/theirs"
"$work/npm/node_modules/.bin/openskills" install "$work/tools" -y >"$work/log" 2>&1 ||
    { cat "$work/log"; skip "$peer does not install from a directory"; }

cd "$work/ours"
"$program" init --quiet
"$program" source add "$work/tools" --id tools --visibility public --quiet
"$program" deploy skill:sample --agent claude-code --quiet

theirs=$work/theirs/.claude/skills/sample
[[ -d $theirs ]] || { find "$work/theirs"; echo "$peer installs elsewhere now" >&2; exit 1; }
# It writes a note of its own beside the skill.
diff -r -x .openskills.json "$theirs" "$work/ours/.claude/skills/sample"
[[ -x $work/ours/.claude/skills/sample/scripts/run.sh ]]
"$work/npm/node_modules/.bin/openskills" list | grep -q sample ||
    { echo "$peer does not list what skillmeat installed" >&2; exit 1; }
echo "the same bytes as $peer, which lists ours too"
