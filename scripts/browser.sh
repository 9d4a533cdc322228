#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real browser on the operator's page (Tests/Browser): `browser.sh walk|load [OPTIONS]`.
set -euo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_PYTHON=${HEADROOM_PYTHON:-$PWD/.venv/bin/python} PYTHONDONTWRITEBYTECODE=1
export HEADROOM_BINARY=${HEADROOM_BINARY:-$(swift build --show-bin-path)/headroom}
script=${1:?walk or load}
shift
exec "$HEADROOM_PYTHON" "Tests/Browser/$script.py" "$@"
