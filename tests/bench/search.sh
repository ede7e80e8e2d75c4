# Sourced by run.sh: the index of entries. Lists, counts and searches over many sources, as whole
# processes with a warm index, beside /bin/true, the bare query in sqlite3, grep and jq.

# corpus_words: the words of the labelled repositories' descriptions with their counts, into
# $worlds/words; fails without the repositories.
corpus_words() {
    local stream name
    [ ! -s "$worlds/words" ] || return 0
    [ -d "$corpus/repos" ] || return 1
    for stream in "$corpus"/repos/*.fi.zst; do
        name=$(basename "$stream" .fi.zst)
        labelled "$name"
        "$program" detect "$repository" --json | jq -r '.items[] | .name, (.description // "")'
    done | tr 'A-Z' 'a-z' | tr -cs 'a-z' '\n' | sort | uniq -c | awk 'NF == 2 { print $2, $1 }' >"$worlds/words"
}

# make_world SOURCES ENTRIES: a project of so many sources with so many entries each, as scans would
# leave it; sets $world and $index.
make_world() {
    world=$worlds/world-$1-$2
    export XDG_CACHE_HOME=$work/cache-$1-$2
    index=$XDG_CACHE_HOME/skillmeat/index.sqlite
    [ ! -d "$world" ] || return 0
    mkdir -p "$world"
    local words=()
    ! corpus_words || words=("$worlds/words")
    python3 "$top/tests/bench/catalogs.py" "$world" "$1" "$2" "${words[@]}"
}

# word_near COUNT: the word found in about that many entries of $world; the most frequent one for 0.
# Numbers are left out, and the shortest words, which begin too many others.
word_near() {
    local shortest=4
    [ "$1" -gt 0 ] || shortest=3
    sqlite3 -readonly "$index" "SELECT term FROM term
        WHERE term NOT GLOB '*[^a-z]*' AND length(term) >= $shortest
        ORDER BY CASE WHEN $1 = 0 THEN -uses ELSE abs(uses - $1) END, term LIMIT 1"
}

# warm_row LABEL WANTED SQL COMMAND...: fastest run, factors over /bin/true and over the bare query, memory.
warm_row() {
    local label=$1 wanted=$2 sql=$3 runs=20
    shift 3
    printf '%s\n' "$sql" >"$work/bare.sql"
    time_commands warm --warmup 3 --runs $runs -- /bin/true "$program --project $world $*" \
        "sqlite3 -readonly -init $work/bare.sql $index .quit"
    /usr/bin/time -f %M -o "$work/rss" "$program" --quiet --project "$world" "$@" >/dev/null
    row "$label" "$(calculate "$(fastest warm 2)" 1)" "$wanted" ms
    printf '%-58s %12s %10s\n' "" \
        "$(calculate "$(fastest warm 2) / $(fastest warm 1)" 1) x true" \
        "$(calculate "$(fastest warm 2) / $(fastest warm 3)" 2) x bare"
    row "  processor time" "$(jq -r '.results[1] | (.user + .system) * 1000 | . * 10 | round / 10' "$work/warm.json")" "" ms
    row "  peak memory" "$(calculate "$(cat "$work/rss") / 1024" 0)" 50 MB
}

matching() { # WORD: how many entries a search for it finds
    "$program" --quiet --project "$world" search "$1" --limit 1 --json | jq .page.total
}

search_row() { # LABEL WANTED WORD...
    local label=$1 wanted=$2
    shift 2
    warm_row "search, $label: $* ($(matching "$*") hits)" "$wanted" \
        "SELECT rowid FROM words_1 WHERE words_1 MATCH '${*// / OR }' ORDER BY rank LIMIT 20;" \
        search "$@" --limit 20
}

measure_world() { # SOURCES ENTRIES LIST COUNT SOURCES-LIST SEARCH SEARCH-MANY BUILD: aims
    local sources=$1 entries=$(($1 * $2))
    make_world "$1" "$2"
    heading "$1 sources with $entries entries: the index"
    sleep 1.1
    local wall user system
    /usr/bin/time -f '%e %U %S' -o "$work/build" "$program" --project "$world" --quiet catalog count >/dev/null
    read -r wall user system <"$work/build"
    row "first build, an entry" "$(calculate "1000000 * $wall / $entries" 1)" "$8" us
    row "  of that processor time" "$(calculate "1000000 * ($user + $system) / $entries" 1)" "" us
    row "size, an entry" "$(calculate "$(stat -c %s "$index") / $entries" 0)" "" B
    local changed=$world/.skillmeat/catalog/team-000+pack-00007.toml
    cp -p "$changed" "$work/original"
    cp "$changed" "$work/other"
    sed -i 's/^description = "\([^"]*\)"/description = "\1 anew"/' "$work/other"
    time_commands update --warmup 1 --runs 10 --prepare "bash $top/tests/bench/swap.sh $changed $work/other" -- \
        "$program --project $world --quiet catalog count"
    row "count after one changed catalog of $2 entries" "$(calculate "$(fastest update 1)" 1)" 60 ms
    mv "$work/original" "$changed"
    sleep 1.1
    "$program" --project "$world" --quiet catalog count >/dev/null
    heading "The same, warm: whole processes"
    warm_row "source list --limit 50" "$5" "SELECT name FROM source WHERE scope = 1 ORDER BY name LIMIT 50;" \
        source list --limit 50
    warm_row "catalog list --type skill --limit 50" "$3" \
        "SELECT e.* FROM source AS s CROSS JOIN entry AS e ON e.source = s.id WHERE s.scope = 1 AND e.type = 6 AND e.status IN (0, 1, 2) AND e.tier IN (0, 1) AND e.confidence >= s.min_confidence ORDER BY s.name, e.type, e.document LIMIT 51;" \
        catalog list --type skill --limit 50
    warm_row "catalog count" "$4" \
        "SELECT id, tally FROM source WHERE scope = 1;" \
        catalog count
    search_row "rare" "$6" "$(word_near $((entries / 1000)))"
    search_row "frequent" "$6" "$(word_near $((entries / 100)))"
    search_row "most frequent" "$7" "$(word_near 0)"
    search_row "two words" "$7" "$(word_near $((entries / 30)))" "$(word_near $((entries / 60)))"
    search_row "within words" "$7" "$(word_near $((entries / 1000)) | cut -c2-5)"
}

measure_other_tools() {
    heading "Other tools over the same 10,000 entries"
    "$program" --project "$world" catalog list --all --json >"$work/entries.json"
    local word
    word=$(word_near 200)
    time_commands other --warmup 2 --runs 10 -- "$program --project $world search $word --limit 20" \
        "grep -r $word $world/.skillmeat/catalog" \
        "jq -c --arg w $word '.items[] | select(.description | contains(\$w))' $work/entries.json"
    row "search $word --limit 20" "$(calculate "$(median other 1)" 1)" "" ms
    row "grep -r $word over the catalogs" "$(calculate "$(median other 2)" 1)" "" ms
    row "jq over the same entries as JSON" "$(calculate "$(median other 3)" 1)" "" ms
}

many_counts=(250 500 1000)

# linear_rows LABEL: rows for what $work/many.ms tells, milliseconds by many_counts.
linear_rows() {
    local times=()
    mapfile -t times <"$work/many.ms"
    row "$1, 1,000 sources" "$(calculate "${times[2]}" 1)" "" ms
    row "  a source of 500 / a source of 250" "$(calculate "${times[1]} / ${times[0]} / 2")" 1.3 x
    row "  a source of 1,000 / a source of 250" "$(calculate "${times[2]} / ${times[0]} / 4")" 1.3 x
}

# linear LABEL PREPARE COMMAND: the fastest run with each of these many sources in one manifest;
# PREPARE is run before each measurement, or empty.
linear() {
    local label=$1 number ran prepare=()
    : >"$work/many.ms"
    for number in "${many_counts[@]}"; do
        ran="$program --project $work/many-$number --quiet"
        [ -z "$2" ] || prepare=(--prepare "$ran $2")
        time_commands "many-$number" --warmup 1 --runs 10 "${prepare[@]}" -- "$ran $3"
        fastest "many-$number" 1 >>"$work/many.ms"
    done
    linear_rows "$label"
}

measure_many_sources() {
    heading "Many sources in one manifest"
    local number
    for number in "${many_counts[@]}"; do
        [ -d "$work/many-$number" ] || {
            mkdir "$work/many-$number"
            python3 "$top/tests/bench/catalogs.py" "$work/many-$number" "$number" 3
        }
    done
    linear "lock check (reads and validates)" "" "lock check"
    linear "source list" "" "source list"
    linear "source tag add (writes manifest and lock)" \
        "source tag remove team-000/pack-00007 fresh" "source tag add team-000/pack-00007 fresh"
    export SKILLMEAT_INDEX=never
    linear "source list, without the index" "" "source list"
    unset SKILLMEAT_INDEX
    [ "$quick" = no ] || return 0
    python3 -B "$top/tests/bench/many_sources.py" "$program" "$work/many" "${many_counts[@]}" >"$work/scans"
    awk '{ print $1 * $2 }' "$work/scans" >"$work/many.ms"
    linear_rows "first scan, over http"
    awk '{ print $1 * $3 }' "$work/scans" >"$work/many.ms"
    linear_rows "scan of what is unchanged, over http"
}

measure_reading() {
    local reader
    reader=$(dirname "$program")/tests/read_catalog
    heading "Reading a catalog of 1,000 entries"
    if [ -x "$reader" ]; then
        "$reader" "$world/.skillmeat/catalog/team-000+pack-00007.toml" >"$work/reading"
        row "an entry, by the purpose-built reader" "$(cut -d' ' -f1 "$work/reading")" "" ns
        row "an entry, parsed by toml++" "$(cut -d' ' -f2 "$work/reading")" "" ns
        row "the reader / toml++" "$(calculate "$(cut -d' ' -f1 "$work/reading") / $(cut -d' ' -f2 "$work/reading")")" 1 x
    else
        echo "left out, not built: $reader"
    fi
}

measure_search() {
    need_packages sqlite3
    measure_world 100 100 5 5 5 5 5 60
    measure_other_tools
    measure_many_sources
    [ "$quick" = no ] || return 0
    measure_world 1000 1000 10 10 15 30 100 30
    measure_reading
}
