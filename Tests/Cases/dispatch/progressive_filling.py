# SPDX-License-Identifier: Apache-2.0
"""Works out the shares of these cases by progressive filling and holds them against each expected.json.

    python3 Tests/Cases/dispatch/progressive_filling.py [FOLDER of cases; its own]

It shares nothing with the product: no prices and no curves. Every DER's power is a function of a level that rises from
nothing: the power per weight under max-min, the part of the request left, or the cut (per rating, per kW) left over. The
level at which a node is full, in total or on a phase, is found by bisection; what is full first freezes what is below it,
and so on. An ampere is a kilowatt at nine tenths of the nominal voltage and the declared power factor, 0.95. A base load
that is declared by phase is on each at its most, but no more than the total leaves with the others at their least.
Tiers, and dates under last in, first out, are filled one after the other, the highest and the oldest first. Cases with
EVSEs, operating rules and targets of storages, guarantees, devices out of reach, both directions at once or several principles at one limit are by hand only,
and are named at the end.
"""
import json
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))


def power(der, principle, level):
    """What a DER has at a level; rising, from its least to its request."""
    low, want, weight = der["low"], der["want"], der["weight"]
    if principle == "maxMin":
        share = level * weight
    elif principle in ("proRata", "lastInFirstOut"):
        share = want + level * (want - low) / (weight if principle == "proRata" else 1)
    elif principle == "proRataRating":
        share = want + level * der["rating"] / weight
    else:
        share = want + level / weight
    return max(low, min(want, share))


def fill(principle, room, below, group, given):
    """Raises the level for a group of DERs; `given` are the powers of all others."""
    free = dict(group)
    while free:
        top = 1e6 if principle == "maxMin" else 0.0
        full, lowest = None, top
        for node, limit in room.items():
            if not any(der in free for der in below[node]):
                continue
            used = sum(share * given[der] for der, share in below[node].items() if der not in free)

            def flow(level):
                moving = ((der, share) for der, share in below[node].items() if der in free)
                return used + sum(share * power(free[der], principle, level) for der, share in moving)

            if flow(top) <= limit + 1e-12:
                continue
            left, right = -1e6, top
            for _ in range(200):
                middle = (left + right) / 2
                left, right = (middle, right) if flow(middle) <= limit else (left, middle)
            if full is None or left < lowest:
                full, lowest = node, left
        frozen = list(free) if full is None else [der for der in below[full] if der in free]
        for der in frozen:
            given[der] = power(free.pop(der), principle, lowest)


def load_of(node, part, direction):
    """Most that the base load of one node takes of a room, in total or on a phase; below zero where it adds to it."""
    most, least = (
        (node.get(key + "KW", 0), node.get(key + "ByPhaseKW")) for key in ("baseMaximum", "baseMinimum"))
    if direction == "export":
        most, least = [(-total, phases and {p: -kW for p, kW in phases.items()}) for total, phases in (least, most)]
    if part == "total" or most[1] is None:
        return most[0] if part == "total" else most[0] / 3
    return min(most[1].get(part, 0), most[0] - sum(kW for phase, kW in (least[1] or {}).items() if phase != part))


def shares(nodes, ders, direction):
    """The powers as magnitudes, or the reason why they are not worked out here."""
    parents = {node["id"]: node.get("parent") for node in nodes}

    def path(node):
        while node:
            yield node
            node = parents[node]

    principles = set()
    for der in ders:
        named = [n["principle"] for at in path(der["node"]) for n in nodes if n["id"] == at and "principle" in n]
        principles.add(named[0] if named else "maxMin")
    if len(principles) > 1:
        return "several principles"
    principle = principles.pop()
    room, below = {}, {(node["id"], part): {} for node in nodes for part in ("total", *"ABC")}
    for node in nodes:
        limits = [node.get(f"{direction}KW"), node.get("operator" + direction.capitalize() + "KW")]
        amperes = [node.get("amperes"), node.get("operatorImportAmperes") if direction == "import" else None]
        phased = [a * 0.9 * 0.95 * 400 / 3**0.5 / 1000 for a in amperes if a is not None]
        limits = [limit for limit in limits if limit is not None] + [3 * kilowatts for kilowatts in phased]
        own = node.get(f"{direction}ByPhaseKW", {})
        load = {
            part: sum(load_of(n, part, direction) for n in nodes if node["id"] in path(n["id"]))
            for part in ("total", *"ABC")
        }
        free = 1 - node.get("margin", 0)
        if limits:
            room[node["id"], "total"] = min(limits) * free - load["total"]
        for part in "ABC":
            bounds = phased + ([own[part]] if part in own else [])
            if bounds:
                room[node["id"], part] = min(bounds) * free - load[part]
    for der in ders:
        phases = der.get("phases", "ABC")
        is_known = der.get("phaseIsKnown", True)
        for node in path(der["node"]):
            below[node, "total"][der["id"]] = 1 if is_known else 3 / len(phases)
            for part in phases if is_known else "ABC":
                below[node, part][der["id"]] = 1 / len(phases)
    given, groups = {}, {}
    remembers = {}
    for der in ders:
        named = [n["remembersCuts"] for at in path(der["node"]) for n in nodes if n["id"] == at and "remembersCuts" in n]
        remembers[der["id"]] = der.get("cutKWh", 0) if named and named[0] else 0
    largest = max([1, *remembers.values()])
    for der in ders:
        want = der["kW"]
        if der["kind"] == "battery":
            want = min(abs(der.get("requestKW", 0)), want)
        if der["kind"] == "pv":
            want = der.get("availableKW", want)
        entry = {"low": der.get("minimumKW", 0), "want": want, "rating": der["kW"]}
        entry["weight"] = der.get("weight", 1) * (1 + remembers[der["id"]] / largest)
        given[der["id"]] = entry["low"]
        date = der.get("connectedSince", "9999") if principle == "lastInFirstOut" else ""
        groups.setdefault((-der.get("tier", 1), date), {})[der["id"]] = entry
    for key in sorted(groups):
        fill(principle, room, below, groups[key], given)
    return given


def reason(case):
    kinds = {der["kind"] for der in case["ders"]}
    if "evse" in kinds:
        return "EVSEs"
    if any(der.get("operation", "request") != "request" or "wantedKW" in der for der in case["ders"]):
        return "an operating rule or a target"
    if any(key in node for node in case["nodes"] for key in ("kind", "kVA", "unbalanceKW", "neutralAmperes")):
        return "windings or a balance of phases"
    if any("guaranteedMinimum" in key for node in case["nodes"] for key in node):
        return "a guarantee"
    if any(not der.get(key, True) for der in case["ders"] for key in ("isOnline", "isCurtailable")):
        return "a DER that is not commanded"
    if any(der.get("soc", 0.5) in (0.1, 1) for der in case["ders"]):
        return "a state of charge that stops"
    wishes = [der.get("requestKW", 0) for der in case["ders"] if der["kind"] == "battery"]
    is_export = "pv" in kinds or any(wish < 0 for wish in wishes)
    if is_export and ("load" in kinds or any(wish >= 0 for wish in wishes)):
        return "both directions"
    return "export" if is_export else "import"


def main(folder):
    checked, by_hand, wrong = 0, [], 0
    for name in sorted(os.listdir(folder)):
        if not os.path.isdir(os.path.join(folder, name)):
            continue
        case, expected = (
            json.load(open(os.path.join(folder, name, f"{part}.json"))) for part in ("input", "expected")
        )
        direction = reason(case)
        answer = direction
        if direction in ("import", "export"):
            answer = shares(case["nodes"], case["ders"], direction)
        if isinstance(answer, str):
            by_hand.append(f"{name}: {answer}")
            continue
        checked += 1
        for der in expected["ders"]:
            share = answer[der["id"]] * (-1 if direction == "export" else 1)
            if abs(share - der["targetKW"]) > 1e-6:
                wrong += 1
                print(f"{name}: {der['id']} has {share:.6f} kW, expected.json says {der['targetKW']}")
    print(f"{checked} cases filled, {wrong} shares differ; by hand only:")
    for line in by_hand:
        print("  " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else FOLDER))
