#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole dispatch step on a running, congested fleet: `Benchmarks/tick.py --bench PATH/headroom-bench [--full]`.

Twice: all on three phases, where one account of flows stands for all, and two fifths of them on one phase, where each phase
and the total are shared. Mixed DERs that follow their setpoints, meters at each site and transformer, vehicles that come and go, a limit cut every
10 s. CPU ms of `Dispatcher.dispatch` a tick, after a virtual minute. There is no peer for the whole step.
"""
import argparse
import json
import subprocess

import results

TARGET_MS = {10_000: 30, 100_000: 400}
FLEETS = {"three-phase": [], "two fifths on one phase": ["--one-phase"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True, help="the built headroom-bench")
    parser.add_argument("--full", action="store_true", help="100,000 DERs as well")
    given = parser.parse_args()
    print(f"  {'fleet':<23} {'DERs':>7} {'nodes':>6} {'ticks':>5} {'median ms':>9} {'p95 ms':>7} {'target':>6} {'cut':>6} {'sent/tick':>9} {'alarms':>6} {'MB':>5}")
    for fleet, size in [(fleet, size) for fleet in FLEETS for size in [1_000, 10_000] + ([100_000] if given.full else [])]:
        # A process of its own for each size, so that the memory is that size's.
        done = subprocess.run(
            [given.bench, "tick", *FLEETS[fleet], str(size)], capture_output=True, text=True, check=True)
        case = json.loads(done.stdout)
        print(f"  {fleet:<23} {case['ders']:>7} {case['nodes']:>6} {case['ticks']:>5} {case['medianMs']:>9.2f} {case['p95Ms']:>7.2f} "
              f"{TARGET_MS.get(size, '-'):>6} {case['cut']:>6} {case['sentPerTick']:>9} {case['alarms']:>6} {case['residentMB']:>5}",
              flush=True)
        results.record("tick", f"the dispatch step, {size:,} DERs, {fleet}", case["medianMs"], "CPU ms", target=TARGET_MS.get(size),
                       note=f"median of {case['ticks']} ticks, 95th percentile {case['p95Ms']:.1f} ms")


if __name__ == "__main__":
    main()
