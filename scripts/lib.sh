# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the scripts: where things are, and how to say what happens.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
stack=${XDG_CACHE_HOME:-$HOME/.cache}/pos-backoffice/stack # what tests need and apt does not hold
export PATH=$stack/bin:$PATH

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# The compiler's cache serves every clone of this tree, wherever it lies.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

# configure PRESET [cmake options]: quiet unless it fails, and only where needed.
configure() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if ! (cd "$root" && cmake --preset "$preset" "$@") >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "the build could not be configured"
    fi
    rm -f "$log"
}
