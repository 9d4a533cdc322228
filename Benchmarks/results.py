# SPDX-License-Identifier: Apache-2.0
"""The figures of one run, from all drivers: one JSON object a line in the file that HEADROOM_BENCH_RESULTS names."""
import json
import os


def record(part, what, ours, unit, beside="", peer=None, target=None, note=""):
    """A figure of ours, where less is better, and the peer's on the same input in the same run."""
    file = os.environ.get("HEADROOM_BENCH_RESULTS")
    if not file:
        return
    row = dict(part=part, what=what, ours=ours, unit=unit, beside=beside, peer=peer, target=target, note=note)
    with open(file, "a") as lines:
        lines.write(json.dumps(row) + "\n")
