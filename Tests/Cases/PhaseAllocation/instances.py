# SPDX-License-Identifier: Apache-2.0
"""Seeded instances of the allocation with phases, by whole numbers alone.

`PhaseInstance.swift` of the tests draws the same numbers in the same order, so that only seeds and answers are kept.
Powers are quarters of a kW (q), wishes 1/24 kW; + = import.
"""
MASK = (1 << 64) - 1
FLOWS = ("a", "b", "c", "total", "aOverB", "bOverC", "cOverA")
# Weight of each phase in 1/6 of a DER's power, by the number of its wiring.
SIXTHS = [(6, 0, 0), (0, 6, 0), (0, 0, 6), (3, 3, 0), (0, 3, 3), (3, 0, 3), (2, 2, 2)]
SLACK, TIGHT, STORAGE, INFEASIBLE, DEGENERATE, CONFLICT = range(6)


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)) % bound


def instance(seed):
    """Parents, loads, DERs and bounds; kW, None where there is no limit."""
    random = Random(seed)
    kind = seed % 6
    count = 10 + random.below(391 if seed % 10 == 0 else 91)
    parent, level = tree(random, count)
    fixed = [[load(random, kind) for _ in range(3)] for _ in parent]
    ders = [der(random, kind, len(parent)) for _ in range(count)]
    head_price = (random.below(9) - 4) / 8 if seed % 7 == 0 else 0.0
    return {"seed": seed, "kind": kind, "parent": parent, "fixed": [[q / 4 for q in row] for row in fixed],
            "ders": ders, "headPrice": head_price, "bounds": bounds(random, kind, parent, fixed, ders)}


def tree(random, count):
    depth = 2 + random.below(5)
    nodes = max(depth + 1, count // (2 + random.below(3)))
    parent, level = [-1], [0]
    for node in range(1, nodes):
        above = node - 1
        if node > depth:
            above = random.below(node)
            while level[above] >= depth:
                above = random.below(node)
        parent.append(above)
        level.append(level[above] + 1)
    return parent, level


def load(random, kind):
    there, value = random.below(3), random.below(13) - 2
    return value if there == 0 else 0


def der(random, kind, nodes):
    node, wires, phase, hi = random.below(nodes), random.below(10), random.below(3), 4 + random.below(85)
    what, wish = random.below(5), random.below(4)
    wiring = phase if wires < 6 else 3 + phase if wires < 8 else 6
    lo = 0
    if what == 2 or (kind == STORAGE and what == 0):
        lo = -hi
    elif what == 3:
        lo, hi = -hi, 0
    elif what == 4:
        lo = hi // 4
    inner = lo + random.below(hi - lo + 1)
    if lo == -hi:
        ref = 0 if wish < 2 else inner
    elif what == 3:
        ref = lo if wish < 3 else inner
    else:
        ref = (hi, hi + 20, inner, hi)[wish]
    up, down, tier = 1 + random.below(16), 1 + random.below(16), random.below(3)
    if kind == DEGENERATE:
        up, down, tier = 8, 8, 0
        if random.below(4) == 0:
            hi = lo
    return {"node": node, "wiring": wiring, "lo": lo / 4, "hi": hi / 4, "ref": ref / 4, "weightUp": 1 / up,
            "weightDown": 1 / down, "tier": float(tier)}


def bounds(random, kind, parent, fixed, ders):
    """Children first; each of a node's four flows may be limited to a share of what is wished there."""
    wish = [[6 * q for q in row] for row in fixed]
    for d in ders:
        power = int(4 * min(d["hi"], max(d["lo"], d["ref"])))
        for phase in range(3):
            wish[d["node"]][phase] += SIXTHS[d["wiring"]][phase] * power
    result = [[None] * 7 for _ in parent]
    for node in range(len(parent) - 1, -1, -1):
        for flow in range(4):
            here = sum(wish[node]) if flow == 3 else wish[node][flow]
            result[node][flow] = bound(random, kind, max(24, abs(here)))
        spread, often = 4 + random.below(60), random.below(8)
        if kind != SLACK and often == 0:
            result[node][4] = result[node][5] = result[node][6] = (-spread / 4, spread / 4)
        if parent[node] >= 0:
            for phase in range(3):
                wish[parent[node]][phase] += wish[node][phase]
    return result


def bound(random, kind, wish):
    """Lower and upper in kW of one flow, or None."""
    has_upper, has_lower = random.below(100), random.below(100)
    upper_share, lower_share, narrow = random.below(100), random.below(100), random.below(9)
    often = 25 if kind == SLACK else 40
    least = {SLACK: 100, INFEASIBLE: 0}.get(kind, 30)
    upper = wish * (least + upper_share) // 600
    lower = -(wish * (least + lower_share) // 600)
    if kind == INFEASIBLE and narrow == 0:
        upper = -upper
    if kind in (CONFLICT, DEGENERATE) and has_lower % 3 == 0:
        lower = upper - (narrow if kind == CONFLICT else 0)
    if has_upper >= often and has_lower >= often:
        return None
    return (lower / 4 if has_lower < often else None, upper / 4 if has_upper < often else None)


def checksum(it):
    """Sums that differ where two generators differ."""
    total = 0.0
    for node, row in enumerate(it["bounds"]):
        total += (node % 17) * max(0, it["parent"][node])
        total += sum((node % 13 + 1) * load for load in it["fixed"][node])
        for flow, pair in enumerate(row):
            if pair:
                total += sum((flow + 1) * (node % 11 + 1) * b for b in pair if b is not None)
    for index, d in enumerate(it["ders"]):
        total += (index % 19) * (d["node"] + d["wiring"] + d["lo"] + 2 * d["hi"] + 3 * d["ref"] + d["tier"])
        total += round(1 / d["weightUp"]) + 2 * round(1 / d["weightDown"])
    return total + it["headPrice"]
