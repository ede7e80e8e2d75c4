#!/usr/bin/env bash
# The same skill installed by other installers from npm and by skillmeat: the files are compared byte
# for byte, and the others have to list ours. Those that cannot be had, or want a newer Node.js than
# there is, are left out with a notice.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${SKILLMEAT:-$top/build/skillmeat}
. "$top/tests/support/npm.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
declare -A peers=([openskills]="openskills@1.5.0 dist/cli.js 20.6"
    [skills]="skills@1.7.4 bin/cli.mjs 22.20")
ready=()
for peer in openskills skills; do
    read -r package script node <<<"${peers[$peer]}"
    if npm_program "$work/npm-$peer" "$package" "$script" "$node"; then
        ready+=("$peer")
        printf '%q ' "${npm_program[@]}" >"$work/$peer"
    else
        echo "skipped $peer: $npm_missing"
    fi
done
[ ${#ready[@]} -gt 0 ] || exit 77

export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null CI=1 DO_NOT_TRACK=1 NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir -p "$HOME" "$work/ours/.claude" "$work/tools/skills/sample/scripts"
cd "$work/tools"
printf -- '---\nname: sample\ndescription: a sample\n---\n\n# Sample\r\nText.\n' >skills/sample/SKILL.md
printf '#!/bin/sh\necho sample\n' >skills/sample/scripts/run.sh
head -c 3000 /dev/urandom >skills/sample/data.bin
chmod +x skills/sample/scripts/run.sh
git init -q -b main . && git add -A && git commit -qm sample

cd "$work/ours"
"$program" init --quiet
"$program" source add "$work/tools" --id tools --visibility public --quiet
"$program" deploy skill:sample --agent claude-code --quiet
[[ -x $work/ours/.claude/skills/sample/scripts/run.sh ]]

# What each is asked to do with the words it has for it.
declare -A install=([openskills]="install $work/tools -y"
    [skills]="add $work/tools --skill sample --agent claude-code --copy -y")
for peer in "${ready[@]}"; do
    mkdir "$work/theirs-$peer"
    cd "$work/theirs-$peer"
    eval "$(cat "$work/$peer") ${install[$peer]}" >"$work/log" 2>&1 </dev/null ||
        { cat "$work/log"; echo "$peer does not install from a directory" >&2; exit 1; }
    theirs=$work/theirs-$peer/.claude/skills/sample
    [[ -d $theirs ]] || { find "$PWD"; echo "$peer installs elsewhere now" >&2; exit 1; }
    # openskills writes a note of its own beside the skill.
    diff -r -x .openskills.json "$theirs" "$work/ours/.claude/skills/sample"
    cd "$work/ours"
    eval "$(cat "$work/$peer") list" >"$work/log" 2>&1 </dev/null
    grep -q sample "$work/log" ||
        { cat "$work/log"; echo "$peer does not list what skillmeat installed" >&2; exit 1; }
    echo "the same bytes as $peer, which lists ours too"
done
