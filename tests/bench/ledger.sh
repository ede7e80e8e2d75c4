# Sourced by run.sh: reading a ledger of 10,000 records with two files each.

measure_ledger() {
    local project=$work/ledger
    "$program" init --project "$project" --quiet
    mkdir -p "$project/.skillmeat"
    python3 - >"$project/.skillmeat/deployments.toml" <<'PYTHON'
print("version = 1")
for number in range(5000):
    for agent in ("claude-code", "codex"):
        folder = {"claude-code": ".claude", "codex": ".agents"}[agent]
        target = f"{folder}/skills/skill-{number:05}"
        print(f"""
[[deployment]]
artifact = "skill:./skills/skill-{number:05}@big/one"
url = "https://git.example.com/big/one"
agent = "{agent}"
mode = "copy"
target = "{target}"
commit = "{number:040x}"
sha = "{number:040x}"
hash = "sm1:{number:064x}"
status = "active"
deployed_at = 2026-01-01T00:00:00Z""")
        for name in ("SKILL.md", "reference.md"):
            print(f"""
[[deployment.files]]
path = "{target}/{name}"
mode = "100644"
sha256 = "{number:064x}\"""")
PYTHON
    heading "A ledger of 10,000 deployments: whole process"
    local base="$program --project $project --quiet" runs=50
    [ "$quick" = no ] || runs=20
    time_commands recorded --warmup 2 --runs "$runs" -- "$base deployment summary" \
        "$base deployment list --limit 50" "$base deployment list --json" "$base outdated"
    row "deployment summary" "$(calculate "$(median recorded 1)" 1)" 20 ms
    row "deployment list --limit 50" "$(calculate "$(median recorded 2)" 1)" "" ms
    row "deployment list --json" "$(calculate "$(median recorded 3)" 1)" "" ms
    row "outdated" "$(calculate "$(median recorded 4)" 1)" "" ms
}
