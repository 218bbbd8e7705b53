#!/bin/sh
# Stands in for ./freshet in the tests of the tests' own tools: starts slowly, says that it is ready, waits for TERM.
command=$1
home=
for argument; do
    [ "${previous:-}" = --home ] && home=$argument
    previous=$argument
done
case $command in
    up)
        echo "Starting with $*"
        if [ -n "${FAKE_FAILURE:-}" ]; then
            echo "$FAKE_FAILURE" >&2
            exit 1
        fi
        mkdir -p "$home"
        echo "a line of the log" >"$home/freshet.log"
        trap 'echo "Stopped."; exit 0' TERM
        echo "Freshet 0 is ready"
        # Waits in a way that a signal ends at once.
        while :; do sleep 60 >/dev/null 2>&1 & wait $!; done
        ;;
    env)
        echo "export FRESHET_CLUSTER_ID='a '\\''quoted'\\'' value'"
        echo "export TWO_LINES='one
two'"
        echo "unset AWS_PROFILE"
        ;;
    status)
        echo "inherited: ${PGHOST:-nothing}"
        ;;
    *)
        echo "unknown" >&2
        exit 3
        ;;
esac
