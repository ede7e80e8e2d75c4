# Sourced by run.sh: round trips and bytes of a first scan and of a scan of an unchanged repository, over
# file:// with partial clone, as hosts offer it.

# round_trips COMMAND...: runs it and sets $trips (commands of protocol v2 sent) and $received (bytes of
# packs received).
round_trips() {
    : >"$work/packets"
    : >"$work/packs"
    GIT_TRACE_PACKET=$work/packets GIT_TRACE_PACKFILE=$work/packs "$@" >/dev/null
    trips=$(grep -ac '> command=' "$work/packets" || true)
    received=$(wc -c <"$work/packs")
}

# packed_size REPOSITORY: of the objects named on standard input, as the server would send them.
packed_size() { git -C "$1" pack-objects --stdout -q | wc -c; }

compare_network() { # LABEL REPOSITORY
    local project needed HOME
    project=$(mktemp -d "$work/network.XXXXXX")
    HOME=$project.home # nothing cached
    cp -r "$work/home/." "$HOME"
    rm -rf "$HOME/.cache"
    "$program" init --project "$project" --quiet
    list_candidates "$2"
    needed=$(($(git -C "$2" rev-list -1 --objects --no-object-names --filter=blob:none main | packed_size "$2") + \
        $(packed_size "$2" <"$work/candidates")))
    round_trips "$program" --project "$project" --quiet source add "file://$2" --id x/x --visibility public
    row "$1: round trips of the first scan" "$trips" 3 ""
    row "$1: bytes received / trees and candidate blobs" "$(calculate "$received / $needed")" 1.1 x
    touch "$work/stamp"
    sleep 0.05
    round_trips "$program" --project "$project" --quiet source scan
    row "$1: round trips of an unchanged scan" "$trips" 1 ""
    row "$1: files it wrote besides state.toml" "$(find "$project" "$HOME" -type f -newer "$work/stamp" \
        ! -name state.toml | wc -l)" 0 ""
}

measure_network() {
    local name names=(anthropics+skills wshobson+agents github+awesome-copilot)
    [ "$quick" = no ] || names=(anthropics+skills)
    heading "First scan and unchanged scan over file:// with partial clone"
    for name in "${names[@]}"; do
        if labelled "$name"; then
            compare_network "${name/+//}" "$repository"
        else
            echo "left out, not in ../shared/corpus: $name"
        fi
    done
    generated 5000 5000
    compare_network generated "$repository"
}
