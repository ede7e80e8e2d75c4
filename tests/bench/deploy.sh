# Sourced by run.sh: installing 100 skills with 1,000 files, beside copying and syncing them.

# A project whose source offers the skills, scanned; and the same files in a plain directory.
make_hundred_skills() {
    installing=$work/installing
    [ ! -d "$installing" ] || return 0
    mkdir -p "$installing/project/.claude"
    git init -q -b main "$installing/skills"
    local number file
    for number in $(seq 100 199); do
        mkdir -p "$installing/skills/skills/s$number/files"
        printf -- '---\nname: s%s\ndescription: Skill %s of a hundred.\n---\nWork.\n' "$number" "$number" \
            >"$installing/skills/skills/s$number/SKILL.md"
        for file in 1 2 3 4 5 6 7 8 9; do
            seq "$number${file}0" "$((number * 100 + file * 10 + 700))" \
                >"$installing/skills/skills/s$number/files/$file.txt"
        done
    done
    git -C "$installing/skills" add -A
    git -C "$installing/skills" -c user.name=B -c user.email=b@example.org commit -q -m "All skills"
    "$program" init --project "$installing/project" --quiet
    "$program" --project "$installing/project" --quiet source add "file://$installing/skills" \
        --id skills --visibility public >/dev/null
    skill_names=$(seq -f 's%g' -s ' ' 100 199)
    # Once, so that every object is in the cache.
    cp -r "$installing/project" "$installing/once"
    "$program" --project "$installing/once" --quiet deploy $skill_names --agent claude-code >/dev/null
}

measure_deploy() {
    make_hundred_skills
    heading "Installing 100 skills with 1,000 files (medians of one run)"
    local copy="cp -r $installing/skills/skills $installing/target" runs=15
    [ "$quick" = no ] || runs=5
    time_commands deploy --warmup 1 --runs "$runs" \
        --prepare "sh -c 'rm -rf $installing/target; cp -r $installing/project $installing/target; sync -f $installing'" -- \
        "sh -c '$copy'" \
        "sh -c '$copy && find $installing/target -type f -exec sync -d {} + && find $installing/target -type d -exec sync {} +'" \
        "$program --project $installing/target --quiet deploy $skill_names --agent claude-code" \
        "$program --project $installing/target --quiet deploy $skill_names --agent claude-code --dry-run"
    local plain synced deploy
    plain=$(median deploy 1)
    synced=$(median deploy 2)
    deploy=$(median deploy 3)
    row "deploy / cp -r with each file and folder synced" "$(calculate "$deploy / $synced")" 2 x
    row "deploy" "$(calculate "$deploy" 0)" "" ms
    row "deploy --dry-run" "$(calculate "$(median deploy 4)" 0)" "" ms
    row "cp -r with each file and folder synced" "$(calculate "$synced" 0)" "" ms
    row "cp -r alone" "$(calculate "$plain" 0)" "" ms
    measure_peer
    measure_taking_away
}

# The same skills from the same folder by the installer that most people use.
measure_peer() {
    if ! npm_program "$work/npm" skills@1.7.4 bin/cli.mjs 22.20; then
        echo "npx skills: $npm_missing"
        return 0
    fi
    time_commands peer --warmup 1 --runs 3 \
        --prepare "sh -c 'rm -rf $installing/target; mkdir $installing/target'" -- \
        "sh -c 'cd $installing/target && CI=1 DO_NOT_TRACK=1 exec ${npm_program[*]} add $installing/skills --skill \\* --agent claude-code --copy -y </dev/null'"
    row "npx skills add of the same, from the folder" "$(calculate "$(median peer 1)" 0)" "" ms
}

measure_taking_away() {
    time_commands undeploy --warmup 1 --runs 5 \
        --prepare "sh -c 'rm -rf $installing/target; cp -r $installing/once $installing/target; sync -f $installing'" -- \
        "$program --project $installing/target --quiet undeploy $skill_names" \
        "rm -r $installing/target/.claude/skills"
    row "undeploy" "$(calculate "$(median undeploy 1)" 0)" "" ms
    row "rm -r of the same" "$(calculate "$(median undeploy 2)" 0)" "" ms
}
