# SPDX-License-Identifier: Apache-2.0
"""A charging station on PyPI `ocpp` 1.6, 2.0.1 or 2.1 (schemas validated) that does what people ask of it.

operated_station.py VERSION PORT IDENTITY PASSWORD LOG SECONDS: runs for SECONDS, and writes each operation asked of it
to LOG as a line of JSON. Shares no code with the gateway.
"""
import asyncio
import base64
import datetime
import importlib
import json
import sys

import websockets
from ocpp.routing import after, on

VERSION, PORT, IDENTITY, PASSWORD, LOG, SECONDS = sys.argv[1:]
IS_16 = VERSION == "ocpp1.6"
dialect = importlib.import_module({"ocpp1.6": "ocpp.v16", "ocpp2.0.1": "ocpp.v201", "ocpp2.1": "ocpp.v21"}[VERSION])
call, call_result = dialect.call, dialect.call_result


def iso():
    """RFC 3339 in UTC."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


def log(action, **fields):
    """What was asked."""
    with open(LOG, "a", encoding="utf-8") as file:
        file.write(json.dumps({"action": action, **fields}) + "\n")


class Station(dialect.ChargePoint):
    """Its side of the connection."""

    def __init__(self, socket):
        super().__init__(IDENTITY, socket, response_timeout=10)
        self.status = "Available"

    async def route_message(self, raw_msg):
        """Says at once of what it has no handler for that it does not do it: in 2.1 the package fails at that."""
        message = json.loads(raw_msg)
        if message[0] == 2 and message[2] not in self.route_map:
            await self._send(json.dumps([4, message[1], "NotImplemented", "", {}]))
        else:
            await super().route_message(raw_msg)

    async def tell_status(self):
        """How its only connector is."""
        if IS_16:
            await self.call(call.StatusNotification(connector_id=1, error_code="NoError", status=self.status))
        else:
            await self.call(call.StatusNotification(
                timestamp=iso(), connector_status=self.status, evse_id=1, connector_id=1))

    @on("Reset")
    def reset(self, **fields):
        log("Reset", **fields)
        return call_result.Reset(status="Accepted")

    @on("UnlockConnector")
    def unlock(self, **fields):
        log("UnlockConnector", **fields)
        return call_result.UnlockConnector(status="UnlockFailed")

    @on("TriggerMessage")
    def trigger(self, requested_message, **fields):
        log("TriggerMessage", requested_message=requested_message, **fields)
        known = requested_message in ("StatusNotification", "Heartbeat")
        return call_result.TriggerMessage(status="Accepted" if known else "NotImplemented")

    @after("TriggerMessage")
    async def triggered(self, requested_message, **_):
        if requested_message == "StatusNotification":
            await self.tell_status()
        elif requested_message == "Heartbeat":
            await self.call(call.Heartbeat())

    @on("ChangeAvailability")
    def availability(self, **fields):
        log("ChangeAvailability", **fields)
        wanted = fields.get("type") or fields.get("operational_status")
        self.status = "Unavailable" if wanted == "Inoperative" else "Available"
        return call_result.ChangeAvailability(status="Accepted")

    @on("GetLocalListVersion")
    def list_version(self, **fields):
        log("GetLocalListVersion", **fields)
        if IS_16:
            return call_result.GetLocalListVersion(list_version=17)
        return call_result.GetLocalListVersion(version_number=17)

    @on("UpdateFirmware")
    def update(self, **fields):
        log("UpdateFirmware", **fields)
        return call_result.UpdateFirmware() if IS_16 else call_result.UpdateFirmware(status="Accepted")

    @after("UpdateFirmware")
    async def updating(self, **fields):
        extra = {} if IS_16 else {"request_id": fields["request_id"]}
        await self.call(call.FirmwareStatusNotification(status="Downloading", **extra))


async def main():
    token = base64.b64encode(f"{IDENTITY}:{PASSWORD}".encode()).decode()
    async with websockets.connect(
            f"ws://127.0.0.1:{PORT}/ocpp/{IDENTITY}", subprotocols=[VERSION],
            additional_headers={"Authorization": f"Basic {token}"}) as socket:
        assert socket.subprotocol == VERSION
        station = Station(socket)
        running = asyncio.create_task(station.start())
        if IS_16:
            boot = call.BootNotification(charge_point_model="Peer", charge_point_vendor="Headroom tests")
        else:
            boot = call.BootNotification(
                charging_station={"model": "Peer", "vendorName": "Headroom tests"}, reason="PowerUp")
        assert (await station.call(boot)).status == "Accepted"
        await station.tell_status()
        if IS_16:
            await station.call(call.Authorize(id_tag="CARD-17"))
        else:
            await station.call(call.Authorize(id_token={"idToken": "CARD-17", "type": "ISO14443"}))
        await station.call(call.Heartbeat())
        log("ready")
        done, _ = await asyncio.wait([running], timeout=float(SECONDS))
        for task in done:
            task.result()
        running.cancel()
    print("all told")


asyncio.run(main())
