#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole test run: formatting, unit and real-peer tests, then the independent judge and a browser against the built
# gateway.
#
# Targets run one after the other: on two cores an hour of virtual time beside real sockets would starve the sockets.
set -uo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_PYTHON=${HEADROOM_PYTHON:-$PWD/.venv/bin/python} SWIFT_BACKTRACE=enable=no
status=0

echo "== formatting"
make -s lint || status=1

echo "== building (debug)"
swift build --build-tests || exit 1
for target in HouseTests JSONTests GridModelTests OCPPTests DERDispatchTests PlanningTests StoreTests MQTTTests OCPPWebSocketTests \
    GatewayTests HeadroomTests SimulationTests; do
    echo "== $target"
    # A test that hangs must not hang the run.
    timeout --kill-after=10 600 swift test --skip-build --filter "^$target\." --skip '\.DriverTests/' || status=1
done
echo "== the fleet at the gateway's doors"
# By itself: beside simulated hours that take every core its peers would wait too long.
timeout --kill-after=10 300 swift test --skip-build --filter '^SimulationTests\.DriverTests/' || status=1
if [ -z "${HEADROOM_SKIP_ACCEPTANCE:-}" ]; then
    echo "== acceptance"
    scripts/acceptance.sh --jobs 3 || status=1
fi
if [ -z "${HEADROOM_SKIP_BROWSER:-}" ]; then
    echo "== browser"
    scripts/browser.sh walk || status=1
fi
[ $status -eq 0 ] && echo "all tests passed" || echo "SOME TESTS FAILED"
exit $status
