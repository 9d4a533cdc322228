# SPDX-License-Identifier: Apache-2.0
"""A charging station on PyPI `ocpp` 2.0.1 or 2.1 (schemas validated) whose cars draw what its composite schedules allow.

obedient_station.py VERSION PORT IDENTITY PASSWORD TRACE STOP: runs until there is a file STOP, and writes a line
`time limit_a kw` to TRACE five times a second: of both cars together. Shares no code with the gateway.

At EVSE 1 a cable is plugged in first; at EVSE 2 a card is shown first, and its EVSE is named when the cable follows.
Each EVSE is named once, and metered by events of its transaction.
"""
import asyncio
import base64
import datetime
import importlib
import os
import sys
import time

import websockets
from ocpp.routing import after, on

VERSION, PORT, IDENTITY, PASSWORD, TRACE, STOP = sys.argv[1:]
dialect = importlib.import_module({"ocpp2.0.1": "ocpp.v201", "ocpp2.1": "ocpp.v21"}[VERSION])
call, call_result = dialect.call, dialect.call_result
VOLTAGE, PHASES, MAXIMUM_A, MINIMUM_A = 231.0, 3, 32.0, 6.0
EVSES = (1, 2)
LONGEST_S = 240


def iso(moment=None):
    """RFC 3339 in UTC."""
    moment = time.time() if moment is None else moment
    return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).isoformat(timespec="milliseconds")


def epoch(text):
    """Seconds of an RFC 3339 text."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Station(dialect.ChargePoint):
    """Its side of the connection: profiles, device model and a transaction at each EVSE."""

    def __init__(self, socket):
        super().__init__(IDENTITY, socket, response_timeout=10)
        self.profiles = {evse: {} for evse in (0,) + EVSES}
        self.variables = {
            "SmartChargingCtrlr.RateUnit": "A,W", "SmartChargingCtrlr.ProfileStackLevel": "4",
            "SmartChargingCtrlr.PeriodsPerSchedule": "8",
            "SampledDataCtrlr.TxUpdatedInterval": "60",
            "SampledDataCtrlr.TxUpdatedMeasurands": "Energy.Active.Import.Register"}
        self.sequence, self.energy_wh = dict.fromkeys(EVSES, -1), dict.fromkeys(EVSES, 0.0)
        self.current_a = dict.fromkeys(EVSES, 0.0)

    # Smart charging

    def limit_a(self, evse, moment):
        """A per phase that is allowed then: the profile of the highest stack level, and never more than the plate."""
        allowed = MAXIMUM_A
        held = [*self.profiles[0].values(), *self.profiles[evse].values()]
        for purpose in ("TxDefaultProfile", "ChargingStationMaxProfile"):
            running = [p for p in held if p["charging_profile_purpose"] == purpose
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
        if evse_id not in self.profiles:
            return call_result.SetChargingProfile(status="Rejected")
        self.profiles[evse_id][charging_profile["id"]] = charging_profile
        return call_result.SetChargingProfile(status="Accepted")

    @on("ClearChargingProfile")
    def clear_charging_profile(self, charging_profile_id=None, charging_profile_criteria=None, **_):
        wanted = charging_profile_criteria or {}
        gone = [(evse, i) for evse, held in self.profiles.items() for i, p in held.items()
                if charging_profile_id in (None, i)
                and wanted.get("charging_profile_purpose") in (None, p["charging_profile_purpose"])
                and wanted.get("stack_level") in (None, p["stack_level"])]
        for evse, number in gone:
            del self.profiles[evse][number]
        return call_result.ClearChargingProfile(status="Accepted" if gone else "Unknown")

    @on("GetCompositeSchedule")
    def get_composite_schedule(self, duration, evse_id, charging_rate_unit="A", **_):
        now = time.time()
        factor = VOLTAGE * PHASES if charging_rate_unit == "W" else 1
        periods = []
        for second in range(duration):
            limit = int(self.limit_a(evse_id, now + second) * factor * 10 + 1e-6) / 10
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
    def trigger_message(self, requested_message, evse=None, **_):
        known = requested_message in ("Heartbeat", "StatusNotification")
        if (evse or {}).get("connector_id", 1) != 1:
            return call_result.TriggerMessage(status="Rejected")
        return call_result.TriggerMessage(status="Accepted" if known else "NotImplemented")

    @after("TriggerMessage")
    async def triggered(self, requested_message, evse=None, **_):
        if requested_message == "Heartbeat":
            await self.call(call.Heartbeat())
        elif requested_message == "StatusNotification" and (evse or {}).get("connector_id", 1) == 1:
            await self.tell_status((evse or {}).get("id", 1), "Occupied")

    # What it tells

    async def tell_status(self, evse, status):
        """How the only connector of an EVSE is."""
        await self.call(call.StatusNotification(
            timestamp=iso(), connector_status=status, evse_id=evse, connector_id=1))

    async def tell(self, car, kind, trigger, **more):
        """An event of a car's transaction, with what its meter shows: power in kW, or in W with a multiplier."""
        self.sequence[car] += 1
        samples = [
            {"value": round(self.power_kw(car), 4), "measurand": "Power.Active.Import",
             "unitOfMeasure": {"unit": "kW"}},
            {"value": round(self.energy_wh[car] / 1000, 6), "unitOfMeasure": {"unit": "Wh", "multiplier": 3}}]
        samples += [{"value": VOLTAGE, "measurand": "Voltage", "phase": f"L{n}-N"} for n in (1, 2, 3)]
        answer = await self.call(call.TransactionEvent(
            event_type=kind, timestamp=iso(), trigger_reason=trigger, seq_no=self.sequence[car],
            transaction_info={"transactionId": f"transaction-{car}", "chargingState": "Charging"},
            meter_value=[{"timestamp": iso(), "sampledValue": samples}], **more))
        assert answer is not None, f"{kind} was refused"

    async def arrive(self):
        """Both cars: the one by its cable first, the other by its driver's card."""
        token = {"id_token": {"idToken": "driver", "type": "ISO14443"}}
        for evse in EVSES:
            await self.tell_status(evse, "Available")
        await self.tell_status(1, "Occupied")
        await self.tell(1, "Started", "CablePluggedIn", evse={"id": 1, "connectorId": 1})
        await self.tell(1, "Updated", "Authorized", **token)
        await self.tell(2, "Started", "Authorized", **token)
        await self.tell_status(2, "Occupied")
        await self.tell(2, "Updated", "CablePluggedIn", evse={"id": 2, "connectorId": 1})

    def power_kw(self, car):
        """What a car draws truly."""
        return self.current_a[car] * VOLTAGE * PHASES / 1000

    async def drive(self, trace):
        """The cars: five times a second each takes what is allowed, a second late."""
        allowed = {car: [0.0] * 5 for car in EVSES}
        while not os.path.exists(STOP):
            for car in EVSES:
                allowed[car] = allowed[car][1:] + [self.limit_a(car, time.time())]
                self.current_a[car] = allowed[car][0] if allowed[car][0] >= MINIMUM_A else 0.0
                self.energy_wh[car] += self.power_kw(car) * 1000 * 0.2 / 3600
            limit_a, kilowatts = sum(a[-1] for a in allowed.values()), sum(map(self.power_kw, EVSES))
            trace.write(f"{time.time():.3f} {limit_a:.2f} {kilowatts:.3f}\n")
            trace.flush()
            await asyncio.sleep(0.2)

    async def meter(self):
        """Samples at the interval it was set to."""
        while True:
            await asyncio.sleep(float(self.variables["SampledDataCtrlr.TxUpdatedInterval"]))
            for car in EVSES:
                await self.tell(car, "Updated", "MeterValuePeriodic")


async def main():
    token = base64.b64encode(f"{IDENTITY}:{PASSWORD}".encode()).decode()
    async with websockets.connect(
            f"ws://127.0.0.1:{PORT}/ocpp/{IDENTITY}", subprotocols=[VERSION],
            additional_headers={"Authorization": f"Basic {token}"}) as socket:
        assert socket.subprotocol == VERSION
        station = Station(socket)
        reader = asyncio.create_task(station.start())
        boot = await station.call(call.BootNotification(
            charging_station={"model": "Peer", "vendorName": "Headroom tests"}, reason="PowerUp"))
        assert boot.status == "Accepted"
        await station.arrive()
        with open(TRACE, "w", encoding="ascii") as trace:
            drive, meter = asyncio.create_task(station.drive(trace)), asyncio.create_task(station.meter())
            done, _ = await asyncio.wait(
                [reader, drive, meter], timeout=LONGEST_S, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        assert done == {drive}, "the connection ended, or nobody ended the run"
        meter.cancel()
        for car in EVSES:
            await station.tell(car, "Ended", "EVDeparted")
            await station.tell_status(car, "Available")
        reader.cancel()
    print("all told")


asyncio.run(main())
