# SPDX-License-Identifier: Apache-2.0
"""Makes `instances.json`, or with --check works out its answers anew and holds them against the file.

    python3 Tests/Cases/Filling/filling.py [--check]

It shares nothing with the product: no prices, no curves, no rounds over accounts. Progressive filling by its definition:
the DERs of a tier begin at their least and rise together, each by its principle's function of one common level. The first
limit to be full - any account of any node - freezes the DERs below it that have a share in that account; the others rise
on, until each is frozen or has what it asks for. Then comes the next lower tier. A limit that is passed even where
everybody has his least freezes all of them there, and is reported.
"""
import json
import os
import random
import sys

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instances.json")
ACCOUNTS = ["a", "b", "c", "total", "equivalent"]
PRINCIPLES = ["maxMin", "proRata", "proRataRating", "equalCurtailment"]
WIRINGS = {
    "a": [1, 0, 0, 1, 3], "b": [0, 1, 0, 1, 3], "c": [0, 0, 1, 1, 3],
    "ab": [1 / 2, 1 / 2, 0, 1, 3 / 2], "bc": [0, 1 / 2, 1 / 2, 1, 3 / 2], "ca": [1 / 2, 0, 1 / 2, 1, 3 / 2],
    "abc": [1 / 3, 1 / 3, 1 / 3, 1, 1], "unknown": [1, 1, 1, 1, 3],
}
INSTANCES = 60


# What is asked

def path(nodes, node):
    while node >= 0:
        yield node
        node = nodes[node]["parent"]


def instance(seed):
    draw = random.Random(seed)
    principle = PRINCIPLES[seed % 4]
    depth = 1 + seed % 5
    nodes = [{"parent": -1}]
    for node in range(1, draw.randint(depth, 9) + 1):
        nodes.append({"parent": node - 1 if node < depth else draw.randrange(node)})
    tiers = 1 if seed % 3 else 3
    weights = seed % 2 == 1
    singles = ["a", "b", "c"] if seed % 7 else ["a"]
    ders = []
    for _ in range(draw.randint(1, 4) if seed < 8 else draw.randint(6, 30)):
        kind = draw.choice([singles, singles, ["ab", "bc", "ca"], ["abc"], ["unknown"]])
        rating = draw.choice([3.7, 7.4, 11, 22])
        asks = round(rating * draw.choice([1, 1, draw.uniform(0.3, 1)]), 3)
        ders.append({
            "node": draw.randrange(len(nodes)), "wiring": draw.choice(kind), "rating": rating, "asks": asks,
            "least": round(draw.choice([0, 0, 0, asks / 4, asks]), 3), "tier": draw.randrange(tiers),
            "weight": draw.choice([0.5, 1, 2, 3]) if weights else 1,
        })
    for node in nodes:
        if draw.random() < 0.5:
            phases = [draw.randint(-4, 8) / 4 for _ in range(3)]
            node["fixed"] = phases + [sum(phases), 3 * max(phases)]
    limit(draw, nodes, ders, seed)
    return {"seed": seed, "principle": principle, "nodes": nodes, "ders": ders}


def limit(draw, nodes, ders, seed):
    """Limits as parts of what is asked for, so that many are full; in each fifth instance some cannot be kept."""
    for at, node in enumerate(nodes):
        limits = {}
        for index, account in enumerate(ACCOUNTS):
            if draw.random() > (0.7 if index < 4 else 0.3):
                continue
            low, asked = (
                sum(n.get("fixed", [0] * 5)[index] for i, n in enumerate(nodes) if at in path(nodes, i))
                + sum(WIRINGS[d["wiring"]][index] * d[key] for d in ders if at in path(nodes, d["node"]))
                for key in ("least", "asks")
            )
            part = draw.uniform(-0.2 if seed % 5 == 4 else 0.15, 1.1)
            limits[account] = round(low + part * (asked - low), 3)
        if limits:
            node["limits"] = limits


# What is right

def power(der, principle, level):
    """What a DER has at a level; rising, from its least to what it asks for."""
    least, asks, weight = der["least"], der["asks"], der["weight"]
    if principle == "maxMin":
        share = level * weight
    elif principle == "proRata":
        share = asks + level * (asks - least) / weight
    elif principle == "proRataRating":
        share = asks + level * der["rating"] / weight
    else:
        share = asks + level / weight
    return max(least, min(asks, share))


def answer(case):
    nodes, ders, principle = case["nodes"], case["ders"], case["principle"]
    given = [der["least"] for der in ders]
    frozen_by = [None] * len(ders)
    bounds = []
    for at, node in enumerate(nodes):
        for account, room in node.get("limits", {}).items():
            index = ACCOUNTS.index(account)
            load = sum(n.get("fixed", [0] * 5)[index] for i, n in enumerate(nodes) if at in path(nodes, i))
            below = {
                der: WIRINGS[d["wiring"]][index] for der, d in enumerate(ders)
                if at in path(nodes, d["node"]) and WIRINGS[d["wiring"]][index] > 0
            }
            bounds.append(((at, account), room - load, below))
    top = 1e4 if principle == "maxMin" else 0.0
    for tier in sorted({der["tier"] for der in ders}, reverse=True):
        free = {der for der, d in enumerate(ders) if d["tier"] == tier}
        while free:
            level, full, freezing = top, None, set(free)
            for name, room, below in bounds:
                rising = free & below.keys()
                if not rising:
                    continue
                rest = sum(share * given[der] for der, share in below.items() if der not in free)

                def flow(at_level):
                    return rest + sum(below[der] * power(ders[der], principle, at_level) for der in rising)

                if flow(level) <= room + 1e-12:
                    continue
                low, high = -1e6, level
                for _ in range(200):
                    middle = (low + high) / 2
                    low, high = (middle, high) if flow(middle) <= room else (low, middle)
                level, full, freezing = low, name, rising
            for der in freezing:
                given[der] = power(ders[der], principle, level)
                frozen_by[der] = full
            free -= freezing
    overloads = []
    for (at, account), room, below in bounds:
        excess = sum(share * given[der] for der, share in below.items()) - room
        if excess > 1e-6:
            overloads.append({"node": at, "account": account, "kW": round(excess, 9)})
    return {"powersKW": [round(value, 9) for value in given], "overloads": overloads}, frozen_by


def main():
    if "--check" not in sys.argv:
        cases = [instance(seed) for seed in range(INSTANCES)]
        for case in cases:
            case["answer"], _ = answer(case)
        with open(FILE, "w") as file:
            file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    wrong, full, held, overloads = 0, set(), 0, 0
    with open(FILE) as file:
        cases = json.load(file)
    for case in cases:
        found, frozen_by = answer(case)
        for ours, theirs in zip(found["powersKW"], case["answer"]["powersKW"]):
            wrong += abs(ours - theirs) > 1e-8
        wrong += found["overloads"] != case["answer"]["overloads"]
        full |= {(case["seed"], name) for name in frozen_by if name}
        held += sum(name is not None for name in frozen_by)
        overloads += len(found["overloads"])
    accounts = {account: sum(name[1] == account for _, name in full) for account in ACCOUNTS}
    print(f"{len(cases)} instances, {sum(len(case['ders']) for case in cases)} DERs of which {held} are held by")
    print(f"{len(full)} full limits: {accounts}; {overloads} limits cannot be kept; {wrong} answers differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
