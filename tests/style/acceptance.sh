#!/usr/bin/env bash
# Calls that must appear nowhere, or in one layer only (reliability, appendix E).
set -uo pipefail
cd "$(dirname "$0")/../.."
failed=0

none() { # WHAT LINES: fails when there are lines
    if [ -n "$2" ]; then
        printf '%s:\n%s\n' "$1" "$2"
        failed=1
    fi
}

sources() { # PATTERN: lines of code, comments and documentation aside
    git ls-files 'app/*.cpp' 'app/*.hpp' 'lib/*.cpp' 'lib/*.hpp' | xargs grep -nE "$1" |
        grep -vE '^[^:]+:[0-9]+: *(//|\*)'
}

none "files are opened outside of the file layer" "$(sources \
    'std::(o|i)?fstream|std::basic_fstream|[ (!=]::(open|openat|open64)\(|(^|[^_[:alnum:].>])(fopen|freopen|creat)\(' |
    grep -v '^lib/skillmeat/sys/')"
none "files are changed outside of the file layer" "$(sources \
    'filesystem::(copy|copy_file|rename|remove|remove_all|create_[a-z_]*|resize_file|permissions)\(|::(rename|renameat|unlink|unlinkat|mkdir|symlink|link|chmod|truncate)\(' |
    grep -vE '^lib/skillmeat/(sys/|telemetry/traced_files\.)')"
none "processes are started outside of sys" "$(sources \
    '(^|[^_[:alnum:]])(system|popen|posix_spawnp?|fork|vfork|execl[ep]?|execvp?e?|execve)\(' |
    grep -vE '^(lib/skillmeat/sys/|app/print/pager\.cpp)')"
none "a shell is used" "$(sources '"(/usr)?/bin/(ba|da)?sh"|"-c", *"sh"|"(ba)?sh", *"-c"')"
none "unsafe functions of the C library" "$(sources \
    '(^|[^_[:alnum:]])(strcpy|strcat|sprintf|vsprintf|gets|tmpnam|tempnam|mktemp|strtok|rand|srand)\(')"
none "std::regex overflows the stack on long input" "$(sources 'std::regex|<regex>')"
none "redirects and certificates are ours to check" "$(sources \
    'CURLOPT_FOLLOWLOCATION, *[^ 0]|CURLOPT_SSL_VERIFY(PEER|HOST), *0')"

if [ -x "${SKILLMEAT:-}" ] && command -v nm >/dev/null; then
    symbols=$(nm -C "$SKILLMEAT" | sed 's/@.*//')
    [ -n "$symbols" ] || none "nm lists no symbols" "$SKILLMEAT"
    none "the program calls" "$(grep -wE \
        'U (system|popen|tmpnam|tmpnam_r|tempnam|mktemp|gets|strcpy|strcat|execvp|execlp|posix_spawnp)' \
        <<<"$symbols")"
fi
exit $failed
