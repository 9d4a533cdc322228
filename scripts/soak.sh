#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What takes too long for `make test`, seeded and in release:
# - whole days of the shipping code under a virtual clock: HEADROOM_SOAK_HOURS for each of HEADROOM_SOAK_SEEDS seeds,
#   among them jumps of uncontrolled load of several sizes, with the overshoot and the changes of setpoints they cost;
# - fuzzing of every decoder that meets the network or a file: HEADROOM_FUZZ_ROUNDS small messages for each seed, and
#   correspondingly fewer of what takes longer. `make test` runs a short slice of the same.
# - 500 stations of three versions with all bad habits under a limit that moves, HEADROOM_STATIONS_HOURS long;
# - turns among 40 EVSEs that cannot all have their minimum: HEADROOM_TURNS_HOURS for each of HEADROOM_TURNS_SEEDS seeds.
# HEADROOM_SOAK_ONLY=fuzzing, =days, =stations or =turns runs one of them.
set -euo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_SOAK_HOURS=${HEADROOM_SOAK_HOURS:-24} HEADROOM_SOAK_SEEDS=${HEADROOM_SOAK_SEEDS:-5}
export HEADROOM_FUZZ_ROUNDS=${HEADROOM_FUZZ_ROUNDS:-1000000}
export HEADROOM_TURNS_HOURS=${HEADROOM_TURNS_HOURS:-8} HEADROOM_TURNS_SEEDS=${HEADROOM_TURNS_SEEDS:-6}
only=${HEADROOM_SOAK_ONLY:-}
# A build of its own: tests need what the shipped build leaves out.
release=(swift test -c release -Xswiftc -enable-testing --scratch-path .build-soak)
if [ -z "$only" ] || [ "$only" = fuzzing ]; then
    echo "fuzzing: $HEADROOM_FUZZ_ROUNDS rounds a seed"
    "${release[@]}" --filter 'Fuzz'
fi
if [ -z "$only" ] || [ "$only" = turns ]; then
    echo "turns: $HEADROOM_TURNS_SEEDS seeds of $HEADROOM_TURNS_HOURS h"
    "${release[@]}" --filter '^DERDispatchTests\.TurnsTests'
fi
if [ -z "$only" ] || [ "$only" = days ]; then
    echo "soak: $HEADROOM_SOAK_SEEDS seeds of $HEADROOM_SOAK_HOURS h"
    "${release[@]}" --filter '^SimulationTests\.' --skip 'ManyStationsTests'
fi
if [ -z "$only" ] || [ "$only" = stations ]; then
    hours=${HEADROOM_STATIONS_HOURS:-$HEADROOM_SOAK_HOURS}
    echo "stations: 500 for $hours h"
    HEADROOM_SOAK_HOURS=$hours "${release[@]}" --filter '^SimulationTests\.ManyStationsTests'
fi
