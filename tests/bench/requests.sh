# Sourced by run.sh: requests and bytes of sources on GitHub, through git over http and over the API,
# beside a shallow clone; and many unchanged sources over a slow network.

measure_requests() {
    local name names=(anthropics+skills obra+superpowers wshobson+agents) repositories=() what figure
    [ "$quick" = no ] || names=(anthropics+skills)
    heading "Requests and bytes over http, as a loopback server counts them"
    for name in "${names[@]}"; do
        if labelled "$name"; then
            repositories+=("$repository")
        else
            echo "left out, not in ../shared/corpus: $name"
        fi
    done
    [ ${#repositories[@]} -gt 0 ] || {
        generated 500 500
        repositories=("$repository")
    }
    (
        HOME=$work/requests-home
        mkdir -p "$HOME"
        unset GH_TOKEN GITHUB_TOKEN
        python3 -B "$top/tests/bench/requests.py" "$program" "$work" "${repositories[@]}"
    ) >"$work/requests"
    while IFS=$'\t' read -r what figure wanted unit; do
        row "$what" "$figure" "$wanted" "$unit"
    done <"$work/requests"
}
