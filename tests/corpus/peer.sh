#!/usr/bin/env bash
# The same skill installed by other installers from npm (skills, openskills) and by skillmeat: the files
# are compared byte for byte, and each has to list ours. Skipped, with a notice, where a peer cannot be
# had, or there is no Node.js as new as it wants.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${SKILLMEAT:-$top/build/skillmeat}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compared=0
own_home=$HOME  # npm's settings

from_npm() {
    HOME=$own_home npm install --prefix "$work/$1" --ignore-scripts --no-audit --no-fund --silent "$2" >/dev/null 2>&1
}

# VERSION, such as 22.20: the system's Node.js, else the one that npm itself offers.
find_node() {
    node=$(command -v node)
    is_new "$1" && return
    from_npm node "node-linux-$(node -p process.arch)@${1%%.*}" || return 1
    node=$(echo "$work"/node/node_modules/node-linux-*/bin/node)
    is_new "$1"
}

is_new() {
    "$node" -e 'const [a, b] = process.versions.node.split(".").map(Number);
        const [c, d] = process.argv[1].split(".").map(Number);
        process.exit(a > c || (a === c && b >= d) ? 0 : 1)' "$1" 2>/dev/null
}

# PACKAGE NODE-VERSION ENTRY: sets `peer` to the words that run it; false, with a notice, without it.
have_peer() {
    find_node "$2" || { echo "left out: $1 wants Node.js $2"; return 1; }
    from_npm peers "$1" || { echo "left out: $1 cannot be installed here"; return 1; }
    peer=("$node" "$work/peers/node_modules/${1%@*}/$3")
}

# PACKAGE AGENT FOLDER: what stands in FOLDER of both projects, and whether the peer lists ours.
compare() {
    [[ -d $work/theirs/$3 ]] || { find "$work/theirs"; echo "$1 installs elsewhere now" >&2; exit 1; }
    # openskills writes a note of its own beside the skill.
    diff -r -x .openskills.json "$work/theirs/$3" "$work/ours/$3"
    [[ -x $work/ours/$3/scripts/run.sh ]]
    (cd "$work/ours" && "${peer[@]}" list) >"$work/listed" 2>&1
    grep -q sample "$work/listed" || { cat "$work/listed"; echo "$1 does not list ours" >&2; exit 1; }
    echo "for $2 the same bytes as $1, which lists ours too"
    compared=$((compared + 1))
}

# PACKAGE COMMAND…: runs it in a new project of theirs.
install_theirs() {
    rm -rf "$work/theirs" && mkdir -p "$work/theirs"
    (cd "$work/theirs" && "${@:2}") >"$work/log" 2>&1 && return
    cat "$work/log"
    echo "left out: $1 does not install from a directory"
    return 1
}

command -v node >/dev/null && command -v npm >/dev/null || { echo "skipped: no Node.js"; exit 77; }
openskills() { have_peer openskills@1.5.0 20.6 dist/cli.js; }
skills() { have_peer skills@1.7.4 22.20 bin/cli.mjs; }

export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null CI=1 DISABLE_TELEMETRY=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir -p "$work/home" "$work/ours" "$work/tools/skills/sample/scripts"
cd "$work/tools"
printf -- '---\nname: sample\ndescription: a sample\n---\n\n# Sample\r\nText.\n' >skills/sample/SKILL.md
printf '#!/bin/sh\necho sample\n' >skills/sample/scripts/run.sh
head -c 3000 /dev/urandom >skills/sample/data.bin
chmod +x skills/sample/scripts/run.sh
git init -q -b main . && git add -A && git commit -qm sample

cd "$work/ours"
export HOME=$work/home
"$program" init --quiet
"$program" source add "$work/tools" --id tools --visibility public --quiet
"$program" deploy skill:sample --agent claude-code --agent codex --quiet

if openskills && install_theirs openskills "${peer[@]}" install "$work/tools" -y; then
    compare openskills claude-code .claude/skills/sample
fi
if skills; then
    for pair in claude-code:.claude/skills/sample codex:.agents/skills/sample; do
        if install_theirs skills "${peer[@]}" add "$work/tools" --agent "${pair%%:*}" --skill sample --copy -y; then
            compare skills "${pair%%:*}" "${pair#*:}"
        fi
    done
fi
[[ $compared -gt 0 ]] || { echo "skipped: no peer could be had"; exit 77; }
