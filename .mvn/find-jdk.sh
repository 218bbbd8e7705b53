# Finds a JDK 25 or newer, for ./mvnw and ./freshet, which read this file with `.`.
#
# find_jdk sets JDK to the folder of the first one found, looking where the user points (JAVA_HOME, then PATH)
# before the usual folders. Versions are read from a JDK's own `release` file, because starting a JVM to ask
# costs more than everything else these scripts do.

JDK_WANTED=25

find_jdk() {
    JDK=
    if [ -n "${JAVA_HOME:-}" ] && jdk_suits "$JAVA_HOME"; then
        JDK=$JAVA_HOME
        return 0
    fi
    jdk_on_path=$(jdk_of_command javac)
    if [ -n "$jdk_on_path" ] && jdk_suits "$jdk_on_path"; then
        JDK=$jdk_on_path
        return 0
    fi
    # Of those lying about, exactly 25 is preferred: it is what Freshet is tested on.
    for jdk_candidate in \
        /usr/lib/jvm/* \
        /usr/java/* \
        /usr/local/lib/jvm/* \
        /opt/java/* \
        /opt/*jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* \
        "${HOME:-/nonexistent}"/.asdf/installs/java/* \
        "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
        "${HOME:-/nonexistent}"/.jbang/cache/jdks/*; do
        jdk_suits "$jdk_candidate" || continue
        [ -n "$JDK" ] || JDK=$jdk_candidate
        if [ "$jdk_major" -eq "$JDK_WANTED" ]; then
            JDK=$jdk_candidate
            return 0
        fi
    done
    [ -n "$JDK" ]
}

# The JDK that a command on the PATH belongs to, or nothing. On macOS /usr/bin/javac is a stub, not a link, and
# leads nowhere; JDKs there are found by folder.
jdk_of_command() {
    jdk_command=$(command -v "$1" 2>/dev/null) || return 0
    while [ -L "$jdk_command" ]; do
        jdk_link=$(readlink "$jdk_command")
        case $jdk_link in
            /*) jdk_command=$jdk_link ;;
            *) jdk_command=$(dirname "$jdk_command")/$jdk_link ;;
        esac
    done
    (cd "$(dirname "$jdk_command")/.." 2>/dev/null && pwd -P) || :
}

# Whether the folder holds a JDK that is new enough; sets jdk_major.
jdk_suits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    jdk_version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null)
    if [ -z "$jdk_version" ]; then
        jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
    fi
    jdk_major=${jdk_version%%[!0-9]*}
    [ -n "$jdk_major" ] && [ "$jdk_major" -ge "$JDK_WANTED" ]
}

jdk_missing() {
    cat >&2 <<END
Freshet needs a JDK $JDK_WANTED or newer, and none was found: not in JAVA_HOME (${JAVA_HOME:-not set}), not on the PATH,
not in the usual folders. Get one, for example
  Debian, Ubuntu   apt-get install openjdk-$JDK_WANTED-jdk    (or temurin-$JDK_WANTED-jdk from packages.adoptium.net)
  Fedora           dnf install java-$JDK_WANTED-openjdk-devel
  macOS            brew install openjdk@$JDK_WANTED
  anywhere         sdk install java $JDK_WANTED-tem    (sdkman.io)
or set JAVA_HOME to the one you have.
END
}
