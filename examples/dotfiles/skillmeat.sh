# Aliases and small functions for bash and zsh. Source it from ~/.bashrc or ~/.zshrc:
#   . ~/dotfiles/skillmeat.sh
# Sourcing runs no program, so it costs no start-up time; every command works offline on what the last
# scan found, except smup and smtry, which ask the repositories.

alias sm='skillmeat'
alias sml='skillmeat source list'
alias smu='skillmeat --scope user'                    # your own sources, also inside a project
alias smnew='skillmeat catalog list --status new --status updated'
alias smck='skillmeat lock check'

# smfind TEXT [OPTION...]: entries whose name, description or path holds TEXT.
smfind() {
    skillmeat catalog list --search "$@"
}

# smids [OPTION...]: full references, one per line, for xargs, fzf and while-read loops.
smids() {
    skillmeat catalog list --format jsonl "$@" | jq -r '.id'
}

# smpick [OPTION...]: choose an entry with fzf and show it in full.
smpick() {
    local ref
    ref=$(smids "$@" | fzf --preview 'skillmeat catalog show {}') || return
    skillmeat catalog show "$ref"
}

# smup [SRC...]: scan, then list what that brought; silent when nothing is new.
smup() {
    skillmeat source scan "$@" --quiet --format jsonl |
        jq -r 'select(.old_commit != .new_commit)
            | "\(.source_id): \(.summary.new) new, \(.summary.updated) updated, \(.summary.removed) removed"'
}

# smtry REPO: what a repository would offer, without adding it.
smtry() {
    skillmeat detect "$@" --format plain
}

# smhide SRC REF [REASON...]: exclude an entry and say why.
smhide() {
    local source=$1 ref=$2
    shift 2
    if [ $# -gt 0 ]; then
        skillmeat source exclude "$source" "$ref" --reason "$*"
    else
        skillmeat source exclude "$source" "$ref"
    fi
}
