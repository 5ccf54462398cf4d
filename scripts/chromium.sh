#!/usr/bin/env bash
# The browser tests need Chromium or Chrome: find it, or install it through apt where that can be done.
set -euo pipefail

have_chromium() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

fail() {
    echo "The browser tests need Chromium or Chrome, and $1." >&2
    echo "Install one by hand, or name its program in the variable CHROMIUM, then run this again." >&2
    exit 1
}

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null || fail "CHROMIUM names '$CHROMIUM', which cannot be run"
    exit 0
fi
have_chromium && exit 0
command -v apt-get >/dev/null || fail "there is no apt here to install it with"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail "installing it takes root or a sudo without password"
    as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q || fail "apt could not read its package lists"
"${as_root[@]}" apt-get install -qy --no-install-recommends chromium || fail "apt could not install it"
have_chromium || fail "apt installed nothing that looks like it"
