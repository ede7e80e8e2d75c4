# Sourced by run.sh: edits and look-ups in a source of 60,000 entries; every run really changes something.

measure_large() {
    local skills=60000 others=70000 project=$work/large ref
    [ "$quick" = no ] || skills=5000 others=5000
    generated "$skills" "$others"
    "$program" init --project "$project" --quiet
    heading "A source of $skills entries: whole process"
    local begin end
    begin=$(date +%s%N)
    "$program" --project "$project" --quiet source add "file://$repository" --id big/one --visibility public >/dev/null
    end=$(date +%s%N)
    ref=skill:./packs/pack-040/skills/skill-04021
    local base="$program --project $project --quiet" runs=30
    time_commands exclude --warmup 2 --runs $runs --prepare "$base source restore big/one $ref" -- \
        "$base source exclude big/one $ref"
    time_commands restore --warmup 2 --runs $runs --prepare "$base source exclude big/one $ref" -- \
        "$base source restore big/one $ref"
    time_commands tag --warmup 2 --runs $runs --prepare "$base source tag remove big/one fresh" -- \
        "$base source tag add big/one fresh"
    time_commands show --warmup 2 --runs $runs -- "$base catalog show $ref" \
        "$base catalog show skill:skill-04021" "$base source list" "$base source count"
    row "source exclude" "$(calculate "$(median exclude 1)" 1)" 100 ms
    row "source restore" "$(calculate "$(median restore 1)" 1)" 100 ms
    row "source tag add" "$(calculate "$(median tag 1)" 1)" 100 ms
    row "catalog show, by path" "$(calculate "$(median show 1)" 1)" 100 ms
    row "catalog show, by name" "$(calculate "$(median show 2)" 1)" 100 ms
    row "source list" "$(calculate "$(median show 3)" 1)" "" ms
    row "source count" "$(calculate "$(median show 4)" 1)" "" ms
    row "source add, once" "$(calculate "($end - $begin) / 1000000" 0)" "" ms
}
