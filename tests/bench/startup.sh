# Sourced by run.sh: start-up, and the list of 100 sources.

# One project with 100 sources: the directories of one repository, really added and scanned.
make_hundred_sources() {
    hundred=$work/hundred
    [ ! -d "$hundred" ] || return 0
    mkdir "$hundred"
    git init -q -b main "$work/hundred-roots"
    local number
    for number in $(seq 100 199); do
        mkdir -p "$work/hundred-roots/team-$number/skills/one"
        printf -- '---\nname: one\ndescription: The skill of team %s.\n---\nWork.\n' "$number" \
            >"$work/hundred-roots/team-$number/skills/one/SKILL.md"
    done
    git -C "$work/hundred-roots" add -A
    git -C "$work/hundred-roots" -c user.name=B -c user.email=b@example.org commit -q -m "All teams"
    "$program" init --project "$hundred" --quiet
    for number in $(seq 100 199); do
        "$program" --project "$hundred" --quiet source add "file://$work/hundred-roots" \
            --id "teams/team-$number" --root "team-$number" --tag "group-$((number % 7))" \
            --visibility public >/dev/null
    done
}

measure_startup() {
    make_hundred_sources
    heading "Start-up (medians of one run)"
    time_commands startup --warmup 20 --runs 200 -- /bin/true "$program --version" \
        "$program --project $hundred source list --format plain" "$program --help"
    local empty version list
    empty=$(median startup 1)
    version=$(median startup 2)
    list=$(median startup 3)
    row "--version / /bin/true" "$(calculate "$version / $empty")" 2.5 x
    row "source list of 100 sources, beyond --version" "$(calculate "$list - $version")" 5 ms
    row "--help, beyond --version" "$(calculate "$(median startup 4) - $version")" "" ms
}
