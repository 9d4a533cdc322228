#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Long seeded simulations of the shipping code under a virtual clock, in release:
# HEADROOM_SOAK_HOURS of virtual time for each of HEADROOM_SOAK_SEEDS seeds.
set -euo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_SOAK_HOURS=${HEADROOM_SOAK_HOURS:-24} HEADROOM_SOAK_SEEDS=${HEADROOM_SOAK_SEEDS:-5}
echo "soak: $HEADROOM_SOAK_SEEDS seeds of $HEADROOM_SOAK_HOURS h"
# A build of its own: tests need what the shipped build leaves out.
swift test -c release -Xswiftc -enable-testing --scratch-path .build-soak --filter 'SimulationTests'
