# Sourced by run.sh: timing with hyperfine, and rows of the table.

heading() {
    printf '\n%s\n%-58s %12s %10s\n' "$1" "" measured wanted
}

# row WHAT FIGURE WANTED UNIT: WANTED may be empty; a figure above it is marked.
row() {
    local mark=
    if [ -n "$3" ] && awk -v a="$2" -v b="$3" 'BEGIN { exit !(a > b) }'; then
        mark='  !'
    fi
    printf '%-58s %12s %10s%s\n' "$1" "$2 $4" "${3:+<= $3}" "$mark"
}

# time_commands NAME OPTION... -- COMMAND...: medians in ms, one per line, into $work/NAME.ms, and the
# fastest runs into $work/NAME.least. The commands are measured one after the other in one run of
# hyperfine, without a shell.
time_commands() {
    local name=$1
    shift
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    hyperfine -N --style none --export-json "$work/$name.json" "${options[@]}" "$@" >/dev/null 2>"$work/$name.err" || {
        cat "$work/$name.err" >&2
        return 1
    }
    jq -r '.results[].median * 1000' "$work/$name.json" >"$work/$name.ms"
    jq -r '.results[].min * 1000' "$work/$name.json" >"$work/$name.least"
}

# median NAME N: the Nth command of that measurement, in ms.
median() { sed -n "$2p" "$work/$1.ms"; }
# The fastest run instead: what other programs on the machine disturb least.
fastest() { sed -n "$2p" "$work/$1.least"; }

# calculate EXPRESSION [DECIMALS]
calculate() { awk "BEGIN { printf \"%.${2:-2}f\", $1 }"; }
