#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes street.yaml, depot.yaml and feeder.yaml beside this file. Plain Python 3; the same seed, the same files."""
import pathlib
import random

HERE = pathlib.Path(__file__).parent
HEAD = "# SPDX-License-Identifier: Apache-2.0\n# Written by topology/generate.py; change it there.\nformat: headroom-topology/1\n"


def flow(**keys):
    """One map on one line; None leaves a key out."""
    def text(value):
        if isinstance(value, dict):
            return flow(**value)
        if isinstance(value, bool):
            return str(value).lower()
        return f"{value:g}" if isinstance(value, float) else str(value)
    return "{" + ", ".join(f"{key}: {text(value)}" for key, value in keys.items() if value is not None) + "}"


def write(name, comment, feeder, nodes, sites):
    lines = [HEAD + comment.rstrip(), f"feeder: {feeder}", "nodes:"]
    lines += [f"  - {node}" for node in nodes]
    lines += ["sites:"] + [line for site in sites for line in site]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def site(identifier, parent, stations, ders, **keys):
    lines = [f"  - id: {identifier}", f"    parent: {parent}"]
    lines += [f"    {key}: {flow(**value) if isinstance(value, dict) else value}" for key, value in keys.items()]
    if stations:
        lines += ["    stations:"] + [f"      - {flow(id=station, meterIntervalS=10)}" for station in stations]
    return lines + ["    ders:"] + [f"      - {der}" for der in ders]


def pv(identifier, kw, phases=None):
    return flow(id=identifier, kind="pv", ratedKW=kw, phases=phases, mqtt="native", default={"exportLimitKW": kw})


def battery(identifier, kw, kwh, **keys):
    return flow(id=identifier, kind="battery", maxChargeKW=kw, maxDischargeKW=kw, capacityKWh=kwh, **keys, mqtt="native",
                default={"importLimitKW": 0, "exportLimitKW": 0})


def charger(identifier, station, evse, amperes=16, phases="ABC", **keys):
    return flow(id=identifier, kind="evse", supply="ac", phases=phases, minCurrentA=6, maxCurrentA=amperes,
                ocpp={"station": station, "evse": evse}, default={"importLimitA": 6}, **keys)


def heat_pump(identifier, kw):
    # 4.2 kW is what German law (EnWG section 14a) leaves a controllable device at least.
    return flow(id=identifier, kind="load", maxKW=kw, minKW=1.0, mqtt="native", tier=2,
                default={"importLimitKW": 4.2, "isLegallyGuaranteed": True})


def home(dice, identifier, parent, number, pv_part=0.75, battery_part=0.5, charger_part=0.95, heat_pump_part=0.3):
    ders, stations = [], []
    if dice.random() < pv_part:
        ders.append(pv(f"{identifier}-pv", dice.choice([5, 6, 8, 10])))
        if dice.random() < battery_part / pv_part:
            ders.append(battery(f"{identifier}-bat", dice.choice([3, 5]), dice.choice([8, 10, 12]), reserveSoc=0.15))
    if dice.random() < charger_part:
        stations.append(f"{identifier}-cs")
        # One in eight cars charges on one phase; installers rotate the phases along the street.
        single = number % 8 == 3
        ders.append(charger(f"{identifier}-ev", stations[0], 1, amperes=20 if single else 16,
                            phases="ABC"[number // 8 % 3] if single else "ABC"))
    if dice.random() < heat_pump_part:
        ders.append(heat_pump(f"{identifier}-hp", 5))
    if not ders:
        ders.append(pv(f"{identifier}-pv", 6))
    return site(identifier, parent, stations, ders, importLimitKW=24, exportLimitKW=10, minBaseLoadKW=0.2,
                maxBaseLoadKW=2.0, meter={"maximumAgeS": 10}), len(ders)


def street():
    dice = random.Random(1)
    nodes = [flow(id="substation", kind="substation", ratingKVA=400, lineVoltageV=400, phases="ABC", powerFactor=0.95,
                  margin=0.03, baseLoad="none", simultaneousPlugIns=2, meter={"maximumAgeS": 10}, principle="maxMin")]
    nodes += [flow(id=f"cable-{n}", parent="substation", kind="line", ratingA=250, baseLoad="none",
                   simultaneousPlugIns=1) for n in range(1, 5)]
    sites = [home(dice, f"home-{n:02}", f"cable-{(n - 1) // 10 + 1}", n)[0] for n in range(1, 41)]
    write("street.yaml", """# A street of 40 homes behind a 400 kVA transformer. In the evening the chargers alone could draw more than it gives:
# usable are 400 kVA x 0.95 less 3 % = 368.6 kW, and up to 80 kW of that is base load.
""", flow(id="lindenstrasse", name="Lindenstraße"), nodes, sites)


def depot():
    nodes = [
        flow(id="grid", kind="substation", ratingKVA=2500, lineVoltageV=10000, baseLoad="none", meter={"maximumAgeS": 10}),
        flow(id="depot-tx", parent="grid", kind="transformer", ratingKVA=1600, lineVoltageV=400, baseLoad="none",
             simultaneousPlugIns=2, meter={"maximumAgeS": 10}),
        flow(id="hall-a-bar", parent="depot-tx", kind="busbar", ratingA=1600, baseLoad="none"),
        flow(id="hall-b-bar", parent="depot-tx", kind="busbar", ratingA=1600, baseLoad="none"),
    ]

    def hall(letter):
        name = f"hall-{letter}"
        stations = [f"{name}-cs{n:02}" for n in range(1, 11)]
        ders = [flow(id=f"{name}-bus{n:02}", kind="evse", supply="dc", minChargeKW=3, maxChargeKW=150, maxDischargeKW=60,
                     allowsDischarge=True, reserveSoc=0.4, v2gDialect="negativeLimit",
                     ocpp={"station": station, "evse": 1}, default={"importLimitKW": 20, "exportLimitKW": 0})
                for n, station in enumerate(stations, 1)]
        return site(name, f"{name}-bar", stations, ders, importLimitKW=800, exportLimitKW=500, minBaseLoadKW=5,
                    maxBaseLoadKW=30, meter={"maximumAgeS": 10})

    office = site(
        "office", "depot-tx", ["office-cs1", "office-cs2"],
        [pv("office-pv", 200), battery("office-bat", 250, 500, responseDelayS=3),
         *[charger(f"office-ev{n}", f"office-cs{(n + 1) // 2}", (n - 1) % 2 + 1, amperes=32) for n in range(1, 5)]],
        importLimitKW=400, exportLimitKW=400, minBaseLoadKW=10, maxBaseLoadKW=60, meter={"maximumAgeS": 10})
    write("depot.yaml", """# A bus depot: two halls with ten DC stations each that can discharge, an office with PV, a battery and four AC outlets.
# The stations together are 3 MW; the transformer gives 1,474 kW.
""", flow(id="depot", name="Bus depot"), nodes, [hall("a"), hall("b"), office])


def feeder():
    dice = random.Random(3)
    nodes = [flow(id="north", name="Substation North", kind="substation", ratingA=60, lineVoltageV=10000,
                  baseLoad="none", meter={"maximumAgeS": 10}, principle="maxMin"),
             flow(id="mv-1", parent="north", kind="line", ratingA=200, baseLoad="none", lossFactor=0.01),
             flow(id="mv-2", parent="mv-1", kind="line", ratingA=150, baseLoad="none", lossFactor=0.01)]
    sites, count = [], 0
    for town, parent, kva, homes, cables in (("east", "mv-1", 400, 36, 4), ("mill", "mv-2", 400, 24, 3), ("farm", "mv-2", 250, 14, 2)):
        nodes.append(flow(id=f"{town}-tx", parent=parent, kind="transformer", ratingKVA=kva, lineVoltageV=400,
                          baseLoad="none", simultaneousPlugIns=2, meter={"maximumAgeS": 10}))
        nodes += [flow(id=f"{town}-cable-{n}", parent=f"{town}-tx", kind="line", ratingA=250, baseLoad="none",
                       simultaneousPlugIns=1) for n in range(1, cables + 1)]
        for number in range(1, homes + 1):
            lines, ders = home(dice, f"{town}-{number:02}", f"{town}-cable-{(number - 1) % cables + 1}", number,
                               battery_part=0.6)
            sites.append(lines)
            count += ders
    market = [charger(f"market-ev{n}", f"market-cs{(n + 1) // 2}", (n - 1) % 2 + 1, amperes=32) for n in range(1, 9)]
    sites.append(site("market", "mill-tx", [f"market-cs{n}" for n in range(1, 5)],
                      market + [pv("market-pv", 60), battery("market-bat", 50, 100)], ratingA=250, importLimitKW=120,
                      exportLimitKW=60, minBaseLoadKW=10, maxBaseLoadKW=40, meter={"maximumAgeS": 10}, principle="proRata"))
    sites.append(site("dairy", "farm-tx", [], [pv("dairy-pv", 60), battery("dairy-bat", 30, 60), heat_pump("dairy-boiler", 20)],
                      ratingA=160, importLimitKW=60, exportLimitKW=60, minBaseLoadKW=2, maxBaseLoadKW=25,
                      meter={"maximumAgeS": 10}))
    write("feeder.yaml", f"""# A medium-voltage feeder with three transformers, {len(sites)} sites and {count + 13} DERs.
""", flow(id="north-bay-7", name="Bay 7"), nodes, sites)


if __name__ == "__main__":
    street()
    depot()
    feeder()
