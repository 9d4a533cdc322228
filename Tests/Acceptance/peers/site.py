# SPDX-License-Identifier: Apache-2.0
"""A native MQTT site: publishes what its devices and its meter measure, obeys setpoints with a delay and an expiry."""
import asyncio
import itertools
import json
import secrets
import time
from dataclasses import dataclass

from .devices import Setpoint
from .mqtt_link import Link
from .times import epoch, iso

ROOT = "headroom/v1"


@dataclass
class SiteHabits:
    """What is wrong with a site."""
    wrong_sign: bool = False
    watts: bool = False
    """Watts under a key that says kilowatts."""
    clock_offset_s: float = 0.0
    repeats: bool = False
    """Every message twice."""
    sends_older: bool = False
    """After each message one with the time and sequence before it."""
    retained: bool = False
    silent: bool = False
    """Connected, but publishes nothing."""
    no_ack: bool = False


class Site:
    """One site with its credential. `meter_kw` is a function that gives the true power of its usage point, `by_phase` one
    that gives what of it is on each phase, for a meter that tells."""

    def __init__(self, id, devices, meter_kw=None, interval_s=1.0, by_phase=None):
        self.id = id
        self.devices = {d.id: d for d in devices}
        self.meter_kw = meter_kw
        self.by_phase = by_phase
        self.interval_s = interval_s
        self.habits = SiteHabits()
        self.boot = secrets.token_hex(4)
        self.link = None
        self.rejections = []
        """(arrival time, topic, text) of every refusal the gateway sent."""
        self.bad_setpoints = []
        self.first_publish = None
        self._sequence = itertools.count(1)

    @property
    def topic(self):
        """Its own prefix."""
        return f"{ROOT}/site/{self.id}"

    def connect(self, host, port, user, password):
        """Starts its MQTT client."""
        self.link = Link(f"site-{self.id}-{self.boot}", user, password, f"{self.topic}/status", self.now)
        self.link.subscribe(f"{self.topic}/der/+/setpoint", self._setpoint)
        for pattern in ("der/+/rejected", "meter/rejected", "rejected"):
            self.link.subscribe(f"{self.topic}/{pattern}", self._rejected)
        self.link.start(host, port)

    def now(self):
        """Its own clock."""
        return time.time() + self.habits.clock_offset_s

    async def run(self):
        """Publishes until cancelled; capabilities again after every connection."""
        announced = 0
        while True:
            if self.link.is_connected and not self.habits.silent:
                if announced != self.link.connections:
                    announced = self.link.connections
                    self.announce()
                self.publish_telemetry()
            await asyncio.sleep(self.interval_s)

    def announce(self):
        """Publishes the capabilities of every device."""
        for device in self.devices.values():
            body = {"time": iso(self.now())} | device.capabilities()
            self.link.publish(f"{self.topic}/der/{device.id}/capabilities", body, retain=True)

    def publish_telemetry(self):
        """One message for each device and one for the meter."""
        for device in self.devices.values():
            self.send(f"{self.topic}/der/{device.id}/telemetry", device.telemetry())
        if self.meter_kw:
            phases = {"powerByPhaseKW": {p: round(kw, 4) for p, kw in self.by_phase().items()}} if self.by_phase else {}
            self.send(
                f"{self.topic}/meter/telemetry", {"powerKW": round(self.meter_kw(), 4), "voltageV": 230.5} | phases)
        self.first_publish = self.first_publish or time.time()

    def send(self, topic, fields):
        """One telemetry message with time, sequence and boot, spoilt by the site's habits."""
        habits = self.habits
        body = {"time": iso(self.now()), "seq": next(self._sequence), "boot": self.boot} | fields
        if habits.wrong_sign:
            body["powerKW"] = -body["powerKW"]
        if habits.watts:
            body["powerKW"] = body["powerKW"] * 1000
        for _ in range(2 if habits.repeats else 1):
            self.link.publish(topic, body, retain=habits.retained)
        if habits.sends_older:
            older = body | {"time": iso(self.now() - 60), "seq": max(0, body["seq"] - 1), "powerKW": 0.0}
            self.link.publish(topic, older)

    def close(self):
        """Disappears; the broker publishes the will."""
        self.link.close()

    def _setpoint(self, topic, payload, retained):
        arrival = time.time()
        device = self.devices.get(topic.split("/")[-2])
        try:
            body = json.loads(payload)
            setpoint = Setpoint(float(body["powerKW"]), epoch(body["validUntil"]), int(body["seq"]), arrival)
        except (ValueError, KeyError, TypeError) as error:
            self.bad_setpoints.append((topic, payload[:200], repr(error)))
            return
        if device is None or setpoint.valid_until <= arrival:
            return
        device.receive(setpoint)
        inside = -device.max_export_kw - 1e-9 <= setpoint.power_kw <= device.max_import_kw + 1e-9
        taken = max(-device.max_export_kw, min(device.max_import_kw, setpoint.power_kw))
        if not self.habits.no_ack:
            self.link.publish(f"{self.topic}/der/{device.id}/setpoint/ack", {
                "seq": setpoint.seq, "status": "accepted" if inside else "partial", "powerKW": round(taken, 4)})

    def _rejected(self, topic, payload, retained):
        self.rejections.append((time.time(), topic, payload.decode(errors="replace")))


class NodeMeter:
    """The meter of a feeder node, with a credential of its own."""

    def __init__(self, node, power_kw, interval_s=1.0):
        self.node, self.power_kw, self.interval_s = node, power_kw, interval_s
        self.boot = secrets.token_hex(4)
        self.silent = False
        self.link = None
        self.last_publish = self.first_publish = None
        self._sequence = itertools.count(1)

    def connect(self, host, port, user, password):
        """Starts its MQTT client."""
        self.link = Link(f"node-{self.node}-{self.boot}", user, password)
        self.link.start(host, port)

    async def run(self):
        """Publishes until cancelled."""
        while True:
            if self.link.is_connected and not self.silent:
                self.link.publish(f"{ROOT}/node/{self.node}/telemetry", {
                    "time": iso(time.time()), "seq": next(self._sequence), "boot": self.boot,
                    "powerKW": round(self.power_kw(), 4)})
                self.last_publish = time.time()
                self.first_publish = self.first_publish or self.last_publish
            await asyncio.sleep(self.interval_s)

    def close(self):
        """Disappears."""
        self.link.close()
