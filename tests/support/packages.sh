# Sourced by scripts that need Debian packages. need_packages NAME... installs those that are missing,
# naming them first; as root or with sudo. Nothing is asked when nothing is missing.

build_packages=(git g++ cmake ninja-build libcli11-dev libtomlplusplus-dev nlohmann-json3-dev
    libfmt-dev libexpected-dev libyaml-dev libssl-dev libutf8proc-dev libcurl4-openssl-dev)
test_packages=(catch2 python3 python3-jsonschema openssl jq zstd strace ccache)

need_packages() {
    local missing=() name as_root=()
    for name in "$@"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
            missing+=("$name")
        fi
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null; then
        echo "these packages (Debian names) are needed and apt-get is not here: ${missing[*]}" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "run as root, or install these packages first: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
