# SPDX-License-Identifier: Apache-2.0
"""A charging station on PyPI `ocpp` 1.6 (schemas validated) that stores profiles and draws what they allow."""
import asyncio
import base64
import contextlib
import itertools
import time
from dataclasses import dataclass, field

import websockets
from ocpp.v16 import call

from .schedule import Line, ProfileStore
from .session import Session
from .times import iso
from .vehicle import MINIMUM_A, Vehicle

KILO = 1000.0


@dataclass
class Habits:
    """What is wrong with a station. All of it is seen in the field."""
    ignores_limits: bool = False
    """Stores, reads back and says Accepted; the car draws what it likes."""
    forgets_profiles: bool = False
    """Says Accepted and installs nothing."""
    rejects_unit: str = ""
    """"W" or "A": the rate unit it refuses."""
    rejects_stack_levels: bool = False
    """Refuses every stack level above 0."""
    no_readback: bool = False
    """Never answers GetCompositeSchedule."""
    late_answer_s: float = 0.0
    """Answers every CALL this much later."""
    clock_offset_s: float = 0.0
    """Its clock is wrong and it does not take ours."""
    energy_only: bool = False
    """Measures nothing but its energy register."""
    repeats_start: bool = False
    """Sends each StartTransaction twice, as after a lost answer."""
    reconnect_s: float = 1.0
    """How long it waits before it connects again."""


@dataclass
class Transaction:
    """A charging session; `id` is what the central system chose, None until it answered."""
    connector: int
    id_tag: str
    start: float
    meter_start_wh: int
    id: int | None = None
    session: object = None


@dataclass
class Connector:
    """One plug with its car, its meter and its running transaction."""
    number: int
    vehicle: Vehicle | None = None
    transaction: Transaction | None = None
    energy_wh: float = 0.0
    power_kw: float = 0.0
    current_a: float = 0.0
    phases: int = 3
    status: str = "Available"
    stopped: bool = False
    """A remote stop holds until the plug is pulled."""
    below_minimum: list = field(default_factory=list)
    """(time, A) of every limit in (0, 6) A that was in force with a car at the plug."""


class Station:
    """Keeps one identity alive: connects, boots, meters, queues what must not be lost, moves its cars on."""

    def __init__(self, identity, url=None, password=None, *, connectors=1, line=None, habits=None,
                 unit="Current,Power"):
        self.identity, self.url, self.password = identity, url, password
        self.line = line or Line(voltage=231.0)
        self.habits = habits or Habits()
        self.profiles = ProfileStore()
        self.connectors = {n: Connector(n, phases=self.line.phases) for n in range(1, connectors + 1)}
        self.commands = []
        """(arrival time, action, payload) of every CALL received."""
        self.limits = []
        """(arrival time, connector, A allowed from then) whenever a profile came, went or was replaced."""
        self.configuration = self._configuration(unit)
        self.read_only = {"NumberOfConnectors", "ChargeProfileMaxStackLevel", "SupportedFeatureProfiles",
                          "ChargingScheduleAllowedChargingRateUnit", "ChargingScheduleMaxPeriods",
                          "MaxChargingProfilesInstalled", "ConnectorSwitch3to1PhaseSupported"}
        self.session = None
        self.boots = self.refusals = 0
        self.meter_times = []
        """When each MeterValues was sent."""
        self.heartbeat_s = 60.0
        self._transaction_messages = asyncio.Queue()
        self._booted = asyncio.Event()
        self._hidden = False
        self._numbers = itertools.count(1)

    # Time and physics

    def now(self):
        """The station's own clock, epoch seconds."""
        return time.time() + self.habits.clock_offset_s

    def limit_a(self, number):
        """Amperes per phase that the profiles and the hardware allow at connector `number` now."""
        connector = self.connectors[number]
        limit, phases = self.profiles.limit_at(self.now(), number, self.line, self._running(connector))
        connector.phases = phases
        return self.line.maximum_a if limit is None else min(limit, self.line.maximum_a)

    def told_kw(self):
        """The most its cars may draw by what the station has been told."""
        total = 0.0
        for number, connector in self.connectors.items():
            limit = self.limit_a(number)
            if connector.vehicle and limit >= MINIMUM_A:
                amperes = min(limit, connector.vehicle.maximum_a)
                total += amperes * self._volt_phases(connector) / KILO
        return total

    @property
    def power_kw(self):
        """True power now."""
        return sum(c.power_kw for c in self.connectors.values())

    def step(self, now, dt):
        """Moves every car on by `dt` s."""
        for connector in self.connectors.values():
            self._step(connector, now, dt)
        return self.power_kw

    def _step(self, connector, now, dt):
        limit = self.limit_a(connector.number)
        amperes = 0.0
        if connector.vehicle:
            connector.vehicle.obeys = not self.habits.ignores_limits
            may = limit if connector.transaction else 0.0
            if connector.transaction or not connector.vehicle.current_a == 0:
                amperes = connector.vehicle.step(now, dt, may)
            if 0 < limit < MINIMUM_A and connector.transaction:
                if not connector.below_minimum or connector.below_minimum[-1][1] != limit:
                    connector.below_minimum.append((time.time(), limit))
        connector.current_a = amperes
        connector.power_kw = amperes * self._volt_phases(connector) / KILO
        kwh = connector.power_kw * dt / 3600
        connector.energy_wh += kwh * KILO
        if connector.vehicle:
            connector.vehicle.charge(kwh)
        if connector.transaction:
            charging = "Charging" if amperes > 0 else ("SuspendedEVSE" if limit < MINIMUM_A else "SuspendedEV")
            if amperes > 0 or now - connector.transaction.start > connector.vehicle.delay_s + 1:
                self._set_status(connector, charging)

    def lines_in_use(self, connector):
        """How many of L1, L2, L3 carry current: what the contactor lets through, and the car has."""
        return min(connector.phases, connector.vehicle.phases if connector.vehicle else 3)

    def _volt_phases(self, connector):
        return self.line.voltage * self.lines_in_use(connector)

    def _running(self, connector):
        running = connector.transaction
        return (running.id, running.start + self.habits.clock_offset_s) if running else None

    # Plugs

    def plug(self, vehicle, number=1):
        """A car arrives and starts charging."""
        connector = self.connectors[number]
        connector.vehicle, connector.stopped = vehicle, False
        self._set_status(connector, "Preparing")
        self.start(number, f"TAG-{self.identity}"[:20])

    def unplug(self, number=1):
        """The car leaves."""
        connector = self.connectors[number]
        self.stop(number, "EVDisconnected")
        connector.vehicle = None
        connector.current_a = connector.power_kw = 0.0
        self._set_status(connector, "Available")

    def start(self, number, id_tag):
        """Starts a transaction where a car waits; returns whether it did."""
        connector = self.connectors[number]
        if connector.vehicle is None or connector.transaction:
            return False
        connector.transaction = Transaction(number, id_tag, time.time(), int(connector.energy_wh))
        self._transaction_messages.put_nowait(("start", connector.transaction))
        if self.habits.repeats_start:
            self._transaction_messages.put_nowait(("start again", connector.transaction))
        return True

    def stop(self, number, reason):
        """Ends the running transaction; returns whether there was one."""
        connector = self.connectors[number]
        ended, connector.transaction = connector.transaction, None
        if ended is None:
            return False
        self.profiles.end_transaction(number)
        self._transaction_messages.put_nowait(
            ("stop", (ended, int(connector.energy_wh), self.now(), reason)))
        return True

    # Connection

    async def run(self):
        """Connects, and connects again whenever the connection is lost, until cancelled."""
        workers = [asyncio.create_task(w) for w in (self._send_transactions(), self._meter(), self._beat())]
        try:
            while True:
                with contextlib.suppress(OSError, asyncio.TimeoutError, websockets.WebSocketException):
                    await self._connect_once()
                self.session = None
                self._booted.clear()
                await asyncio.sleep(self.habits.reconnect_s)
        finally:
            for worker in workers:
                worker.cancel()

    async def vanish(self, half_open=False):
        """Disappears: the socket is closed, or goes silent while it stays open. `reappear` ends it."""
        self._hidden = True
        if self.session is None:
            return
        transport = self.session.socket.transport
        if half_open:
            transport.pause_reading()
            self._silenced = self.session
            self.session = None
            self._silenced.lose()
            self._booted.clear()
        else:
            transport.abort()

    async def reappear(self):
        """Comes back on a new connection."""
        self._hidden = False
        silenced = getattr(self, "_silenced", None)
        if silenced:
            silenced.socket.transport.abort()
            self._silenced = None

    async def _connect_once(self):
        while self._hidden:
            await asyncio.sleep(0.2)
        token = base64.b64encode(f"{self.identity}:{self.password or ''}".encode()).decode()
        headers = {"Authorization": f"Basic {token}"} if self.password is not None else {}
        try:
            socket = await websockets.connect(
                f"{self.url}/{self.identity}", subprotocols=["ocpp1.6"], additional_headers=headers,
                compression=None, open_timeout=10, ping_interval=None, max_size=2**20)
        except websockets.InvalidStatus:
            self.refusals += 1
            raise
        async with socket:
            self.session = session = Session(self, socket)
            reader, boot = asyncio.create_task(session.start()), asyncio.create_task(self._boot(session))
            try:
                await asyncio.wait([reader, boot], return_when=asyncio.FIRST_COMPLETED)
                if boot.done():
                    boot.result()
                await reader
            finally:
                reader.cancel()
                boot.cancel()
                session.lose()

    async def _boot(self, session):
        while True:
            answer = await session.call(call.BootNotification(
                charge_point_model="Judge", charge_point_vendor="Headroom acceptance",
                charge_point_serial_number=self.identity[:25], firmware_version="1"))
            if answer is not None and answer.status == "Accepted":
                break
            await asyncio.sleep(min(answer.interval if answer else 5, 5))
        self.boots += 1
        self.heartbeat_s = answer.interval or 60
        await session.call(call.StatusNotification(connector_id=0, error_code="NoError", status="Available"))
        for connector in self.connectors.values():
            await self.notify_status(connector)
        self._booted.set()

    async def tell(self, payload):
        """Sends a CALL where there is a booted connection; returns the answer or None."""
        session = self.session
        if session is None or not self._booted.is_set():
            return None
        asked = asyncio.ensure_future(session.call(payload))
        await asyncio.wait([asked, session.gone], return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            asked.cancel()
        try:
            return await asked
        except (asyncio.CancelledError, asyncio.TimeoutError, websockets.WebSocketException, OSError):
            if asyncio.current_task().cancelling():
                raise
            return None

    async def notify_status(self, connector):
        """Says what the connector is doing."""
        session = self.session
        if session:
            with contextlib.suppress(asyncio.TimeoutError, websockets.WebSocketException, OSError):
                await session.call(call.StatusNotification(
                    connector_id=connector.number, error_code="NoError", status=connector.status,
                    timestamp=iso(self.now())))

    def _set_status(self, connector, status):
        if connector.status == status:
            return
        connector.status = status
        if self._booted.is_set():
            asyncio.ensure_future(self.notify_status(connector))

    # What it sends by itself

    async def _send_transactions(self):
        """One after the other, each until it is answered: they must not be lost."""
        while True:
            kind, content = await self._transaction_messages.get()
            while not await (self._send_stop(content) if kind == "stop" else self._send_start(content)):
                await self._booted.wait()
                await asyncio.sleep(0.5)

    async def _send_start(self, transaction):
        await self._booted.wait()
        await self.tell(call.Authorize(id_tag=transaction.id_tag))
        answer = await self.tell(call.StartTransaction(
            connector_id=transaction.connector, id_tag=transaction.id_tag, meter_start=transaction.meter_start_wh,
            timestamp=iso(transaction.start + self.habits.clock_offset_s)))
        if answer is None:
            return False
        transaction.id = answer.transaction_id
        return True

    async def _send_stop(self, content):
        ended, meter_wh, when, reason = content
        await self._booted.wait()
        answer = await self.tell(call.StopTransaction(
            transaction_id=ended.id if ended.id is not None else -1, meter_stop=meter_wh, timestamp=iso(when),
            id_tag=ended.id_tag, reason=reason))
        return answer is not None

    async def _meter(self):
        due = {}
        while True:
            await asyncio.sleep(0.1)
            if not self._booted.is_set():
                continue
            interval = float(self.configuration["MeterValueSampleInterval"])
            for number, connector in self.connectors.items():
                if connector.transaction and interval > 0 and time.monotonic() >= due.get(number, 0):
                    due[number] = time.monotonic() + interval
                    await self.send_meter_values(connector, "Sample.Periodic")

    async def _beat(self):
        while True:
            await asyncio.sleep(self.heartbeat_s)
            await self.tell(call.Heartbeat())

    async def send_meter_values(self, connector, context):
        """One MeterValues of the configured measurands."""
        self.meter_times.append(time.time())
        running = connector.transaction
        await self.tell(call.MeterValues(
            connector_id=connector.number, transaction_id=running.id if running else None,
            meter_value=[{"timestamp": iso(self.now()), "sampledValue": self._samples(connector, context)}]))

    def _samples(self, connector, context):
        wanted = self.configuration["MeterValuesSampledData"].split(",")
        phases = ["L1", "L2", "L3"][:self.line.phases]
        carrying = phases[:self.lines_in_use(connector)]
        table = {
            "Energy.Active.Import.Register": [(f"{connector.energy_wh:.1f}", "Wh", None)],
            "Power.Active.Import": [(f"{connector.power_kw * KILO:.1f}", "W", None)],
            "Current.Import": [(f"{connector.current_a if p in carrying else 0:.2f}", "A", p) for p in phases],
            "Voltage": [(f"{self.line.voltage:.1f}", "V", f"{p}-N") for p in phases],
            "SoC": ([(f"{connector.vehicle.soc * 100:.0f}", "Percent", None)]
                    if connector.vehicle and connector.vehicle.soc is not None else [])}
        return [
            {"value": value, "measurand": name, "unit": unit, "context": context} | ({"phase": phase} if phase else {})
            for name in wanted if name in table for value, unit, phase in table[name]
        ] or [{"value": f"{connector.energy_wh:.1f}", "context": context}]

    def measurands(self):
        """What it can measure."""
        register = {"Energy.Active.Import.Register"}
        return register if self.habits.energy_only else register | {
            "Power.Active.Import", "Current.Import", "Voltage", "SoC"}

    def _configuration(self, unit):
        return {
            "NumberOfConnectors": str(len(self.connectors)), "HeartbeatInterval": "60",
            "MeterValueSampleInterval": "60", "ClockAlignedDataInterval": "0",
            "MeterValuesSampledData": "Energy.Active.Import.Register", "MeterValuesAlignedData": "",
            "StopTxnSampledData": "", "ConnectionTimeOut": "60", "WebSocketPingInterval": "0",
            "AuthorizeRemoteTxRequests": "false", "LocalPreAuthorize": "false",
            "TransactionMessageAttempts": "3", "TransactionMessageRetryInterval": "5",
            "SupportedFeatureProfiles": "Core,RemoteTrigger,SmartCharging",
            "ChargeProfileMaxStackLevel": "8", "ChargingScheduleAllowedChargingRateUnit": unit,
            "ChargingScheduleMaxPeriods": "12", "MaxChargingProfilesInstalled": "8",
            "ConnectorSwitch3to1PhaseSupported": "false"}
