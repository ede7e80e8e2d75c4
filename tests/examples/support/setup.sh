# Sourced by the tests of this folder: a home of their own, the program on PATH, checks, and a project
# with one local source.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
program=$(realpath "${SKILLMEAT:-$top/build/skillmeat}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/bin"
ln -s "$program" "$work/bin/skillmeat"
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
export HOME=$work/home PATH=$work/bin:$PATH SKILLMEAT=$program GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect_exit CODE COMMAND...: the command's output goes to $work/out and $work/err.
expect_exit() {
    local expected=$1 code=0
    shift
    "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
    [ "$code" -eq "$expected" ] && return
    cat "$work/out" "$work/err" >&2
    fail "exit code $code, not $expected: $*"
}

# expect_text FILE TEXT: the file holds the text.
expect_text() {
    grep -qF -- "$2" "$1" || {
        cat "$1" >&2
        fail "'$2' is not in $(basename "$1")"
    }
}

commit() { # REPOSITORY MESSAGE
    git -C "$1" add -A
    git -C "$1" -c user.name=Test -c user.email=test@example.org commit -q -m "$2"
}

write_skill() { # REPOSITORY NAME DESCRIPTION
    mkdir -p "$1/skills/$2"
    printf -- '---\nname: %s\ndescription: %s\n---\nDo it.\n' "$2" "$3" >"$1/skills/$2/SKILL.md"
}

# $work/tools holds two skills, $work/project has it as source demo/tools.
make_project() {
    git init -q -b main "$work/tools"
    write_skill "$work/tools" pdf "Reads PDF files and fills in forms."
    write_skill "$work/tools" notes "Writes release notes."
    commit "$work/tools" "Two skills"
    mkdir "$work/project"
    cd "$work/project"
    skillmeat init --quiet
    skillmeat source add "$work/tools" --id demo/tools --visibility public --quiet
}
