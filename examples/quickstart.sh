#!/usr/bin/env bash
# From nothing to a scanned source: installs the missing Debian packages (as root or with sudo, naming
# them first), builds a release binary in build/, and shows it on a small repository made here.
# Everything it writes besides build/ is in a temporary directory; your own files stay untouched.
#   SKILLMEAT=PATH examples/quickstart.sh    shows an existing binary, installs and builds nothing
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

title() { printf '\n== %s\n' "$*"; }

# Prints a command the way it would be typed, then runs it.
run() {
    local word line='$'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_@%+=:,./-]* | '') line+=" '$word'" ;;
        *) line+=" $word" ;;
        esac
    done
    printf '\n%s\n' "$line"
    "$@"
}

build() {
    . "$top/tests/support/packages.sh"
    title "Packages"
    need_packages "${build_packages[@]}"
    echo "everything needed to build is installed"
    title "Build (the first time takes a few minutes)"
    cmake -S "$top" -B "$top/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSKILLMEAT_TESTS=OFF >/dev/null
    cmake --build "$top/build" --target skillmeat --parallel "$(nproc)"
    binary=$top/build/skillmeat
}

# A repository that offers one artifact of each type: a plugin with an agent, a command, a hook and
# an MCP server, a skill of its own, and a bundle.
make_repository() { # DIRECTORY
    local root=$1 plugin=$1/plugins/review
    mkdir -p "$root/skills/changelog" "$plugin/.claude-plugin" "$plugin/agents" "$plugin/commands" \
        "$plugin/hooks" "$root/bundles/writing"
    cat >"$root/skills/changelog/SKILL.md" <<'FILE'
---
name: changelog
description: Writes a changelog from the commits since the last tag. Use when a release is near.
---
Read `git log` since the last tag and group the commits by what they mean to users.
FILE
    cat >"$plugin/.claude-plugin/plugin.json" <<'FILE'
{"name": "review", "version": "1.0.0", "description": "Reviews of pull requests"}
FILE
    cat >"$plugin/agents/reviewer.md" <<'FILE'
---
name: reviewer
description: Reads a diff as a careful colleague would and names what could break.
tools: Read, Grep
---
Read the whole diff before you say anything.
FILE
    cat >"$plugin/commands/review.md" <<'FILE'
---
description: Review the current branch
argument-hint: "[base branch]"
---
Compare this branch with $ARGUMENTS and report what matters.
FILE
    cat >"$plugin/hooks/hooks.json" <<'FILE'
{"hooks": {"PostToolUse": [{"matcher": "Edit", "hooks": [{"type": "command", "command": "git diff --check"}]}]}}
FILE
    cat >"$plugin/.mcp.json" <<'FILE'
{"mcpServers": {"issues": {"command": "issues-server", "args": ["--read-only"]}}}
FILE
    cat >"$root/bundles/writing/apm.yml" <<'FILE'
name: writing
version: 1.0.0
description: What we use to write release notes
FILE
    git init -q -b main "$root"
    commit "$root" "Offer one artifact of each type"
}

commit() { # REPOSITORY MESSAGE
    git -C "$1" add -A
    git -C "$1" -c user.name=Quickstart -c user.email=quickstart@example.org -c commit.gpgsign=false \
        commit -q -m "$2"
}

show() {
    title "A project, and a repository that offers artifacts of all seven types"
    run mkdir project
    cd project
    run skillmeat init
    run skillmeat source add ../agent-tools --id demo/agent-tools --tag demo --visibility public

    title "What is there"
    run skillmeat source list
    run skillmeat catalog list

    title "Order: tags, and what is not wanted"
    run skillmeat source tag add demo/agent-tools reviews
    run skillmeat source exclude demo/agent-tools hook:review --reason 'our editor checks this'
    run skillmeat source count demo/agent-tools

    title "Find something, and install it for two agents"
    run skillmeat search 'write release notes'
    run skillmeat deploy skill:changelog --agent claude-code --agent codex

    title "The repository moves on: one skill is rewritten, another one comes"
    sed -i 's/^Read `git log`.*/& Leave merges out./' ../agent-tools/skills/changelog/SKILL.md
    mkdir ../agent-tools/skills/release
    cat >../agent-tools/skills/release/SKILL.md <<'FILE'
---
name: release
description: Tags a release and checks that its artifacts can be built again.
---
Run the tests, then tag.
FILE
    commit ../agent-tools "Leave merges out of changelogs; add a skill for releases"
    run skillmeat source scan
    run skillmeat source count demo/agent-tools
    run skillmeat catalog list --status new --status updated

    title "Bring what is installed up to date, check it, and take it away again"
    run skillmeat outdated
    run skillmeat upgrade --all --diff
    run skillmeat verify
    run skillmeat undeploy skill:changelog
}

if [ -n "${SKILLMEAT:-}" ]; then
    binary=$(realpath "$SKILLMEAT")
else
    build
fi

work=$(mktemp -d)
mkdir "$work/home"
export HOME=$work/home
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
for name in $(compgen -e | grep '^SKILLMEAT_\|^GIT_' || true); do
    unset "$name"
done
export GIT_CONFIG_NOSYSTEM=1
skillmeat() { "$binary" --no-pager "$@"; }
make_repository "$work/agent-tools"
cd "$work"
show

title "Done"
echo "the binary is $binary"
echo "next: $binary --help"
