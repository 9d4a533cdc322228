#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Instructions for a piece of work, and by how much they changed: `Benchmarks/instructions.py --bench PATH/headroom-bench`.

Callgrind counts what the processor executes: the same from run to run, whatever else the machine does. Each case runs
twice with a different number of repetitions; the difference is free of start-up. What stands in instructions.json is
what to compare with; --write puts today's there. Growth beyond TOLERANCE is a regression, and the exit status is 3 (1: nothing could be counted).
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import results

CASES = {"allocate": (2, 6), "tick": (60, 90), "meterValues": (200, 1_200)}
WORDS = {"allocate": "a cold solve of 10,000 DERs", "tick": "a tick of 1,000 DERs, with the fleet's own work",
         "meterValues": "an OCPP MeterValues frame read"}
TOLERANCE = 0.03
# What the exit status is then; scripts/bench.sh knows it by that from a count that failed.
REGRESSED = 3
BASELINE = pathlib.Path(__file__).with_name("instructions.json")


def count(bench, case, times):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(bench), "count", case, str(times)],
        capture_output=True, text=True, env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}, timeout=1_800)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"callgrind failed on {case}: {done.stderr[-1500:]}")
    return int(found.group(1))


def stripped(bench, folder):
    """Without debug information: some versions of valgrind cannot read that of a newer compiler."""
    program = pathlib.Path(folder) / "headroom-bench"
    subprocess.run(["strip", "--strip-debug", "-o", str(program), str(bench)], check=True)
    return program


def compiler():
    text = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    return re.search(r"Swift version (\S+)", text).group(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True, help="the built headroom-bench")
    parser.add_argument("--write", action="store_true", help="what is counted now is what to compare with from now on")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(stripped(given.bench, folder), given.write)


def compare(bench, is_written):
    known = json.loads(BASELINE.read_text()) if BASELINE.is_file() else {"instructions": {}}
    found, worse = {}, []
    if known.get("swift") not in (None, compiler()):
        print(f"  (counted with Swift {known['swift']}, now {compiler()}: part of a change may be the compiler's)")
    for case, (few, many) in CASES.items():
        found[case] = round((count(bench, case, many) - count(bench, case, few)) / (many - few))
        before = known["instructions"].get(case)
        change = f"{found[case] / before - 1:+.1%}" if before else "new"
        print(f"  {found[case]:>12,} instructions: {WORDS[case]} ({change})", flush=True)
        results.record("instructions", WORDS[case], found[case] / 1e6, "million instructions",
                       note=f"{change} since it was noted" if before else "")
        if before and found[case] > before * (1 + TOLERANCE):
            worse.append(case)
    if is_written:
        BASELINE.write_text(json.dumps({"swift": compiler(), "instructions": found}, indent=2) + "\n")
    if worse:
        print(f"  more than {TOLERANCE:.0%} dearer than noted: {', '.join(worse)}", flush=True)
        sys.exit(REGRESSED)


if __name__ == "__main__":
    main()
