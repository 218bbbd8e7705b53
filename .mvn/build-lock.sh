# The lock under which ./freshet and ./freshet-bench build, read by both with `.`; they set $lock.

# The lock is a symbolic link to the process that holds it: made in one step, its owner readable.
take_lock() {
    told=
    until ln -s "$$" "$lock" 2>/dev/null; do
        owner=$(readlink "$lock" 2>/dev/null) || continue
        if ! kill -0 "$owner" 2>/dev/null; then
            mv "$lock" "$lock.$$" 2>/dev/null && rm -f "$lock.$$"
            continue
        fi
        if [ -z "$told" ]; then
            echo "Waiting for the build that process $owner is doing (if it is doing none, remove $lock) ..." >&2
            told=yes
        fi
        sleep 1
    done
    trap 'rm -f "$lock"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

release_lock() {
    rm -f "$lock"
    trap - EXIT HUP INT TERM
}
