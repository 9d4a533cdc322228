#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing. `setup.sh run` for the gateway, `setup.sh test` for the tests as well, `setup.sh bench` for
# the measurements on top.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 4; }

remedy="Install Swift 6.2 or newer from swift.org, put it on PATH, and run this again."
command -v swift >/dev/null || fail "no Swift toolchain found. $remedy"
found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1)
read -r major minor <<<"${found:-0 0}"
[ "$major" -gt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -ge 2 ]; } ||
    fail "the Swift on PATH ($(command -v swift)) is too old or unknown to us: ${found/ /.}. $remedy"

packages=(libmosquitto-dev libsqlite3-dev libssl-dev pkg-config mosquitto libjs-dygraphs)
if [ "$purpose" != run ]; then packages+=(mosquitto-clients openssl python3 python3-venv chromium); fi
if [ "$purpose" = bench ]; then packages+=(binutils g++ gcc valgrind); fi

missing=()
for package in "${packages[@]}"; do
    case $package in
        # A Python or OpenSSL from elsewhere serves as well.
        python3|python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null && continue ;;
        openssl) command -v openssl >/dev/null && continue ;;
        chromium) command -v chromium >/dev/null || command -v google-chrome >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || fail "this system has no apt-get. Install what Debian calls: ${missing[*]}"
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "not root and no sudo. Ask an administrator for: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    # The broker is a child of the gateway; Debian's own service is not needed and would hold port 1883.
    if ! dpkg-query -W -f='${Status}' mosquitto 2>/dev/null | grep -q 'install ok installed'; then
        fresh_broker=yes
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    if [ "${fresh_broker:-}" = yes ] && command -v systemctl >/dev/null; then
        "${as_root[@]}" systemctl disable --now mosquitto >/dev/null 2>&1 || true
    fi
fi

# python_packages FILE NAME: the packages that FILE lists, into .venv; its copy there under NAME says that they are in.
python_packages() {
    .venv/bin/pip install --quiet --disable-pip-version-check -r "$1"
    cp "$1" ".venv/$2"
}

if [ "$purpose" != run ] && ! cmp -s scripts/requirements.txt .venv/requirements.txt; then
    say "making .venv with the tests' Python peers"
    rm -rf .venv
    python3 -m venv .venv
    python_packages scripts/requirements.txt requirements.txt
fi
if [ "$purpose" = bench ] && ! cmp -s Benchmarks/requirements.txt .venv/bench-requirements.txt; then
    say "adding the measurements' Python peers to .venv"
    python_packages Benchmarks/requirements.txt bench-requirements.txt
fi
