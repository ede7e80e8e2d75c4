# Sourced by run.sh: a collection and a group of 1,000 artifacts; every run of an edit really changes
# something.

measure_collections() {
    local project=$work/collections number
    generated 1000 100
    "$program" init --project "$project" --quiet
    local base="$program --project $project --quiet"
    $base source add "file://$repository" --id big/one --visibility public >/dev/null
    local all=()
    for number in $(seq -f %05g 0 999); do
        all+=("skill:./packs/pack-0${number:1:2}/skills/skill-$number@big/one")
    done
    $base collection create all
    $base group create all first
    $base group add all first "${all[@]}"
    heading "A collection and a group of 1,000 artifacts: whole process"
    local one=${all[500]} runs=50
    time_commands gathered --warmup 2 --runs $runs -- "$base collection list --format plain" \
        "$base collection show all --json" "$base group show all first --json"
    time_commands gather --warmup 2 --runs $runs --prepare "$base collection remove all $one" -- \
        "$base collection add all $one"
    time_commands by-name --warmup 2 --runs $runs --prepare "$base collection remove all $one" -- \
        "$base collection add all skill:skill-00500"
    time_commands remove --warmup 2 --runs $runs --prepare "$base collection add all $one" -- \
        "$base collection remove all $one"
    $base group add all first "$one"
    time_commands place --warmup 2 --runs $runs --prepare "$base group position all first $one 900" -- \
        "$base group position all first $one 100"
    time_commands reorder --warmup 2 --runs $runs \
        --prepare "$base group reorder-artifacts all first ${all[*]:1} ${all[0]}" -- \
        "$base group reorder-artifacts all first ${all[*]}"
    row "collection list" "$(calculate "$(median gathered 1)" 1)" 20 ms
    row "collection show" "$(calculate "$(median gathered 2)" 1)" 20 ms
    row "group show" "$(calculate "$(median gathered 3)" 1)" 20 ms
    row "collection add, one more by its id" "$(calculate "$(median gather 1)" 1)" 20 ms
    row "collection add, one more by its name" "$(calculate "$(median by-name 1)" 1)" 20 ms
    row "collection remove, one of them" "$(calculate "$(median remove 1)" 1)" 20 ms
    row "group position" "$(calculate "$(median place 1)" 1)" 20 ms
    row "group reorder-artifacts, the whole order" "$(calculate "$(median reorder 1)" 1)" 20 ms
}
