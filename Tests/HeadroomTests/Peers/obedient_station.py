# SPDX-License-Identifier: Apache-2.0
"""A charging station on PyPI `ocpp` 2.0.1 or 2.1 (schemas validated) whose car draws what its composite schedule allows.

obedient_station.py VERSION PORT IDENTITY PASSWORD TRACE SECONDS: runs for SECONDS, and writes a line `time limit_a kw`
to TRACE five times a second. Shares no code with the gateway.
"""
import asyncio
import base64
import datetime
import importlib
import sys
import time

import websockets
from ocpp.routing import after, on

VERSION, PORT, IDENTITY, PASSWORD, TRACE, SECONDS = sys.argv[1:]
dialect = importlib.import_module({"ocpp2.0.1": "ocpp.v201", "ocpp2.1": "ocpp.v21"}[VERSION])
call, call_result = dialect.call, dialect.call_result
VOLTAGE, PHASES, MAXIMUM_A, MINIMUM_A = 231.0, 3, 32.0, 6.0


def iso(moment=None):
    """RFC 3339 in UTC."""
    moment = time.time() if moment is None else moment
    return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).isoformat(timespec="milliseconds")


def epoch(text):
    """Seconds of an RFC 3339 text."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Station(dialect.ChargePoint):
    """Its side of the connection: profiles, device model and one transaction at EVSE 1."""

    def __init__(self, socket):
        super().__init__(IDENTITY, socket, response_timeout=10)
        self.profiles = {}
        self.variables = {
            "SmartChargingCtrlr.RateUnit": "A,W", "SmartChargingCtrlr.ProfileStackLevel": "4",
            "SmartChargingCtrlr.PeriodsPerSchedule": "8",
            "SampledDataCtrlr.TxUpdatedInterval": "60",
            "SampledDataCtrlr.TxUpdatedMeasurands": "Energy.Active.Import.Register"}
        self.sequence, self.energy_wh, self.current_a = -1, 0.0, 0.0

    # Smart charging

    def limit_a(self, moment):
        """A per phase that is allowed then: the profile of the highest stack level, and never more than the plate."""
        allowed = MAXIMUM_A
        for purpose in ("TxDefaultProfile", "ChargingStationMaxProfile"):
            running = [p for p in self.profiles.values() if p["charging_profile_purpose"] == purpose
                       and epoch(p["charging_schedule"][0]["start_schedule"]) <= moment]
            if not running:
                continue
            schedule = max(running, key=lambda p: p["stack_level"])["charging_schedule"][0]
            elapsed = moment - epoch(schedule["start_schedule"])
            period = [p for p in schedule["charging_schedule_period"] if p["start_period"] <= elapsed][-1]
            watts = VOLTAGE * PHASES if schedule["charging_rate_unit"] == "W" else 1
            allowed = min(allowed, float(period["limit"]) / watts)
        return allowed

    @on("SetChargingProfile")
    def set_charging_profile(self, evse_id, charging_profile, **_):
        if evse_id not in (0, 1):
            return call_result.SetChargingProfile(status="Rejected")
        self.profiles[charging_profile["id"]] = charging_profile
        return call_result.SetChargingProfile(status="Accepted")

    @on("ClearChargingProfile")
    def clear_charging_profile(self, charging_profile_id=None, charging_profile_criteria=None, **_):
        wanted = charging_profile_criteria or {}
        gone = [i for i, p in self.profiles.items()
                if charging_profile_id in (None, i)
                and wanted.get("charging_profile_purpose") in (None, p["charging_profile_purpose"])
                and wanted.get("stack_level") in (None, p["stack_level"])]
        for number in gone:
            del self.profiles[number]
        return call_result.ClearChargingProfile(status="Accepted" if gone else "Unknown")

    @on("GetCompositeSchedule")
    def get_composite_schedule(self, duration, evse_id, charging_rate_unit="A", **_):
        now = time.time()
        factor = VOLTAGE * PHASES if charging_rate_unit == "W" else 1
        periods = []
        for second in range(duration):
            limit = int(self.limit_a(now + second) * factor * 10 + 1e-6) / 10
            if not periods or periods[-1]["limit"] != limit:
                periods.append({"startPeriod": second, "limit": limit})
        return call_result.GetCompositeSchedule(status="Accepted", schedule={
            "evseId": evse_id, "duration": duration, "scheduleStart": iso(now),
            "chargingRateUnit": charging_rate_unit, "chargingSchedulePeriod": periods})

    # Device model

    @on("GetVariables")
    def get_variables(self, get_variable_data, **_):
        return call_result.GetVariables(get_variable_result=[self._read(d) for d in get_variable_data])

    @on("SetVariables")
    def set_variables(self, set_variable_data, **_):
        return call_result.SetVariables(set_variable_result=[self._write(d) for d in set_variable_data])

    def _read(self, data):
        name = f'{data["component"]["name"]}.{data["variable"]["name"]}'
        result = {"component": data["component"], "variable": data["variable"], "attributeStatus": "UnknownVariable"}
        if name in self.variables:
            result |= {"attributeStatus": "Accepted", "attributeValue": self.variables[name]}
        return result

    def _write(self, data):
        name = f'{data["component"]["name"]}.{data["variable"]["name"]}'
        known = name in self.variables
        if known:
            self.variables[name] = data["attribute_value"]
        return {"component": data["component"], "variable": data["variable"],
                "attributeStatus": "Accepted" if known else "UnknownVariable"}

    @on("TriggerMessage")
    def trigger_message(self, requested_message, **_):
        known = requested_message in ("Heartbeat", "StatusNotification")
        return call_result.TriggerMessage(status="Accepted" if known else "NotImplemented")

    @after("TriggerMessage")
    async def triggered(self, requested_message, **_):
        if requested_message == "Heartbeat":
            await self.call(call.Heartbeat())
        elif requested_message == "StatusNotification":
            await self.tell_status("Occupied")

    # What it tells

    async def tell_status(self, status):
        """How its only connector is."""
        await self.call(call.StatusNotification(
            timestamp=iso(), connector_status=status, evse_id=1, connector_id=1))

    async def tell(self, kind, trigger):
        """An event of its transaction, with what its meter shows: power in kW, or in W with a multiplier."""
        self.sequence += 1
        kilowatts = self.power_kw()
        samples = [
            {"value": round(kilowatts, 4), "measurand": "Power.Active.Import", "unitOfMeasure": {"unit": "kW"}},
            {"value": round(self.energy_wh / 1000, 6), "unitOfMeasure": {"unit": "Wh", "multiplier": 3}}]
        samples += [{"value": VOLTAGE, "measurand": "Voltage", "phase": f"L{n}-N"} for n in (1, 2, 3)]
        answer = await self.call(call.TransactionEvent(
            event_type=kind, timestamp=iso(), trigger_reason=trigger, seq_no=self.sequence,
            transaction_info={"transactionId": "transaction-1", "chargingState": "Charging"},
            evse={"id": 1, "connectorId": 1}, id_token={"idToken": "driver", "type": "ISO14443"},
            meter_value=[{"timestamp": iso(), "sampledValue": samples}]))
        assert answer is not None, f"{kind} was refused"

    def power_kw(self):
        """What the car draws truly."""
        return self.current_a * VOLTAGE * PHASES / 1000

    async def drive(self, trace):
        """The car: five times a second it takes what is allowed, a second late."""
        allowed = [0.0] * 5
        while True:
            allowed = allowed[1:] + [self.limit_a(time.time())]
            self.current_a = allowed[0] if allowed[0] >= MINIMUM_A else 0.0
            self.energy_wh += self.power_kw() * 1000 * 0.2 / 3600
            trace.write(f"{time.time():.3f} {allowed[-1]:.2f} {self.power_kw():.3f}\n")
            trace.flush()
            await asyncio.sleep(0.2)

    async def meter(self):
        """Samples at the interval it was set to."""
        while True:
            await asyncio.sleep(float(self.variables["SampledDataCtrlr.TxUpdatedInterval"]))
            await self.tell("Updated", "MeterValuePeriodic")


async def main():
    token = base64.b64encode(f"{IDENTITY}:{PASSWORD}".encode()).decode()
    async with websockets.connect(
            f"ws://127.0.0.1:{PORT}/ocpp/{IDENTITY}", subprotocols=[VERSION],
            additional_headers={"Authorization": f"Basic {token}"}) as socket:
        assert socket.subprotocol == VERSION
        station = Station(socket)
        tasks = [asyncio.create_task(station.start())]
        boot = await station.call(call.BootNotification(
            charging_station={"model": "Peer", "vendorName": "Headroom tests"}, reason="PowerUp"))
        assert boot.status == "Accepted"
        await station.tell_status("Available")
        await station.tell_status("Occupied")
        await station.tell("Started", "CablePluggedIn")
        with open(TRACE, "w", encoding="ascii") as trace:
            tasks += [asyncio.create_task(station.drive(trace)), asyncio.create_task(station.meter())]
            done, _ = await asyncio.wait(tasks, timeout=float(SECONDS), return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        assert not done, "the connection ended"
        tasks[-1].cancel()
        await station.tell("Ended", "EVDeparted")
        await station.tell_status("Available")
        for task in tasks:
            task.cancel()
    print("all told")


asyncio.run(main())
