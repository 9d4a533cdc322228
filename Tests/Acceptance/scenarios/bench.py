# SPDX-License-Identifier: Apache-2.0
"""One gateway with a whole world connected to it, for the length of a scenario."""
import asyncio
import pathlib
import tempfile
import time

from peers.checks import Report
from peers.gateway import Gateway
from peers.meters import World
from peers.times import iso
from peers.topology import Topology
from peers.vehicle import MINIMUM_A, Vehicle

TOPOLOGIES = pathlib.Path(__file__).resolve().parent.parent / "topologies"


class Bench:
    """`async with Bench("name", "street.yaml") as bench:` starts everything and ends everything."""

    def __init__(self, name, topology, base_kw=None, folder=None, tells_phases=False):
        self.report = Report(name)
        self.topology = Topology.load(TOPOLOGIES / topology)
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix=f"headroom-{name}-"))
        self.world = World(self.topology, base_kw, tells_phases)
        self.gateway = Gateway(TOPOLOGIES / topology, self.folder)
        self._tasks = []

    async def __aenter__(self):
        try:
            credentials = await self._credentials()
            await self.gateway.start()
            self.report.note(f"gateway {self.gateway.process.pid} listens: {self.gateway.ready}")
            self._connect(credentials)
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(self, kind, error, trace):
        if error:
            self.report.check("no error", False, f"{kind.__name__}: {error}\n{self.gateway.log_tail()}")
        await self._end()
        return error is not None and isinstance(error, Exception)

    async def _end(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for link in [s.link for s in self.world.sites.values()] + [m.link for m in self.world.meters.values()]:
            if link:
                link.close()
        await self.gateway.stop()

    async def _credentials(self):
        add = self.gateway
        return {
            "sites": {s: await add.add_site(s) for s in self.world.sites},
            "meters": {n: await add.add_node_meter(n) for n in self.world.meters},
            "stations": {s: await add.add_station(s) for s in self.world.stations}}

    def _connect(self, credentials):
        host, port = self.gateway.mqtt
        self._spawn(self.world.run())
        for group, kind in ((self.world.sites, "sites"), (self.world.meters, "meters")):
            for id, member in group.items():
                member.connect(host, port, *credentials[kind][id])
                self._spawn(member.run())
        for id, station in self.world.stations.items():
            station.url, station.password = self.gateway.ocpp_url, credentials["stations"][id]
            self._spawn(station.run())
        self.passwords = credentials["stations"]
        self.mqtt_users = credentials["sites"]

    def _spawn(self, work):
        self._tasks.append(asyncio.create_task(work))

    # What scenarios do

    async def provision(self, within_s=30):
        """Waits until every station has a default profile and every MQTT device a setpoint or at least a connection."""
        world = self.world
        took = await self.until(lambda: all(s.profiles.profiles for s in world.stations.values()), within_s)
        done = sum(1 for s in world.stations.values() if s.profiles.profiles)
        self.report.check(
            "every station gets its default before a car comes", took is not None,
            f"{done} of {len(world.stations)} after {_s(took)}")

    def plug_all(self, except_for=(), **vehicle):
        """A car at every station but those that are to stay free."""
        for id, station in self.world.stations.items():
            if id not in except_for:
                station.plug(Vehicle(maximum_a=station.line.maximum_a, phases=station.line.phases, **vehicle))

    async def warm_up(self, node, least_kw, within_s=120, except_for=(), **vehicle):
        """Default at every station, then a car at each, then waits until `node` truly carries at least `least_kw`."""
        await self.provision()
        self.plug_all(except_for, **vehicle)
        took = await self.until(lambda: self.world.power_kw(node) >= least_kw, within_s)
        self.report.check(
            "cars are raised from their defaults", took is not None,
            f"{node} carries {self.world.power_kw(node):.1f} kW of {least_kw:.1f} kW after {_s(took)}")
        return took is not None

    async def until(self, condition, within_s, step_s=0.05):
        """Waits for `condition()`; the seconds it took, or None where it did not come."""
        began = time.monotonic()
        while not condition():
            if time.monotonic() - began > within_s:
                return None
            await asyncio.sleep(step_s)
        return time.monotonic() - began

    async def holds_under(self, node, limit_kw, begin, settle_s, until_s, name, least_use=0.75):
        """True power of `node` is under `limit_kw` from at most `settle_s` after `begin` on, until `until_s` after.

        By then at least `least_use` of the limit is used: zero for everybody keeps every limit and helps nobody.
        """
        await asyncio.sleep(max(0, begin + until_s - time.time()))
        end = time.time()
        above = [t - begin for t, p in zip(self.world.times, self.world.node_log[node])
                 if begin <= t <= end and p > limit_kw]
        settled = max(above, default=0.0)
        highest = self.world.highest(node, begin + settle_s, end)
        used = self.world.mean(self.world.node_log[node], end - 3, end)
        return self.report.check(
            name, settled <= settle_s and used >= least_use * limit_kw,
            f"{node} over {limit_kw:.1f} kW last {settled:.1f} s after (allowed {settle_s:.1f} s); highest since then"
            f" {highest:.2f} kW, watched {end - begin:.0f} s; carries {used:.1f} kW at the end"
            f" (least {least_use * limit_kw:.1f} kW)")

    async def limit(self, node, kw, seconds=900, reason="acceptance", **more):
        """Sets an operator's limit; (its answer, the time it was sent). `more` are further fields of the request."""
        sent = time.time()
        answer = await self.gateway.set_limit(node, kw, iso(sent + seconds), reason, **more)
        self.report.note(f"limit of {kw} kW {more or ''} at {node}: {answer}")
        return answer, sent

    def check_minimum(self):
        """No limit between 0 and 6 A ever reached a charging car."""
        found = self.world.below_minimum()
        self.report.check(
            f"no limit in (0, {MINIMUM_A:.0f}) A", not found, f"{sum(map(len, found.values()))} {found or ''}")

    def check_time_base(self):
        """The judge itself kept its 10 Hz; where it did not, its figures are worth less."""
        gap = self.world.largest_gap_s
        self.report.note(f"largest gap between two steps of the world {gap:.2f} s")


def _s(seconds):
    return "the deadline" if seconds is None else f"{seconds:.1f} s"
