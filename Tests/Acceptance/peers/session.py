# SPDX-License-Identifier: Apache-2.0
"""One WebSocket connection of a station: what it answers to each CALL of the central system."""
import asyncio
import contextlib
import time

import websockets
from ocpp.exceptions import PropertyConstraintViolationError
from ocpp.v16 import ChargePoint, call, call_result
from ocpp.routing import after, on

from .schedule import CHARGE_POINT_MAX, TX, Profile
from .times import iso

CALL_TIMEOUT_S = 10


class Session(ChargePoint):
    """The station's side of one connection. CALLs are answered in tasks of their own, so that a late answer to one
    does not hold up the answers to ours."""

    def __init__(self, station, socket):
        super().__init__(station.identity, socket, response_timeout=CALL_TIMEOUT_S)
        self.station, self.socket = station, socket
        self.logger.disabled = True
        self.gone = asyncio.get_running_loop().create_future()

    def lose(self):
        """The connection is over: whoever waits for an answer stops waiting."""
        if not self.gone.done():
            self.gone.set_result(None)

    async def start(self):
        async for message in self.socket:
            asyncio.ensure_future(self._route(message))

    async def _route(self, message):
        with contextlib.suppress(websockets.WebSocketException):
            await self.route_message(message)

    async def _handle_call(self, msg):
        self.station.commands.append((time.time(), msg.action, msg.payload))
        if self.station.habits.late_answer_s:
            await asyncio.sleep(self.station.habits.late_answer_s)
        return await super()._handle_call(msg)

    # Smart charging

    @on("SetChargingProfile")
    def set_charging_profile(self, connector_id, cs_charging_profiles):
        station, raw = self.station, cs_charging_profiles
        profile = Profile.decode(connector_id, raw, station.now())
        if connector_id not in station.connectors and connector_id != 0:
            raise PropertyConstraintViolationError("connectorId", details={"got": connector_id})
        if profile.purpose == CHARGE_POINT_MAX and connector_id != 0:
            raise PropertyConstraintViolationError("ChargePointMaxProfile belongs to connector 0")
        if any(p.limit < 0 for p in profile.periods):
            raise PropertyConstraintViolationError("limit below 0")
        if not self._accepts(profile):
            return call_result.SetChargingProfile(status="Rejected")
        if not station.habits.forgets_profiles:
            station.profiles.install(profile)
        self._note_limits()
        return call_result.SetChargingProfile(status="Accepted")

    def _accepts(self, profile):
        station = self.station
        configuration, habits = station.configuration, station.habits
        connector = station.connectors.get(profile.connector)
        if profile.purpose == TX:
            running = connector.transaction if connector else None
            if running is None or profile.transaction_id not in (None, running.id):
                return False
        if habits.rejects_stack_levels and profile.stack_level > 0:
            return False
        units = configuration["ChargingScheduleAllowedChargingRateUnit"]
        allowed = {"A" for word in ("Current", "A") if word in units.split(",")}
        allowed |= {"W" for word in ("Power", "W") if word in units.split(",")}
        installed = {p.id for p in station.profiles.profiles} | {profile.id}
        return (profile.unit in allowed and profile.unit != habits.rejects_unit
                and profile.stack_level <= int(configuration["ChargeProfileMaxStackLevel"])
                and len(profile.periods) <= int(configuration["ChargingScheduleMaxPeriods"])
                and profile.periods[0].start == 0
                and len(installed) <= int(configuration["MaxChargingProfilesInstalled"]))

    @on("ClearChargingProfile")
    def clear_charging_profile(self, id=None, connector_id=None, charging_profile_purpose=None, stack_level=None):
        removed = self.station.profiles.clear(id, connector_id, charging_profile_purpose, stack_level)
        self._note_limits()
        return call_result.ClearChargingProfile(status="Accepted" if removed else "Unknown")

    @on("GetCompositeSchedule")
    async def get_composite_schedule(self, connector_id, duration, charging_rate_unit=None):
        station = self.station
        if station.habits.no_readback:
            await asyncio.Event().wait()
        if connector_id != 0 and connector_id not in station.connectors:
            return call_result.GetCompositeSchedule(status="Rejected")
        connector = station.connectors.get(connector_id)
        running = station._running(connector) if connector else None
        begin, line = station.now(), station.line
        unit = charging_rate_unit or "A"
        factor = 1.0 if unit == "A" else line.voltage * line.phases
        phases = connector.phases if connector else line.phases
        periods = [
            {"startPeriod": int(offset), "limit": int(value * factor * 10 + 1e-6) / 10, "numberPhases": phases}
            for offset, value in station.profiles.composite(begin, duration, connector_id, line, running)]
        return call_result.GetCompositeSchedule(
            status="Accepted", connector_id=connector_id, schedule_start=iso(begin),
            charging_schedule={
                "duration": duration, "startSchedule": iso(begin), "chargingRateUnit": unit,
                "chargingSchedulePeriod": periods})

    def _note_limits(self):
        for number in self.station.connectors:
            self.station.limits.append((time.time(), number, self.station.limit_a(number)))

    # Configuration

    @on("GetConfiguration")
    def get_configuration(self, key=None):
        station = self.station
        wanted = key or list(station.configuration)
        known = [k for k in wanted if k in station.configuration]
        return call_result.GetConfiguration(
            configuration_key=[
                {"key": k, "readonly": k in station.read_only, "value": station.configuration[k]} for k in known],
            unknown_key=[k for k in wanted if k not in station.configuration])

    @on("ChangeConfiguration")
    def change_configuration(self, key, value):
        station = self.station
        if key not in station.configuration:
            return call_result.ChangeConfiguration(status="NotSupported")
        unknown = set(value.split(",")) - station.measurands() - {""}
        if key in station.read_only or (key.startswith("MeterValues") and unknown):
            return call_result.ChangeConfiguration(status="Rejected")
        station.configuration[key] = value
        if key == "HeartbeatInterval":
            station.heartbeat_s = max(1.0, float(value))
        return call_result.ChangeConfiguration(status="Accepted")

    # Triggers and remote control

    @on("TriggerMessage")
    def trigger_message(self, requested_message, connector_id=None):
        known = {"BootNotification", "Heartbeat", "MeterValues", "StatusNotification"}
        status = "Accepted" if requested_message in known else "NotImplemented"
        return call_result.TriggerMessage(status=status)

    @after("TriggerMessage")
    async def send_triggered(self, requested_message, connector_id=None):
        station = self.station
        chosen = [c for n, c in station.connectors.items() if connector_id in (None, 0, n)]
        if requested_message == "BootNotification":
            await station.tell(call.BootNotification(charge_point_model="Judge", charge_point_vendor="Acceptance"))
        elif requested_message == "Heartbeat":
            await station.tell(call.Heartbeat())
        elif requested_message == "MeterValues":
            for connector in chosen:
                await station.send_meter_values(connector, "Trigger")
        elif requested_message == "StatusNotification":
            for connector in chosen:
                await station.notify_status(connector)

    @on("RemoteStartTransaction")
    def remote_start(self, id_tag, connector_id=None, charging_profile=None):
        number = connector_id or 1
        started = number in self.station.connectors and self.station.start(number, id_tag)
        return call_result.RemoteStartTransaction(status="Accepted" if started else "Rejected")

    @on("RemoteStopTransaction")
    def remote_stop(self, transaction_id):
        for number, connector in self.station.connectors.items():
            if connector.transaction and connector.transaction.id == transaction_id:
                self.station.stop(number, "Remote")
                connector.stopped = True
                return call_result.RemoteStopTransaction(status="Accepted")
        return call_result.RemoteStopTransaction(status="Rejected")

    # The rest of the core profile

    @on("ChangeAvailability")
    def change_availability(self, connector_id, type):
        return call_result.ChangeAvailability(status="Accepted")

    @on("Reset")
    def reset(self, type):
        return call_result.Reset(status="Accepted")

    @after("Reset")
    async def reboot(self, type):
        await self.socket.close()

    @on("UnlockConnector")
    def unlock_connector(self, connector_id):
        return call_result.UnlockConnector(status="NotSupported")

    @on("ClearCache")
    def clear_cache(self):
        return call_result.ClearCache(status="Accepted")

    @on("DataTransfer")
    def data_transfer(self, vendor_id, message_id=None, data=None):
        return call_result.DataTransfer(status="UnknownVendorId")
