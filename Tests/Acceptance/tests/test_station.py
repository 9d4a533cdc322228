# SPDX-License-Identifier: Apache-2.0
"""The station against a central system on PyPI `ocpp`, both ends validating every message against the schemas."""
import asyncio
import logging
import time
import unittest

import websockets
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result

from peers.schedule import Line
from peers.station import Habits, Station
from peers.times import epoch, iso
from peers.vehicle import Vehicle


class Central(ChargePoint):
    """Says yes to everything and remembers."""

    def __init__(self, identity, connection, heard):
        super().__init__(identity, connection, response_timeout=2)
        self.heard = heard

    @on("BootNotification")
    def boot(self, **k):
        self.heard.append(("BootNotification", k))
        return call_result.BootNotification(current_time=iso(time.time()), interval=300, status="Accepted")

    @on("StatusNotification")
    def status(self, **k):
        self.heard.append(("StatusNotification", k))
        return call_result.StatusNotification()

    @on("Authorize")
    def authorize(self, **k):
        return call_result.Authorize(id_tag_info={"status": "Accepted"})

    @on("StartTransaction")
    def start_transaction(self, **k):
        self.heard.append(("StartTransaction", k))
        return call_result.StartTransaction(transaction_id=42, id_tag_info={"status": "Accepted"})

    @on("StopTransaction")
    def stop_transaction(self, **k):
        self.heard.append(("StopTransaction", k))
        return call_result.StopTransaction()

    @on("MeterValues")
    def meter_values(self, **k):
        self.heard.append(("MeterValues", k))
        return call_result.MeterValues()


def profile(limit, *, id=1, level=0, purpose="TxDefaultProfile", unit="A", **more):
    return {
        "chargingProfileId": id, "stackLevel": level, "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute", **more, "chargingSchedule": {
            "startSchedule": iso(time.time() - 60), "chargingRateUnit": unit,
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit}]}}


class StationOnTheWire(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        logging.disable(logging.CRITICAL)
        self.heard, self.centrals = [], []
        self.server = await websockets.serve(self._accept, "127.0.0.1", 0, subprotocols=["ocpp1.6"])
        self.tasks = []

    async def asyncTearDown(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.server.close()
        logging.disable(logging.NOTSET)

    async def _accept(self, connection):
        self.authorization = connection.request.headers.get("Authorization")
        central = Central(connection.request.path.rsplit("/", 1)[1], connection, self.heard)
        self.centrals.append(central)
        try:
            await central.start()
        except websockets.WebSocketException:
            pass

    async def _station(self, **habits):
        port = self.server.sockets[0].getsockname()[1]
        station = Station("cs-1", f"ws://127.0.0.1:{port}/ocpp", "secret", line=Line(voltage=230.0),
                          habits=Habits(reconnect_s=0.1, **habits))
        self.tasks += [asyncio.create_task(station.run()), asyncio.create_task(self._physics(station))]
        await self._until(lambda: station._booted.is_set())
        return station

    async def _physics(self, station):
        while True:
            await asyncio.sleep(0.05)
            station.step(time.time(), 0.05)

    async def _until(self, condition, within_s=8):
        deadline = time.monotonic() + within_s
        while not condition():
            self.assertLess(time.monotonic(), deadline, self.heard)
            await asyncio.sleep(0.02)

    def _named(self, name):
        return [k for n, k in self.heard if n == name]

    async def _set(self, raw, connector=1):
        answer = await self.centrals[-1].call(call.SetChargingProfile(connector_id=connector, cs_charging_profiles=raw))
        return answer and answer.status

    async def test_draws_what_its_profile_allows_and_says_so(self):
        station = await self._station()
        self.assertEqual(self.authorization, "Basic Y3MtMTpzZWNyZXQ=")
        central = self.centrals[-1]
        await central.call(call.ChangeConfiguration(key="MeterValueSampleInterval", value="1"))
        measurands = "Power.Active.Import,Current.Import,Voltage,Energy.Active.Import.Register"
        answer = await central.call(call.ChangeConfiguration(key="MeterValuesSampledData", value=measurands))
        self.assertEqual(answer.status, "Accepted")
        self.assertEqual(await self._set(profile(10.5)), "Accepted")
        station.plug(Vehicle(delay_s=0.1))
        await self._until(lambda: abs(station.power_kw - 10.5 * 0.69) < 1e-6)
        self.assertEqual(self._named("StartTransaction")[0]["meter_start"], 0)
        seen = len(self._named("MeterValues"))
        await self._until(lambda: len(self._named("MeterValues")) > seen + 1)
        samples = self._named("MeterValues")[-1]["meter_value"][0]["sampled_value"]
        values = {(s["measurand"], s.get("phase")): s["value"] for s in samples}
        self.assertEqual(values["Power.Active.Import", None], "7245.0")
        self.assertEqual(values["Current.Import", "L2"], "10.50")
        self.assertEqual(values["Voltage", "L3-N"], "230.0")

    async def test_reads_back_in_amperes_and_watts(self):
        await self._station()
        await self._set(profile(16))
        await self._set(profile(9, id=2, level=1))
        answer = await self.centrals[-1].call(
            call.GetCompositeSchedule(connector_id=1, duration=600, charging_rate_unit="A"))
        self.assertEqual([float(p["limit"]) for p in answer.charging_schedule["charging_schedule_period"]], [9.0])
        self.assertLess(abs(epoch(answer.schedule_start) - time.time()), 2)
        answer = await self.centrals[-1].call(
            call.GetCompositeSchedule(connector_id=1, duration=600, charging_rate_unit="W"))
        self.assertEqual([float(p["limit"]) for p in answer.charging_schedule["charging_schedule_period"]], [6210.0])

    async def test_refuses_what_the_standard_refuses(self):
        await self._station()
        self.assertEqual(await self._set(profile(10, purpose="TxProfile")), "Rejected")
        self.assertEqual(await self._set(profile(10, level=9)), "Rejected")
        self.assertIsNone(await self._set(profile(10, purpose="ChargePointMaxProfile"), connector=1))
        self.assertEqual(await self._set(profile(10, purpose="ChargePointMaxProfile"), connector=0), "Accepted")
        answer = await self.centrals[-1].call(call.ClearChargingProfile(charging_profile_purpose="TxDefaultProfile"))
        self.assertEqual(answer.status, "Unknown")

    async def test_a_limit_between_0_and_6_a_stops_the_car_and_is_recorded(self):
        station = await self._station()
        await self._set(profile(10))
        station.plug(Vehicle(delay_s=0.1))
        await self._until(lambda: station.power_kw > 6)
        await self._set(profile(4))
        await self._until(lambda: station.power_kw == 0)
        self.assertEqual(station.connectors[1].below_minimum[0][1], 4)

    async def test_bad_habits(self):
        station = await self._station(
            rejects_unit="W", rejects_stack_levels=True, ignores_limits=True, energy_only=True)
        self.assertEqual(await self._set(profile(7000, unit="W")), "Rejected")
        self.assertEqual(await self._set(profile(10, level=1)), "Rejected")
        self.assertEqual(await self._set(profile(0)), "Accepted")
        answer = await self.centrals[-1].call(
            call.ChangeConfiguration(key="MeterValuesSampledData", value="Power.Active.Import"))
        self.assertEqual(answer.status, "Rejected")
        station.plug(Vehicle(delay_s=0.1))
        await self._until(lambda: station.power_kw > 22)

    async def test_never_answers_a_read_back_but_all_else(self):
        await self._station(no_readback=True)
        with self.assertRaises(asyncio.TimeoutError):
            await self.centrals[-1].call(call.GetCompositeSchedule(connector_id=1, duration=600))
        self.assertEqual(await self._set(profile(10)), "Accepted")

    async def test_late_answers_do_not_stop_what_it_says_itself(self):
        station = await self._station(late_answer_s=0.8)
        began = time.monotonic()
        pending = asyncio.create_task(self._set(profile(10)))
        station.plug(Vehicle())
        await self._until(lambda: self._named("StartTransaction"))
        self.assertLess(time.monotonic() - began, 0.8)
        self.assertEqual(await pending, "Accepted")

    async def test_stops_the_transaction_after_a_lost_connection(self):
        station = await self._station(repeats_start=True, clock_offset_s=-300)
        station.plug(Vehicle())
        await self._until(lambda: len(self._named("StartTransaction")) == 2)
        self.assertEqual(*self._named("StartTransaction"))
        self.assertLess(epoch(self._named("StartTransaction")[0]["timestamp"]), time.time() - 290)
        await station.vanish()
        await self._until(lambda: station.session is None)
        station.unplug()
        self.assertFalse(self._named("StopTransaction"))
        await station.reappear()
        await self._until(lambda: self._named("StopTransaction"))
        self.assertEqual(self._named("StopTransaction")[0]["transaction_id"], 42)
        self.assertEqual(len(self._named("BootNotification")), 2)

    async def test_half_open_says_nothing_more_and_comes_back_on_a_new_connection(self):
        station = await self._station()
        await station.vanish(half_open=True)
        with self.assertRaises(asyncio.TimeoutError):
            await self.centrals[-1].call(call.GetConfiguration())
        await station.reappear()
        await self._until(lambda: len(self.centrals) == 2 and station.session is not None)

    async def test_the_car_goes_on_by_the_schedule_while_the_connection_is_away(self):
        station = await self._station()
        raw = profile(20)
        raw["chargingSchedule"]["chargingSchedulePeriod"].append({"startPeriod": 63, "limit": 7})
        await self._set(raw)
        station.plug(Vehicle(delay_s=0.1))
        await self._until(lambda: station.power_kw > 13)
        await station.vanish()
        await self._until(lambda: abs(station.power_kw - 7 * 0.69) < 1e-6)


if __name__ == "__main__":
    unittest.main()
