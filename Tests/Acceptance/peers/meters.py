# SPDX-License-Identifier: Apache-2.0
"""The world: every device of a topology, moved on at 10 Hz, and the true power of every node.

A node's true power is the sum of what stations, batteries, PV and loads below it really draw, whatever anybody says.
"""
import asyncio
import time

from .devices import Battery, Load, Photovoltaic
from .schedule import Line
from .site import NodeMeter, Site
from .station import Station

STEP_S = 0.1


class World:
    """All devices of `topology`. `base_kw` maps a site to its uncontrolled load; scenarios change it as they like. Where
    `tells_phases`, the sites' meters say what each phase carries."""

    def __init__(self, topology, base_kw=None, tells_phases=False):
        self.topology = topology
        self.tells_phases = tells_phases
        self.base_kw = {s: 0.0 for s in topology.sites} | (base_kw or {})
        self.stations = {id: self._station(id) for id in topology.stations}
        self.devices = {d.id: self._device(d) for d in topology.ders.values() if d.kind != "evse"}
        self.sites = {s: self._site(s) for s in topology.sites if topology.mqtt_ders(s) or "meter" in topology.sites[s]}
        self.meters = {n: NodeMeter(n, lambda n=n: self.power_kw(n)) for n in topology.metered_nodes()}
        self.times = []
        self.node_log = {n: [] for n in topology.nodes}
        self.der_log = {d: [] for d in topology.ders}
        self.site_log = {s: [] for s in topology.sites}
        self.phase_log = {s: {p: [] for p in "ABC"} for s in topology.sites}
        self.largest_gap_s = 0.0
        self._below = {n: topology.sites_below(n) for n in topology.nodes}
        self._ders_at = {s: [d for d in topology.ders.values() if d.site == s] for s in topology.sites}
        self._site_kw = {s: 0.0 for s in topology.sites}

    # True power

    def power_kw(self, node):
        """True power through `node` now; + is import."""
        return sum(self._site_kw[s] for s in self._below[node])

    def der_kw(self, der):
        """True power of one DER now."""
        if der.station:
            station, evse = der.station
            return self.stations[station].connectors[evse].power_kw
        return self.devices[der.id].power_kw

    def phase_kw(self, site):
        """{phase: true power} of one site now: a car on the lines its outlet has for it, all else alike on all three."""
        total = {p: self.base_kw[site] / 3 for p in "ABC"}
        for der in self._ders_at[site]:
            lines = "ABC"
            if der.station:
                station, evse = der.station
                lines = der.lines[:self.stations[station].lines_in_use(self.stations[station].connectors[evse])]
            for phase in lines:
                total[phase] += self.der_kw(der) / len(lines)
        return total

    def base_below(self, node):
        """True uncontrolled load below `node`."""
        return sum(self.base_kw[s] for s in self._below[node])

    def told_kw(self, node):
        """The most that `node` may import by what its devices have been told: limits of cars, setpoints of batteries
        and loads, the rest as it is."""
        now, total = time.time(), self.base_below(node)
        for site in self._below[node]:
            total += sum(s.told_kw() for id, s in self.stations.items() if self.topology.stations[id]["site"] == site)
            total += sum(self._device_told_kw(der, now) for der in self.topology.mqtt_ders(site))
        return total

    def _device_told_kw(self, der, now):
        device = self.devices[der.id]
        told = device.told_kw(now)
        if told is None or der.kind == "pv":
            return device.power_kw
        return told if der.kind == "battery" else min(told, device.wish_kw)

    def window(self, log, begin, end):
        """Values of one log between two times."""
        return [v for t, v in zip(self.times, log) if begin <= t <= end]

    def highest(self, node, begin, end):
        """Largest true power of `node` between two times."""
        return max(self.window(self.node_log[node], begin, end), default=float("nan"))

    def mean(self, log, begin, end):
        """Mean of one log between two times."""
        values = self.window(log, begin, end)
        return sum(values) / len(values) if values else float("nan")

    def below_minimum(self):
        """{station: [(time, A)]} of every limit in (0, 6) A that reached a charging car."""
        return {id: c.below_minimum for id, s in self.stations.items()
                for c in s.connectors.values() if c.below_minimum}

    # Time

    async def run(self):
        """Moves everything on by the real time that has passed, ten times a second."""
        before = time.monotonic()
        while True:
            await asyncio.sleep(STEP_S - (time.monotonic() - before) % STEP_S)
            now = time.monotonic()
            self.step(now - before)
            before = now

    def step(self, dt):
        """One step of `dt` s."""
        now = time.time()
        self.largest_gap_s = max(self.largest_gap_s, dt)
        for station in self.stations.values():
            station.step(now, dt)
        for device in self.devices.values():
            device.step(now, dt)
        for site, ders in self._ders_at.items():
            self._site_kw[site] = self.base_kw[site] + sum(self.der_kw(d) for d in ders)
        self.times.append(now)
        for node, log in self.node_log.items():
            log.append(self.power_kw(node))
        for site, log in self.site_log.items():
            log.append(self._site_kw[site])
        for site, logs in self.phase_log.items():
            for phase, kw in self.phase_kw(site).items():
                logs[phase].append(kw)
        for der, log in self.der_log.items():
            log.append(self.der_kw(self.topology.ders[der]))

    # Making the devices

    def _station(self, id):
        evses = [d for d in self.topology.ders.values() if d.station and d.station[0] == id]
        line = Line(phases=evses[0].phases, voltage=231.0, maximum_a=float(evses[0].raw["maxCurrentA"]))
        return Station(id, connectors=len(evses), line=line)

    def _device(self, der):
        raw, default = der.raw, der.raw.get("default", {})
        common = {"default_import_kw": default.get("importLimitKW", 0.0),
                  "default_export_kw": default.get("exportLimitKW", 0.0)}
        if der.kind == "battery":
            return Battery(der.id, raw["maxChargeKW"], raw["maxDischargeKW"], capacity_kwh=raw["capacityKWh"], **common)
        if der.kind == "pv":
            return Photovoltaic(der.id, 0.0, raw["ratedKW"], **common)
        return Load(der.id, raw["maxKW"], 0.0, **common)

    def _site(self, id):
        meter = (lambda: self._site_kw[id]) if "meter" in self.topology.sites[id] else None
        by_phase = (lambda: self.phase_kw(id)) if meter and self.tells_phases else None
        return Site(id, [self.devices[d.id] for d in self.topology.mqtt_ders(id)], meter, by_phase=by_phase)
