#!/usr/bin/env bash
# The aliases and functions, sourced by bash and, where it is installed, by zsh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/support/setup.sh"
command -v jq >/dev/null || exit 77

make_project

cat >"$work/use.sh" <<SCRIPT
. '$top/examples/dotfiles/skillmeat.sh'
sm --version
sml
smnew
smck
smu source list
smfind pdf
smids --type skill
smtry '$work/tools'
smhide demo/tools skill:notes not for us
smids
smhide demo/tools skill:pdf
smup
SCRIPT

check_output() {
    expect_text "$work/out" "demo/tools"
    [ "$(grep -c '^skill:./skills/pdf@demo/tools$' "$work/out")" -eq 2 ] || fail "smids in $1"
    [ "$(grep -c '^skill:./skills/notes@demo/tools$' "$work/out")" -eq 1 ] || fail "smhide in $1"
    expect_text "$work/out" "Reads PDF files"
    expect_text "$work/out" "demo/tools: 1 new, 0 updated, 0 removed"
    expect_text skillmeat.toml 'reason = "not for us"'
    ! grep -qi 'not found\|error' "$work/err" || fail "$(cat "$work/err")"
}

# Aliases are for people: a shell that is not interactive must be told to expand them.
write_skill "$work/tools" first "Comes first."
commit "$work/tools" "More"
expect_exit 0 bash --norc -O expand_aliases -e "$work/use.sh"
check_output bash

if command -v zsh >/dev/null; then
    skillmeat source restore demo/tools skill:notes skill:pdf --quiet >/dev/null
    write_skill "$work/tools" second "Comes second."
    commit "$work/tools" "Still more"
    expect_exit 0 zsh -f -o aliases -e "$work/use.sh"
    check_output zsh
else
    echo "zsh is not installed: tested in bash only"
fi
