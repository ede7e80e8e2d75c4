#!/usr/bin/env bash
# The same skill installed by other installers from npm and by skillmeat: the files are compared byte
# for byte, and each has to list ours. Those that cannot be had, or want a newer Node.js than there is,
# are left out with a notice.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${SKILLMEAT:-$top/build/skillmeat}
. "$top/tests/support/npm.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
openskills=() skills=()
if npm_program "$work/npm-openskills" openskills@1.5.0 dist/cli.js 20.6; then
    openskills=("${npm_program[@]}")
else
    echo "left out: openskills, $npm_missing"
fi
if npm_program "$work/npm-skills" skills@1.7.4 bin/cli.mjs 22.20; then
    skills=("${npm_program[@]}")
else
    echo "left out: skills, $npm_missing"
fi
[ $((${#openskills[@]} + ${#skills[@]})) -gt 0 ] || exit 77

export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null CI=1 DO_NOT_TRACK=1 NO_COLOR=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir -p "$HOME" "$work/ours" "$work/tools/skills/sample/scripts"
cd "$work/tools"
printf -- '---\nname: sample\ndescription: a sample\n---\n\n# Sample\r\nText.\n' >skills/sample/SKILL.md
printf '#!/bin/sh\necho sample\n' >skills/sample/scripts/run.sh
head -c 3000 /dev/urandom >skills/sample/data.bin
chmod +x skills/sample/scripts/run.sh
git init -q -b main . && git add -A && git commit -qm sample

cd "$work/ours"
"$program" init --quiet
"$program" source add "$work/tools" --id tools --visibility public --quiet
"$program" deploy skill:sample --agent claude-code --agent codex --quiet >/dev/null

# compare NAME FOLDER COMMAND...: has a peer install into a project of its own, and compares FOLDER there
# with ours.
compare() {
    local name=$1 folder=$2
    shift 2
    rm -rf "$work/theirs" && mkdir "$work/theirs"
    (cd "$work/theirs" && "$@") >"$work/log" 2>&1 </dev/null ||
        { cat "$work/log"; echo "$name does not install from a directory" >&2; exit 1; }
    [[ -d $work/theirs/$folder ]] || { find "$work/theirs"; echo "$name installs elsewhere now" >&2; exit 1; }
    # openskills writes a note of its own beside the skill.
    diff -r -x .openskills.json "$work/theirs/$folder" "$work/ours/$folder"
    [[ -x $work/ours/$folder/scripts/run.sh ]]
}

lists_ours() { # NAME COMMAND...
    (cd "$work/ours" && "${@:2}") >"$work/log" 2>&1 </dev/null
    grep -q sample "$work/log" || { cat "$work/log"; echo "$1 does not list what skillmeat installed" >&2; exit 1; }
    echo "the same bytes as $1, which lists ours too"
}

if [ ${#openskills[@]} -gt 0 ]; then
    compare openskills .claude/skills/sample "${openskills[@]}" install "$work/tools" -y
    lists_ours openskills "${openskills[@]}" list
fi
if [ ${#skills[@]} -gt 0 ]; then
    for pair in claude-code:.claude/skills/sample codex:.agents/skills/sample; do
        compare skills "${pair#*:}" "${skills[@]}" add "$work/tools" --skill sample \
            --agent "${pair%%:*}" --copy -y
    done
    lists_ours skills "${skills[@]}" list
fi
