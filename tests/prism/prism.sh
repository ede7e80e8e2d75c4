#!/usr/bin/env bash
# Holds the client of GitHub's API, and the server that the tests use instead of GitHub, against
# GitHub's own description of the API: every request goes through Prism, which checks it and its
# answer. Needs Node.js; without it the test is skipped, unless CI=true or SKILLMEAT_REQUIRE_PRISM=1.
set -euo pipefail
cd "$(dirname "$0")"

cannot() {
    if [ "${CI:-}" = true ] || [ "${SKILLMEAT_REQUIRE_PRISM:-}" = 1 ]; then
        echo "cannot check against GitHub's description: $1" >&2
        exit 1
    fi
    echo "skipped, nothing was checked against GitHub's description: $1"
    exit 77
}

for program in node npm; do
    command -v "$program" >/dev/null || cannot "there is no program '$program'"
done
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || cannot "Node.js $major is older than 18"

folder=${PRISM_FOLDER:?names the folder for the packages}
if ! cmp -s package-lock.json "$folder/installed"; then
    rm -rf "$folder"
    mkdir -p "$folder"
    cp package.json package-lock.json .npmrc "$folder"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error ||
        cannot "npm could not install the packages"
    # Of the descriptions, which take 400 MB, one is used.
    find "$folder/node_modules/@octokit/openapi/generated" -type f ! -name api.github.com.json -delete
    cp package-lock.json "$folder/installed"
fi
exec python3 -B prism.py "${API_CALLS:?names the program that makes the calls}" "$folder"
