#!/usr/bin/env bash
# Injects errors and kills into every system call of an atomic write, one at a time (rules R1 to R3,
# R12). After each run the file has its old or its new bytes, and no temporary is left; after a
# kill, the next run removes it.
set -u
export ASAN_OPTIONS=detect_leaks=0 # leaks cannot be looked for under strace

if [ ! -x "${ATOMIC_WRITER:-}" ]; then
    echo "ATOMIC_WRITER names no executable" >&2
    exit 2
fi
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
    echo "skipped: strace is missing or may not trace here" >&2
    exit 77
fi

scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
umask 022

old_size=70000
new_size=90000
head -c $old_size /dev/zero | tr '\0' o >old
head -c $new_size /dev/zero | tr '\0' n >new

exec 3>&2
broken() {
    {
        echo "BROKEN: $*"
        echo "stderr: $(cat err)"
        ls -lA dir dotfiles
    } >&3
    exit 1
}

prepare() {  # SCENARIO: leaves the file to write in $file and the one with the bytes in $real
    rm -rf dir dotfiles
    mkdir dir dotfiles
    file=dir/file
    real=dir/file
    case $1 in
    fresh) return ;;
    linked)
        real=dotfiles/file
        ln -s ../dotfiles/file dir/file
        ;;
    esac
    cp old "$real"
    chmod 640 "$real"
}

temporaries() {
    find dir dotfiles -name '.*.skillmeat-*.tmp'
}

check() {  # SCENARIO RC: what holds after every run
    if [ -e "$real" ]; then
        if cmp -s "$real" new; then
            [ "$2" -eq 0 ] || [ "$2" -eq 137 ] || grep -q 'durability is unknown' err ||
                broken "new bytes, but exit code $2"
        elif ! cmp -s "$real" old || [ "$2" -eq 0 ]; then
            broken "exit code $2 and neither old nor new bytes"
        fi
    elif [ "$1" != fresh ] || [ "$2" -eq 0 ]; then
        broken "exit code $2 and no file"
    fi
    if [ "$1" != fresh ]; then
        [ "$(stat -c %a "$real")" = 640 ] || broken "the mode changed"
    fi
    [ "$1" != linked ] || [ -L dir/file ] || broken "the symbolic link was replaced"
}

check_temporaries() {  # RC
    [ -z "$(temporaries)" ] && return
    [ "$1" -eq 137 ] || broken "a temporary is left: $(temporaries)"
    "$ATOMIC_WRITER" clean dir >/dev/null 2>err || broken "leftovers cannot be removed"
    "$ATOMIC_WRITER" clean dotfiles >/dev/null 2>err || broken "leftovers cannot be removed"
    [ -z "$(temporaries)" ] || broken "leftovers are not removed: $(temporaries)"
    leftovers=$((leftovers + 1))
}

declare -A injected refused
leftovers=0
sweep() {  # SCENARIO CALL FAULT
    local index=1 rc
    while :; do
        prepare "$1"
        strace -qq -o log -e inject="$2:$3:when=$index" \
            "$ATOMIC_WRITER" write "$file" n $new_size >out 2>err
        rc=$?
        case $3 in
        signal=*) [ $rc -eq 137 ] || break ;;
        *) grep -q INJECTED log || break ;;
        esac
        check "$1" $rc
        check_temporaries $rc
        ! grep -qE 'cannot write|durability' err || refused[$2]=$((${refused[$2]:-0} + 1))
        index=$((index + 1))
    done
    check "$1" $rc
    injected[$2]=$((${injected[$2]:-0} + index - 1))
}

for scenario in existing fresh linked; do
    for call in openat write fsync rename renameat renameat2 close fchmod; do
        for fault in error=EIO error=ENOSPC error=EINTR signal=KILL; do
            # The shell tells of every killed run on stderr; broken() speaks elsewhere.
            sweep $scenario $call $fault 2>/dev/null
        done
    done
done

for call in openat write fsync close fchmod; do
    [ "${injected[$call]}" -ge 8 ] || broken "only ${injected[$call]} faults were injected into $call"
done
[ $((injected[rename] + injected[renameat] + injected[renameat2])) -ge 8 ] ||
    broken "no fault was injected into a rename"
[ $leftovers -gt 0 ] || broken "no kill left a temporary, so its removal was not tried"

for call in write fsync close fchmod; do
    [ "${refused[$call]:-0}" -ge 2 ] || broken "failures of $call are not told"
done

# A failed fsync is final: the second would succeed and lie (rule R2). The file's comes before the
# rename and the directory's after it.
for index in 1 2; do
    prepare existing
    strace -qq -o log -e inject=fsync:error=EIO:when=$index \
        "$ATOMIC_WRITER" write "$file" n $new_size 2>err && broken "failed fsync $index is not told"
    [ "$(grep -c fsync log)" = $index ] || broken "fsync $index was tried again"
    cmp -s "$real" "$(sed -n ${index}p <<<$'old\nnew')" || broken "wrong bytes after fsync $index"
done

# The order of steps: all bytes, mode, fsync, close, rename, fsync of the directory (rule R1).
prepare existing
strace -qq -o log -e trace=write,fchmod,fsync,close,renameat "$ATOMIC_WRITER" write "$file" n $new_size
steps=$(sed -n '/^write(/,$ s/(.*//p' log | tr '\n' ' ')
case $steps in
"write fchmod fsync close renameat fsync "*) ;;
*) broken "the steps were $steps" ;;
esac

# A file system without locks is told as such (rule R12).
strace -qq -o log -e inject=flock:error=EOPNOTSUPP "$ATOMIC_WRITER" lock dir/lock >out 2>err
[ "$(cat out)" = "not held" ] || broken "a lock without flock(2): $(cat out)"
if [ "$(uname -m)" = x86_64 ]; then
    # f_type is the first word of struct statfs; 0x6969 is NFS.
    if strace -qq -o log -e inject=fstatfs:poke_exit=@arg2=6969000000000000 \
        "$ATOMIC_WRITER" lock dir/lock >out 2>err; then
        [ "$(cat out)" = "not held" ] || broken "a lock on NFS: $(cat out)"
        ! grep -q flock log || broken "flock(2) was called on NFS"
    fi
fi
"$ATOMIC_WRITER" lock dir/lock >out 2>err
[ "$(cat out)" = "held" ] || broken "a lock on this disk: $(cat out)"

for call in "${!injected[@]}"; do
    echo "$call: ${injected[$call]} points"
done | sort
