# Sourced by run.sh: instructions executed by the program itself. They hardly differ between runs and
# machines, so two versions of the program can be compared with one run each.

# instructions COMMAND...: in thousands
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p' | awk '$1 > most { most = $1 } END { printf "%d", most / 1000 }'
}

measure_instructions() {
    heading "Instructions of skillmeat's own process, in thousands"
    row "--version" "$(instructions "$program" --version)" "" k
    make_hundred_sources
    row "source list of 100 sources" "$(instructions "$program" --project "$hundred" source list --format plain)" "" k
    [ "$quick" = no ] || return 0
    if labelled wshobson+agents; then
        row "detect of wshobson/agents" "$(instructions "$program" detect "$repository" --json)" "" k
    fi
}
