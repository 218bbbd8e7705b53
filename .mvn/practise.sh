#!/bin/sh
# Shows Freshet to Java once, so that every later start takes half the time: the demonstration runs in a folder of its
# own until the first change record is there, and Java keeps the classes it loaded and linked meanwhile in an
# ahead-of-time cache (JEP 483 and 514), which ./freshet gives it from then on. The build ends with it.
#
# Freshet works without the cache too, so nothing here fails a build.
set -u

project=$(cd "$(dirname "$0")/.." && pwd -P)
cache=$project/app/target/freshet.aot
rm -f "$cache"
practice=$(mktemp -d) || exit 0
trap 'rm -rf "$practice"' EXIT

# The demonstration ends when nobody reads it any more.
FRESHET_BUILD=never FRESHET_JAVA_OPTIONS="-XX:AOTCacheOutput=$practice/freshet.aot -Xlog:disable" \
    "$project/freshet" demo --home "$practice/home" --port 0 --tls-port 0 2>"$practice/errors" </dev/null |
    grep -q ' insert '
if [ -s "$practice/freshet.aot" ]; then
    mv "$practice/freshet.aot" "$cache"
else
    echo "Freshet will start more slowly: Java could not keep what a first start showed it." >&2
    cat "$practice/errors" >&2
fi
