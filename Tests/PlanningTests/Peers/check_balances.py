# SPDX-License-Identifier: Apache-2.0
"""Holds a plan against its own tables, by nothing but arithmetic.

    check_balances.py TOPOLOGY OUTPUT-FOLDER [TOUCHED-NODE ...]

Reads summary.json, the CSV tables and the topology; shares no code with what wrote them. Of each scenario it computes again:

- flows: at every step and node, load plus DERs below are the flow (1e-6 kW);
- storage: every vehicle's and battery's state of charge step by step from power, capacity and efficiency (1e-6);
- bounds: no DER beyond its plate, no PV beyond the sun, no battery below its reserve, no vehicle where none is;
- limits: overload minutes, energy and peaks of each node from flow and limits, ratings from the topology;
- customers and totals: energies, unmet needs, curtailment;
- the feeder: every node and DER of the topology is there with its parent and limit, but for the nodes that edits touched.

Prints what it compared; exit status 1 if anything is off.
"""
import csv
import datetime
import json
import math
import pathlib
import sys

import yaml

TOLERANCE = 1e-6


class Judge:
    def __init__(self):
        self.compared = 0
        self.faults = []

    def same(self, what, got, expected, tolerance=TOLERANCE):
        self.compared += 1
        if not abs(got - expected) <= tolerance * max(1.0, abs(expected)):
            self.faults.append(f"{what}: the table says {got!r}, arithmetic says {expected!r}")

    def holds(self, what, fact):
        self.compared += 1
        if not fact:
            self.faults.append(what)


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def column(rows, name):
    return [float(row[name]) for row in rows]


class Scenario:
    def __init__(self, folder, summary):
        self.summary = summary
        self.id = summary["id"]
        horizon = summary["horizon"]
        self.hours = horizon["stepMinutes"] / 60
        self.minutes = horizon["stepMinutes"]
        self.steps = horizon["steps"]
        self.start = moment(horizon["start"])
        self.nodes = {node["id"]: node for node in summary["nodes"]}
        self.ders = {der["id"]: der for der in summary["ders"]}
        where = folder / self.id
        for name in ["flows", "loads", "ders", "possible", "soc", "nodes", "customers", "vehicles"]:
            setattr(self, name + "_table", read(where / f"{name}.csv"))
        self.flow = {node: column(self.flows_table, node) for node in self.nodes}
        self.load = {node: column(self.loads_table, node) for node in self.nodes}
        self.power = {der: column(self.ders_table, der) for der in self.ders}
        names = [name for name in self.possible_table[0] if name != "time"] if self.possible_table else []
        self.possible = {name: column(self.possible_table, name) for name in names}
        self.children = {node: [] for node in self.nodes}
        for node in self.nodes.values():
            if node["parent"] is not None:
                self.children[node["parent"]].append(node["id"])

    def below(self, node):
        found, pending = [], [node]
        while pending:
            found.append(pending.pop())
            pending += self.children[found[-1]]
        return set(found)

    def limits(self, node, direction):
        """Limit of each step, or None."""
        standing = self.nodes[node][f"{direction}LimitKW"]
        bounds = [math.inf if standing is None else standing] * self.steps
        for limit in self.summary["limits"]:
            if limit["node"] != node or limit["direction"] != direction:
                continue
            for step in range(self.steps):
                time = self.start + datetime.timedelta(minutes=self.minutes * step)
                begins = limit["start"] is None or moment(limit["start"]) <= time
                if begins and (limit["end"] is None or time < moment(limit["end"])):
                    bounds[step] = min(bounds[step], limit["limitKW"])
        return bounds


def check_flows(judge, s):
    judge.holds(f"{s.id}: {s.steps} rows", len(s.flows_table) == s.steps)
    for step, row in enumerate(s.flows_table):
        time = s.start + datetime.timedelta(minutes=s.minutes * step)
        judge.holds(f"{s.id}: time of step {step}", moment(row["time"]) == time)
    for node in s.nodes:
        below = s.below(node)
        ders = [der for der in s.ders.values() if der["node"] in below]
        for step in range(s.steps):
            total = math.fsum(s.load[n][step] for n in below) + math.fsum(s.power[d["id"]][step] for d in ders)
            judge.same(f"{s.id}: flow of {node} in step {step}", s.flow[node][step], total)


def check_bounds(judge, s):
    for name, der in s.ders.items():
        least, most = min(s.power[name]), max(s.power[name])
        judge.holds(f"{s.id}: {name} draws {most} of {der['maxImportKW']} kW", most <= der["maxImportKW"] + TOLERANCE)
        judge.holds(f"{s.id}: {name} delivers {-least} of {der['maxExportKW']} kW", -least <= der["maxExportKW"] + TOLERANCE)
        if der["kind"] == "pv":
            for step, (power, sun) in enumerate(zip(s.power[name], s.possible[name])):
                judge.holds(f"{s.id}: {name} beyond the sun in step {step}", -power <= sun + TOLERANCE and power <= TOLERANCE)
        if der["kind"] == "load":
            for step, (power, wish) in enumerate(zip(s.power[name], s.possible[name])):
                judge.holds(f"{s.id}: {name} beyond its wish in step {step}", -TOLERANCE <= power <= wish + TOLERANCE)


def stored(power, hours, charge_efficiency, discharge_efficiency):
    return power * hours * charge_efficiency if power > 0 else power * hours / discharge_efficiency


def check_batteries(judge, s):
    for name, der in s.ders.items():
        if der["kind"] != "battery":
            continue
        soc = der["firstSoc"]
        for step in range(s.steps):
            change = stored(s.power[name][step], s.hours, der["chargeEfficiency"], der["dischargeEfficiency"])
            soc += change / der["capacityKWh"]
            told = float(s.soc_table[step][name])
            judge.same(f"{s.id}: soc of {name} after step {step}", told, soc)
            judge.holds(f"{s.id}: {name} below its reserve after step {step}", told >= der["reserveSoc"] - TOLERANCE)


def check_vehicles(judge, s):
    present = {name: [False] * s.steps for name, der in s.ders.items() if der["kind"] == "evse"}
    for visit in s.vehicles_table:
        name, first, end = visit["evse"], int(visit["firstStep"]), int(visit["endStep"])
        label = f"{s.id}: {name} from step {first}"
        capacity, soc = float(visit["capacityKWh"]), float(visit["arrivalSoc"])
        drawn = delivered = 0.0
        for step in range(first, end):
            judge.holds(f"{label}: two vehicles at once", not present[name][step])
            present[name][step] = True
            power = s.power[name][step]
            soc += stored(power, s.hours, float(visit["chargeEfficiency"]), float(visit["dischargeEfficiency"])) / capacity
            judge.same(f"{label}: soc after step {step}", float(s.soc_table[step][name]), soc)
            drawn += max(power, 0) * s.hours
            delivered += max(-power, 0) * s.hours
        judge.same(f"{label}: departure soc", float(visit["departureSoc"]), soc)
        judge.same(f"{label}: drawn", float(visit["drawnKWh"]), drawn)
        judge.same(f"{label}: delivered", float(visit["deliveredKWh"]), delivered)
        lack = (float(visit["targetSoc"]) - soc) * capacity
        unmet = lack if visit["hasLeft"] == "true" and lack > 0.001 else 0.0
        judge.same(f"{label}: unmet", float(visit["unmetKWh"]), unmet)
        judge.holds(f"{label}: out of reach beyond unmet", float(visit["unreachableKWh"]) <= unmet + TOLERANCE)
        if s.summary["dispatch"] == "off":
            judge.same(f"{label}: at full power only what nobody could meet is unmet", float(visit["unreachableKWh"]), unmet)
        judge.holds(f"{label}: charged beyond its target", soc <= max(float(visit["targetSoc"]), float(visit["arrivalSoc"])) + TOLERANCE)
    for name, steps in present.items():
        for step, is_present in enumerate(steps):
            if not is_present:
                judge.holds(f"{s.id}: {name} moves energy without a vehicle in step {step}", s.power[name][step] == 0)


def check_nodes(judge, s):
    for row in s.nodes_table:
        node = row["node"]
        for direction, sign in (("import", 1), ("export", -1)):
            bounds = s.limits(node, direction)
            powers = [max(sign * power, 0) for power in s.flow[node]]
            judge.same(f"{s.id}: {direction} peak of {node}", float(row[f"peak{direction.title()}KW"]), max(powers))
            over = [(p - b) if p > b + TOLERANCE else 0.0 for p, b in zip(powers, bounds)]
            minutes = s.minutes * sum(1 for excess in over if excess > 0)
            judge.same(f"{s.id}: {direction} overload minutes of {node}", float(row[f"{direction}OverloadMinutes"]), minutes)
            judge.same(f"{s.id}: {direction} overload energy of {node}", float(row[f"{direction}OverloadKWh"]), math.fsum(over) * s.hours)
            judge.same(f"{s.id}: {direction} energy of {node}", float(row[f"{direction}KWh"]), math.fsum(powers) * s.hours)
        below = s.below(node)
        ders = {name for name, der in s.ders.items() if der["node"] in below}
        unmet = math.fsum(float(v["unmetKWh"]) for v in s.vehicles_table if v["evse"] in ders)
        judge.same(f"{s.id}: unmet below {node}", float(row["unmetKWh"]), unmet)
        judge.same(f"{s.id}: curtailed below {node}", float(row["curtailedKWh"]), lost(s, ders, "pv", 1))
        judge.same(f"{s.id}: shed below {node}", float(row["shedKWh"]), lost(s, ders, "load", -1))


def lost(s, ders, kind, sign):
    """Energy that the sun gave and nobody took, or that a load wanted and did not get."""
    names = [name for name in ders if s.ders[name]["kind"] == kind]
    return math.fsum(max(p + sign * q, 0) * s.hours for name in names for p, q in zip(s.possible[name], s.power[name]))


def check_customers(judge, s):
    for row in s.customers_table:
        site = row["site"]
        flow = s.flow[site]
        judge.same(f"{s.id}: import of {site}", float(row["importKWh"]), math.fsum(max(p, 0) for p in flow) * s.hours)
        judge.same(f"{s.id}: export of {site}", float(row["exportKWh"]), math.fsum(max(-p, 0) for p in flow) * s.hours)
        judge.same(f"{s.id}: base of {site}", float(row["baseKWh"]), math.fsum(s.load[site]) * s.hours)
        visits = [v for v in s.vehicles_table if v["site"] == site and v["hasLeft"] == "true"]
        judge.same(f"{s.id}: unmet of {site}", float(row["unmetKWh"]), math.fsum(float(v["unmetKWh"]) for v in visits))
        judge.same(f"{s.id}: vehicles missed at {site}", float(row["vehiclesMissed"]), sum(1 for v in visits if float(v["unmetKWh"]) > 0))
        ders = {name for name, der in s.ders.items() if der["node"] == site}
        judge.same(f"{s.id}: curtailed at {site}", float(row["curtailedKWh"]), lost(s, ders, "pv", 1))
        judge.same(f"{s.id}: shed at {site}", float(row["shedKWh"]), lost(s, ders, "load", -1))
        judge.same(f"{s.id}: sun at {site}", float(row["pvAvailableKWh"]), sun(s, ders))
        judge.same(f"{s.id}: charged at {site}", float(row["vehicleKWh"]), charged(s, ders))


def sun(s, ders):
    return math.fsum(p for name in ders if s.ders[name]["kind"] == "pv" for p in s.possible[name]) * s.hours


def charged(s, ders):
    return math.fsum(max(p, 0) for name in ders if s.ders[name]["kind"] == "evse" for p in s.power[name]) * s.hours


def check_totals(judge, s):
    totals = s.summary["totals"]
    head = next(node for node in s.nodes.values() if node["parent"] is None)["id"]
    judge.same(f"{s.id}: head's energy", totals["importKWh"] - totals["exportKWh"], math.fsum(s.flow[head]) * s.hours)
    parts = math.fsum(p for values in s.load.values() for p in values) + math.fsum(p for values in s.power.values() for p in values)
    judge.same(f"{s.id}: head's energy from all parts", totals["importKWh"] - totals["exportKWh"], parts * s.hours)
    judge.same(f"{s.id}: unmet", totals["unmetKWh"], math.fsum(float(v["unmetKWh"]) for v in s.vehicles_table))
    judge.same(f"{s.id}: curtailed", totals["curtailedKWh"], lost(s, s.ders, "pv", 1))
    judge.same(f"{s.id}: shed", totals["shedKWh"], lost(s, s.ders, "load", -1))
    judge.same(f"{s.id}: sun", totals["pvAvailableKWh"], sun(s, s.ders))
    judge.same(f"{s.id}: charged", totals["vehicleKWh"], charged(s, s.ders))
    judge.same(f"{s.id}: head's peak", totals["headPeakKW"], max(max(s.flow[head]), 0))
    visits = [v for v in s.vehicles_table if v["hasLeft"] == "true"]
    judge.same(f"{s.id}: vehicles that left", totals["vehiclesLeft"], len(visits))
    judge.same(f"{s.id}: vehicles missed", totals["vehiclesMissed"], sum(1 for v in visits if float(v["unmetKWh"]) > 0))
    over = sum(float(n["importOverloadMinutes"]) + float(n["exportOverloadMinutes"]) for n in s.nodes_table)
    judge.same(f"{s.id}: overload minutes of all nodes", totals["nodeOverloadMinutes"], over)


def rated(node, line_volts, phases):
    """kW that a rating leaves: power factor, and amperes at nine tenths of nominal."""
    factor = node.get("powerFactor", 0.95)
    if "ratingKVA" in node:
        return node["ratingKVA"] * factor
    if "ratingA" in node:
        return node["ratingA"] * 0.9 * line_volts / math.sqrt(3) * phases / 1000 * factor
    return node.get("ratingKW")


def check_feeder(judge, s, topology):
    """Whatever no edit touched stands in the result as in the topology."""
    touched = set(sys.argv[3:])
    declared = {node["id"]: node for node in topology["nodes"] + topology["sites"]}
    for name, node in declared.items():
        if name in touched or (node.get("parent") in touched):
            continue
        judge.holds(f"{s.id}: {name} is missing", name in s.nodes)
        if name not in s.nodes:
            continue
        judge.holds(f"{s.id}: parent of {name}", s.nodes[name]["parent"] == node.get("parent"))
        volts, phases, above = None, None, node
        while above is not None and (volts is None or phases is None):
            volts = volts or above.get("lineVoltageV")
            phases = phases or above.get("phases")
            above = declared.get(above.get("parent"))
        bounds = [b for b in (rated(node, volts or 400, len(phases or "ABC")), node.get("importLimitKW")) if b is not None]
        judge.same(f"{s.id}: import limit of {name}", s.nodes[name]["importLimitKW"] or math.inf, min(bounds, default=math.inf)) if bounds else None
        for der in node.get("ders", []):
            judge.holds(f"{s.id}: {der['id']} is missing", s.ders.get(der["id"], {}).get("node") == name)


def main():
    topology = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
    folder = pathlib.Path(sys.argv[2])
    summary = json.load(open(folder / "summary.json", encoding="utf-8"))
    judge = Judge()
    for entry in summary["scenarios"]:
        s = Scenario(folder, entry)
        for check in [check_flows, check_bounds, check_batteries, check_vehicles, check_nodes, check_customers, check_totals]:
            check(judge, s)
        check_feeder(judge, s, topology)
        print(f"{s.id}: dispatch {entry['dispatch']}, {s.steps} steps, {len(s.nodes)} nodes, {len(s.ders)} DERs,"
              f" {len(s.vehicles_table)} visits; node overload {entry['totals']['nodeOverloadMinutes']} min")
    for fault in judge.faults[:20]:
        print("FAULT", fault)
    print(f"{judge.compared} comparisons, {len(judge.faults)} faults")
    sys.exit(1 if judge.faults else 0)


if __name__ == "__main__":
    main()
