#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The independent judge against the built gateway (Tests/Acceptance): `acceptance.sh [SCENARIO...]`.
set -euo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_PYTHON=${HEADROOM_PYTHON:-$PWD/.venv/bin/python}
export HEADROOM_BINARY=${HEADROOM_BINARY:-$(swift build --show-bin-path)/headroom}
cd Tests/Acceptance
"$HEADROOM_PYTHON" -m unittest -q
exec "$HEADROOM_PYTHON" run.py "$@"
