# Sourced by run.sh: the repositories that are measured.

# generated SKILLS OTHERS: makes the repository once and sets $repository.
generated() {
    repository=$work/generated-$1.git
    [ ! -d "$repository" ] || return 0
    git init -q --bare -b main "$repository"
    python3 "$top/tests/bench/generate.py" "$1" "$2" | git -C "$repository" fast-import --quiet --done
}

# labelled NAME: unpacks a labelled repository once and sets $repository; fails without the corpus.
labelled() {
    repository=$work/$1.git
    [ ! -d "$repository" ] || return 0
    [ -f "$corpus/repos/$1.fi.zst" ] || return 1
    git init -q --bare -b main "$repository"
    zstd -dc "$corpus/repos/$1.fi.zst" | git -C "$repository" fast-import --quiet
}

# list_candidates REPOSITORY: the blobs whose content decides, one id per line in $work/candidates: entry
# files of all items, rejected files, and manifests of plugins and marketplaces. The program may read
# more than these; what is compared with does not.
list_candidates() {
    "$program" detect "$1" --all --explain --json |
        jq -r '(.items[] | .entry // empty), (.rejected[] | .path)' | sed 's/#.*//' | sort -u >"$work/named"
    git -C "$1" ls-tree -r main | awk -F'\t' '
        NR == FNR { named[$0] = 1; next }
        ($2 in named) || $2 ~ /(^|\/)(plugin|marketplace)\.json$/ { split($1, part, " "); print part[3] }
    ' "$work/named" - | sort -u >"$work/candidates"
}
