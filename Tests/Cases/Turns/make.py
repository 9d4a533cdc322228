#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the cases of the turns: 40 EVSEs that cannot all have their minimum, and what a plain rule does with them.

    .venv/bin/python Tests/Cases/Turns/make.py

Needs numpy. It shares no code with the dispatcher. The rule that the dispatcher is held against is the usual one for
loads that can take nothing or at least a minimum, in slots of ten minutes without any loss between them:

    fair     each one's share if any power were possible (progressive filling over the tree), booked as credit
    order    the most credit first; who runs counts as owed one slot at his minimum more
    start    only with half a slot at the minimum of credit; who runs stays until even that advantage is spent
    admit    while every node on the path has his minimum left
    share    progressive filling again, among the admitted, from their minimums upwards

Minimums are 4.14 kW (6 A on three phases) and 1.38 kW (on one); the head holds 22 % of what all could draw, or twelve and
a half of forty equal minimums; each of four branches holds what is its part of that, and 36 % more (twice its part where
all are equal, so that the head alone decides).

    <kind>-<seed>.json   the instance, and of the rule: least and most delivered over fair, Jain's index over the same,
                         starts an hour of each EVSE, and what was delivered of the fair energy
"""
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
COUNT, BRANCHES, SLOT_H, HOURS = 40, 4, 1 / 6, 8
LARGE, SMALL = (4.14, 11.0), (1.38, 3.7)
ROOM = 1e-9
# A level above every power, kW.
HIGHEST = 1e3


def instance(kind, seed):
    """Nodes 0 (head) to 4, and for each EVSE its branch, least and most, kW."""
    draw = np.random.default_rng(seed)
    branch = draw.integers(1, BRANCHES + 1, COUNT)
    is_large = draw.random(COUNT) < 0.5
    if kind == "equal":
        is_large[:] = True
    least = np.where(is_large, LARGE[0], SMALL[0])
    most = np.where(is_large, LARGE[1], SMALL[1])
    head = 12.5 * LARGE[0] if kind == "equal" else 0.22 * most.sum()
    more = 2 if kind == "equal" else 0.3 / 0.22
    limits = [head] + [head * more * most[branch == b].sum() / most.sum() for b in range(1, BRANCHES + 1)]
    return np.array(limits), branch, least, most


def level_where(low, high, room):
    """The largest level, by halving, at which the sum of clip(level, low, high) is no more than `room`."""
    below, above = 0.0, HIGHEST
    if high.sum() <= room:
        return HIGHEST
    for _ in range(60):
        middle = (below + above) / 2
        if np.clip(middle, low, high).sum() > room:
            above = middle
        else:
            below = middle
    return below


def fill(limits, branch, low, high):
    """Progressive filling: the common level rises until a node is full, which holds those below it, and so on."""
    power, is_open = np.zeros(len(low)), np.ones(len(low), bool)
    full = set()
    while is_open.any():
        levels = {}
        for node in set(range(len(limits))) - full:
            below = np.ones(len(low), bool) if node == 0 else branch == node
            if (below & is_open).any():
                rest = limits[node] - power[below & ~is_open].sum()
                levels[node] = level_where(low[below & is_open], high[below & is_open], rest)
        node = min(levels, key=levels.get)
        stop = is_open & (branch == node) if node > 0 and levels[node] < HIGHEST else is_open
        power[stop] = np.clip(levels[node], low[stop], high[stop])
        is_open = is_open & ~stop
        full.add(node)
    return power


def run(limits, branch, least, most):
    """The rule over the hours: energy delivered and fair, kWh, and how often each was started."""
    fair = fill(limits, branch, np.zeros(COUNT), most)
    credit, delivered, starts = np.zeros(COUNT), np.zeros(COUNT), np.zeros(COUNT, int)
    runs = np.zeros(COUNT, bool)
    slots = round(HOURS / SLOT_H)
    for _ in range(slots):
        credit += fair * SLOT_H
        owed = credit + runs * least * SLOT_H
        threshold = np.where(runs, 0, 0.5 * least * SLOT_H)
        left, admitted = limits.copy(), np.zeros(COUNT, bool)
        for i in np.argsort(-owed, kind="stable"):
            path = [0, branch[i]]
            if owed[i] >= threshold[i] and (left[path] >= least[i] - ROOM).all():
                left[path] -= least[i]
                admitted[i] = True
        power = fill(limits, branch, np.where(admitted, least, 0), np.where(admitted, most, 0))
        assert power.sum() <= limits[0] + 1e-6
        assert ((power < ROOM) | (power >= least - 1e-6)).all()
        credit -= power * SLOT_H
        delivered += power * SLOT_H
        starts += admitted & ~runs
        runs = admitted
    return delivered, fair * HOURS, starts


def main():
    for kind in ("equal", "mixed"):
        for seed in range(1, 7):
            limits, branch, least, most = instance(kind, seed)
            delivered, fair, starts = run(limits, branch, least, most)
            ratio = delivered / fair
            rule = {
                "leastOfFair": ratio.min(), "mostOfFair": ratio.max(),
                "jain": ratio.sum() ** 2 / (COUNT * (ratio**2).sum()),
                "startsPerHour": starts.sum() / COUNT / HOURS, "delivered": delivered.sum() / fair.sum(),
            }
            case = {
                "limitsKW": np.round(limits, 6).tolist(),
                "evses": [
                    {"branch": int(b), "minKW": float(lo), "maxKW": float(hi)} for b, lo, hi in zip(branch, least, most)
                ],
                "rule": {key: round(float(value), 4) for key, value in rule.items()},
            }
            (HERE / f"{kind}-{seed}.json").write_text(json.dumps(case, indent=1) + "\n")
            print(f"{kind} {seed}", case["rule"])


if __name__ == "__main__":
    main()
