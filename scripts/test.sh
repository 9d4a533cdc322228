#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole test run: unit and real-peer tests, then the independent judge against the built gateway.
set -uo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_PYTHON=${HEADROOM_PYTHON:-$PWD/.venv/bin/python}
status=0

echo "== building (debug)"
swift build --build-tests || exit 1
echo "== swift test"
timeout 1200 swift test --skip-build || status=1
echo "== acceptance"
scripts/acceptance.sh || status=1
exit $status
