# Sourced by weft and verify: finds a JDK without starting one. POSIX sh.

# The feature version (25 of 25.0.1) of the JDK at $1 in $jdk_version; empty if there is none.
read_jdk_version() {
    jdk_version=
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    while IFS= read -r jdk_line; do
        case $jdk_line in
        JAVA_VERSION=\"*)
            jdk_version=${jdk_line#JAVA_VERSION=\"}
            jdk_version=${jdk_version%%[!0-9]*}
            return 0
            ;;
        esac
    done <"$1/release"
}

# Whether the JDK at $1 is at least version 25, and with $2 = build: 25 and with a compiler.
is_jdk() {
    read_jdk_version "$1"
    case ${2:-run} in
    build) [ "$jdk_version" = 25 ] && [ -x "$1/bin/javac" ] ;;
    *) [ "${jdk_version:-0}" -ge 25 ] ;;
    esac
}

# Sets $jdk to the first JDK that will do; $1 as $2 of is_jdk. False if there is none.
find_jdk() {
    if [ -n "${WEFT_JAVA_HOME:-}" ]; then
        jdk=$WEFT_JAVA_HOME
        is_jdk "$jdk" "${1:-run}"
        return
    fi
    jdk=${JAVA_HOME:-}
    [ -n "$jdk" ] && is_jdk "$jdk" "${1:-run}" && return
    jdk=$(command -v java) && jdk=$(readlink -f "$jdk" 2>/dev/null) && jdk=${jdk%/bin/java} &&
        is_jdk "$jdk" "${1:-run}" && return
    for jdk in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        is_jdk "$jdk" "${1:-run}" && return
    done
    return 1
}

no_jdk="no JDK 25 found: install one, such as temurin-25-jdk from https://adoptium.net, \
or set WEFT_JAVA_HOME to where it is"
