# What scripts need from the machine: looked for, installed where that is allowed, else named.
# Sourced by other scripts; says nothing unless it has something to do.

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

# Run a command as root without ever asking for a password; false where that is impossible.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        sudo -n "$@"
    else
        return 1
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true
}

# Debian packages: install them, or say exactly which ones are missing and stop.
need_packages() {
    if ! may_install; then
        stop "Missing, and not allowed to install it here. Please install: $*" \
            "(on Debian or Ubuntu, as root: apt-get install $*)"
    fi
    say "installing system packages: $*"
    log=$(mktemp)
    for step in update "install -y --no-install-recommends $*"; do
        # shellcheck disable=SC2086  # the words of a step are arguments
        if ! as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -q -o DPkg::Lock::Timeout=300 $step </dev/null >"$log" 2>&1; then
            cat "$log" >&2
            stop "apt-get could not install: $*"
        fi
    done
    rm -f "$log"
}
