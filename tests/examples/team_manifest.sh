#!/usr/bin/env bash
# The team's manifest is valid, is read without a warning, says what its comments say, and survives an
# edit by the tool.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/support/setup.sh"

cp -r "$top/examples/team" "$work/team"
cd "$work/team"
expect_exit 0 skillmeat --scope project source list --format plain
[ ! -s "$work/err" ] || fail "talk on stderr: $(cat "$work/err")"
[ "$(wc -l <"$work/out")" -eq "$(grep -c '^\[\[source\]\]' skillmeat.toml)" ] || fail "sources are missing"
expect_exit 0 skillmeat source show wshobson/agents
expect_text "$work/out" './plugins/blockchain-web3/**'
expect_exit 0 skillmeat config get jobs
expect_text "$work/out" 4

expect_exit 0 skillmeat source tag add obra/superpowers reviews
[ "$(diff "$top/examples/team/skillmeat.toml" skillmeat.toml | grep -c '^[<>]')" -eq 2 ] ||
    fail "an added tag changed more than one line"

python3 - "$top" <<'SCRIPT'
import datetime, json, sys, tomllib, jsonschema
top = sys.argv[1]
schema = json.load(open(f"{top}/schemas/manifest.schema.json"))
manifest = tomllib.load(open(f"{top}/examples/team/skillmeat.toml", "rb"))
jsonschema.validate(json.loads(json.dumps(manifest, default=datetime.datetime.isoformat)), schema)
SCRIPT
