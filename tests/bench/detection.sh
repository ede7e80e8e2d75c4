# Sourced by run.sh: detection against a script that lists the same tree and reads the same blobs.

# compare_detection LABEL REPOSITORY
compare_detection() {
    list_candidates "$2"
    cat >"$work/plain.sh" <<SCRIPT
git -C '$2' ls-tree -r main >/dev/null
git -C '$2' cat-file --batch <'$work/candidates' >/dev/null
SCRIPT
    local runs=30
    [ "$(wc -l <"$work/candidates")" -lt 10000 ] || runs=10
    time_commands detect --warmup 2 --runs "$runs" -- "sh $work/plain.sh" "$program detect $2 --json"
    local plain ours wanted=1.5
    plain=$(fastest detect 1)
    ours=$(fastest detect 2)
    # Small repositories may take 3 ms more than the script instead.
    if awk -v a="$plain" 'BEGIN { exit !((a + 3) / a > 1.5) }'; then
        wanted=$(calculate "($plain + 3) / $plain")
    fi
    local files
    files=$(git -C "$2" ls-tree -r main | wc -l)
    row "$1 ($files files, $(wc -l <"$work/candidates") read, $(calculate "$plain" 1) ms)" \
        "$(calculate "$ours / $plain")" "$wanted" x
}

measure_detection() {
    local name names=(supabase+agent-skills anthropics+skills ccache+ccache VoltAgent+awesome-claude-code-subagents
        wshobson+agents microsoft+apm github+awesome-copilot)
    local skills=60000 others=70000
    if [ "$quick" = yes ]; then
        names=(anthropics+skills wshobson+agents)
        skills=5000 others=5000
    fi
    heading "detect / (git ls-tree -r + git cat-file --batch of the candidates), fastest runs"
    for name in "${names[@]}"; do
        if labelled "$name"; then
            compare_detection "${name/+//}" "$repository"
        else
            echo "left out, not in ../shared/corpus: $name"
        fi
    done
    generated "$skills" "$others"
    compare_detection "generated" "$repository"
    heading "Memory of that last one (peak resident set)"
    /usr/bin/time -f %M -o "$work/rss" "$program" detect "$repository" --json >/dev/null
    row "the largest of skillmeat and the git programs it runs" "$(calculate "$(cat "$work/rss") / 1024" 0)" "" MB
    row "skillmeat alone" "$(python3 "$top/tests/bench/own_memory.py" "$program" detect "$repository" --json)" 200 MB
}
