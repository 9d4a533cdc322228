# SPDX-License-Identifier: Apache-2.0
"""A toy gateway that speaks the same interfaces, to try the judge on.

FAKE_MODE says what it does under a limit: `fair` shares it, `zeros` sends everybody zero, `deaf` ignores it, `greedy`
gives the first what they ask for, `flat` knows no limit but the transformer's, `jumpy` raises at once. The judge must pass the first and fail the others.
"""
import argparse
import asyncio
import json
import logging
import os
import pathlib
import socket
import subprocess
import time
import uuid

import websockets
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result

from peers.mqtt_link import Link
from peers.times import iso
from peers.topology import Topology
from peers.waterfill import Claim, max_min

MODE = os.environ.get("FAKE_MODE", "fair")
RAISE_S = 30
CALM_TICKS = 5
"""The meters are not read at one time: while cars ramp down the difference is too large; the least of some counts."""
STEP_KW = 6 * 0.231 * 3


class Central(ChargePoint):
    """The central system's side of one station."""

    def __init__(self, identity, connection, gateway):
        super().__init__(identity, connection, response_timeout=5)
        self.logger.disabled = True
        self.gateway = gateway
        gateway.stations[identity] = self
        self.is_plugged = False
        self.told_a = None
        self.power_kw = 0.0

    @on("BootNotification")
    def boot(self, **_):
        asyncio.ensure_future(self.prepare())
        return call_result.BootNotification(current_time=iso(time.time()), interval=60, status="Accepted")

    @on("Heartbeat")
    def heartbeat(self, **_):
        return call_result.Heartbeat(current_time=iso(time.time()))

    @on("StatusNotification")
    def status(self, connector_id, status, **_):
        if connector_id == 1:
            self.is_plugged = status != "Available"
        return call_result.StatusNotification()

    @on("Authorize")
    def authorize(self, **_):
        return call_result.Authorize(id_tag_info={"status": "Accepted"})

    @on("StartTransaction")
    def start_transaction(self, **_):
        return call_result.StartTransaction(transaction_id=7, id_tag_info={"status": "Accepted"})

    @on("StopTransaction")
    def stop_transaction(self, **_):
        return call_result.StopTransaction()

    @on("MeterValues")
    def meter_values(self, meter_value, **_):
        for sample in meter_value[-1]["sampled_value"]:
            if sample.get("measurand") == "Power.Active.Import":
                self.power_kw = float(sample["value"]) / 1000
        return call_result.MeterValues()

    async def prepare(self):
        """Default first, then the meter."""
        station = next(d.id for d in self.gateway.topology.ders.values() if d.station and d.station[0] == self.id)
        await self.tell(int(self.gateway.told.get(station, STEP_KW) / STEP_KW * 60 + 1e-6) / 10)
        await self.call(call.ChangeConfiguration(key="MeterValueSampleInterval", value="1"))
        await self.call(call.ChangeConfiguration(key="MeterValuesSampledData", value="Power.Active.Import"))

    async def tell(self, amperes):
        """Installs a limit."""
        self.told_a = amperes
        await self.call(call.SetChargingProfile(connector_id=1, cs_charging_profiles={
            "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Absolute", "chargingSchedule": {
                "startSchedule": iso(time.time() - 60), "chargingRateUnit": "A", "chargingSchedulePeriod": [
                    {"startPeriod": 0, "limit": amperes}, {"startPeriod": 960, "limit": 6.0}]}}))


class FakeGateway:
    """Everything in one loop."""

    def __init__(self, options):
        self.options = options
        self.topology = Topology.load(options.topology)
        self.stations, self.telemetry, self.limits = {}, {}, {}
        self.raised_at, self.told, self.estimates = {}, {}, []
        self.sequence = 0

    async def run(self):
        """Starts broker and servers, writes the ready file, dispatches each second."""
        data = pathlib.Path(self.options.data)
        data.mkdir(parents=True, exist_ok=True)
        mqtt = self.options.mqtt_port or _free_port()
        config = data / "mosquitto.conf"
        config.write_text(f"listener {mqtt} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self.memory = data / "memory.json"
        self.restore()
        self.start_broker = lambda: subprocess.Popen(
            ["/usr/sbin/mosquitto", "-c", str(config)], stderr=subprocess.DEVNULL)
        self.broker = self.start_broker()
        await asyncio.sleep(0.5)
        self.link = Link("fake-gateway", "x", "x")
        self.link.subscribe("headroom/v1/#", self.received)
        self.link.start("127.0.0.1", mqtt)
        ocpp = await websockets.serve(self.station, "127.0.0.1", self.options.ocpp_port, subprotocols=["ocpp1.6"],
                                      compression=None)
        http = await asyncio.start_server(self.http, "127.0.0.1", self.options.http_port)
        (data / "key").write_text("fake")
        address = lambda port: {"host": "127.0.0.1", "port": port}
        pathlib.Path(self.options.ready_file).write_text(json.dumps({
            "mqtt": address(mqtt), "ocpp": address(ocpp.sockets[0].getsockname()[1]),
            "http": address(http.sockets[0].getsockname()[1]), "pid": os.getpid(), "keyFile": str(data / "key")}))
        while True:
            await asyncio.sleep(1)
            await self.tick()

    def received(self, topic, payload, retained):
        parts = topic.split("/")
        if parts[-1] == "telemetry":
            try:
                body = json.loads(payload)
                self.telemetry["/".join(parts[2:-1])] = {
                    k: float(body[k]) for k in ("powerKW", "requestKW") if k in body}
            except (ValueError, TypeError, KeyError, RecursionError):
                pass

    async def station(self, connection):
        central = Central(connection.request.path.split("/")[-1], connection, self)
        try:
            await central.start()
        except websockets.WebSocketException:
            pass

    def restore(self):
        """What an earlier run had in force."""
        if self.memory.exists():
            self.limits, self.told = json.loads(self.memory.read_text())

    async def tick(self):
        """One decision: fair shares under each active limit, downs at once, ups by ramp."""
        room, base = self.rooms()
        claims = self.claims()
        shares = max_min(claims, room)
        while low := [c for c in claims if c.path[0].startswith("depot") and shares[c.id] < STEP_KW]:
            claims.remove(low[0])
            shares = max_min(claims, room) | {c.id: 0.0 for c in self.claims() if c not in claims}
        if self.limits and MODE == "zeros":
            shares = {der: 0.0 for der in shares}
        if self.limits and MODE == "greedy":
            first, left = {}, room["tx-1"]
            for claim in self.claims():
                first[claim.id] = min(claim.demand_kw, left)
                left -= first[claim.id]
            shares = first
        self.memory.write_text(json.dumps([self.limits, self.told]))
        if self.broker.poll() is not None:
            self.broker = self.start_broker()
        for der, kw in shares.items():
            await self.command(self.topology.ders[der], self.ramped(self.topology.ders[der], kw))

    def rooms(self):
        """Room for DERs at every node that has a limit."""
        base, known = {}, 0.0
        for site, raw in self.topology.sites.items():
            meter = self.telemetry.get(f"site/{site}/meter")
            mine = [self.telemetry.get(f"site/{site}/der/{d.id}", {}).get("powerKW", 0)
                    for d in self.topology.mqtt_ders(site)]
            known += sum(mine)
            base[site] = meter["powerKW"] - sum(mine) if meter and not raw.get("stations") else raw["maxBaseLoadKW"]
        cars = sum(s.power_kw for s in self.stations.values())
        measured = self.telemetry.get("node/tx-1", {}).get("powerKW")
        now = measured - known - cars if measured is not None else sum(base.values())
        self.estimates = (self.estimates + [now])[-CALM_TICKS:]
        total = min(self.estimates)
        limit = min([237.5] + ([] if MODE == "deaf" else [x["limitKW"] for x in self.limits.values()]))
        room = {"tx-1": limit * 0.97 - total - self.plug_in_reserve()}
        if MODE == "flat":
            return room, base
        return room | {s: raw["importLimitKW"] * 0.97 - base[s] for s, raw in self.topology.sites.items()}, base

    def plug_in_reserve(self):
        """One default for each plug-in that may come at once."""
        return 4.5 * self.topology.nodes["tx-1"]["simultaneousPlugIns"]

    def claims(self):
        found = []
        for der in self.topology.ders.values():
            station = self.stations.get(der.station[0]) if der.station else None
            if der.kind == "evse":
                demand = der.raw["maxCurrentA"] * 0.231 * 3 if station and station.is_plugged else 0
            else:
                demand = max(0, self.telemetry.get(f"site/{der.site}/der/{der.id}", {}).get("requestKW", 0))
            found.append(Claim(der.id, demand, self.topology.chain(der.site)))
        return [c for c in found if c.demand_kw > 0]

    def ramped(self, der, kw):
        now = time.time()
        told = self.told.get(der.id, 4.158 if der.kind == "evse" else 0.0)
        if kw > told and "node/tx-1" not in self.telemetry:
            return told
        if kw > told and MODE != "jumpy":
            if now - self.raised_at.get(der.id, 0) < RAISE_S:
                return told
            kw = min(kw, told + 0.25 * der.nameplate_kw)
        if kw > told:
            self.raised_at[der.id] = now
        self.told[der.id] = kw
        return kw

    async def command(self, der, kw):
        if der.kind == "evse":
            station = self.stations.get(der.station[0])
            amperes = int(kw / 0.231 / 3 * 10) / 10
            amperes = amperes if amperes >= 6 else 0.0
            if station and amperes != station.told_a:
                asyncio.ensure_future(station.tell(amperes))
            return
        self.sequence += 1
        self.link.publish(f"headroom/v1/site/{der.site}/der/{der.id}/setpoint", {
            "time": iso(time.time()), "seq": self.sequence, "powerKW": kw, "validUntil": iso(time.time() + 60),
            "reason": "fake"})

    async def http(self, reader, writer):
        """Just enough HTTP for the judge."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, path = head.split(" ")[:2]
        length = next((int(x.split(":")[1]) for x in head.lower().split("\r\n") if x.startswith("content-length")), 0)
        body = json.loads(await reader.readexactly(length) or b"{}") if length else {}
        status, answer = self.answer(method, path, body)
        data = json.dumps(answer).encode()
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data)
        await writer.drain()
        writer.close()

    def answer(self, method, path, body):
        if method == "POST":
            id = uuid.uuid4().hex
            self.limits[id] = body
            asyncio.ensure_future(self.tick())
            return 201, {"id": id, "affected": list(self.told), "linkLossOverloadKW": 0.0}
        if method == "DELETE":
            self.limits.pop(path.split("/")[-1], None)
            return 204, {}
        if "/explanation" in path:
            limit = min((x["limitKW"] for x in self.limits.values()), default=0)
            return 200, {"bindingNode": "tx-1", "limitKW": limit, "limitAuthor": "key:local", "limitSource": "operator"}
        limit = min((x["limitKW"] for x in self.limits.values()), default=237.5)
        return 200, {"importLimitKW": limit, "withheldKW": {"plugInReserve": self.plug_in_reserve()}}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    """The words of the command line that the judge uses."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command")
    run = commands.add_parser("run")
    run.add_argument("topology")
    for name in ("mqtt", "ocpp", "http"):
        run.add_argument(f"--{name}-port", type=int)
    run.add_argument("--ready-file")
    for parser_ in (run, commands.add_parser("site"), commands.add_parser("station")):
        parser_.add_argument("--data")
        if parser_ is not run:
            parser_.add_argument("words", nargs="+")
            parser_.add_argument("--node")
            parser_.add_argument("--json", action="store_true")
            parser_.add_argument("--new", action="store_true")
    options = parser.parse_args()
    if options.command == "run":
        gateway = FakeGateway(options)
        import signal
        signal.signal(signal.SIGTERM, lambda *_: (gateway.broker.kill(), os._exit(0)))
        asyncio.run(gateway.run())
    print(json.dumps({"mqtt": {"user": "x", "password": "x"}, "password": "x"}))


if __name__ == "__main__":
    main()
