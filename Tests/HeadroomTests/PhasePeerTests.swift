// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Readings by phase from peers that share no code with us: a station of PyPI `ocpp`, a site of `paho-mqtt`.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(3)))
struct PhasePeerTests {
    private static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

    /// The outlet's L1 is on B; a vehicle draws on it alone.
    private static let topology = """
        format: headroom-topology/1
        feeder: {id: peers}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: site-1
            parent: head
            importLimitKW: 50
            baseLoad: none
            stations: [{id: cs}]
            ders:
              - {id: ev, kind: evse, supply: ac, maxCurrentA: 16, phaseRotation: BCA, ocpp: {station: cs, evse: 1}}
              - {id: heat, kind: load, maxKW: 6, mqtt: native}
        """

    private static let peer = """
        import asyncio, base64, datetime, json, sys, websockets
        import paho.mqtt.client as mqtt
        from ocpp.v16 import ChargePoint, call
        ocpp_port, mqtt_port, station_password, user, password = sys.argv[1:]
        now = lambda: datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

        def sample(value, measurand, unit, phase):
            return {"value": str(value), "measurand": measurand, "unit": unit, "phase": phase}

        async def station():
            token = base64.b64encode(f"cs:{station_password}".encode()).decode()
            async with websockets.connect(f"ws://127.0.0.1:{ocpp_port}/ocpp/cs", subprotocols=["ocpp1.6"],
                                          additional_headers={"Authorization": "Basic " + token}) as socket:
                point = ChargePoint("cs", socket)
                reader = asyncio.create_task(point.start())
                await point.call(call.BootNotification(charge_point_model="M", charge_point_vendor="V"))
                await point.call(call.StatusNotification(connector_id=1, error_code="NoError", status="Charging"))
                samples = [sample(w, "Power.Active.Import", "W", p) for w, p in ((3450, "L1"), (0, "L2"), (0, "L3"))]
                samples += [sample(a, "Current.Import", "A", p) for a, p in ((15, "L1"), (0, "L2"), (0, "L3"))]
                answer = await point.call(call.MeterValues(
                    connector_id=1, meter_value=[{"timestamp": now(), "sampledValue": samples}]))
                assert answer is not None
                reader.cancel()

        def site():
            client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
            client.username_pw_set(user, password)
            client.connect("127.0.0.1", int(mqtt_port))
            client.loop_start()
            body = {"time": now(), "seq": 1, "boot": "a", "powerKW": 3.0,
                    "powerByPhaseKW": {"A": 1.5, "B": 1.0, "C": 0.5}}
            client.publish("headroom/v1/site/site-1/der/heat/telemetry", json.dumps(body), qos=1).wait_for_publish(10)
            client.loop_stop()

        asyncio.run(station())
        site()
        print("all sent")
        """

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON names no Python with ocpp, websockets and paho-mqtt"))
    func whatTheyPublishIsKnownByPhase() async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/peers.yaml"
            try Self.topology.write(toFile: file, atomically: true, encoding: .utf8)
            try await RunningGateway.run(file) { gateway in
                let station = try await gateway.json("station", "add", "cs")
                let site = try await gateway.json("site", "add", "site-1")
                let mqtt = try #require(site["mqtt"] as? [String: Any])
                let sent = try await ChildProcess.run([
                    try #require(Self.python), "-c", Self.peer, "\(gateway.port("ocpp"))", "\(gateway.port("mqtt"))",
                    try #require(station["password"] as? String), try #require(mqtt["user"] as? String),
                    try #require(mqtt["password"] as? String),
                ])
                #expect(sent.status == 0 && sent.output.contains("all sent"), "\(sent.output)")
                try await expect(gateway, "ev", ["A": 0, "B": 3.45, "C": 0])
                try await expect(gateway, "heat", ["A": 1.5, "B": 1, "C": 0.5])
            }
        }
    }

    private func expect(_ gateway: RunningGateway, _ der: String, _ wanted: [String: Double]) async throws {
        var found: [String: Double]?
        for _ in 0..<50 where found == nil {
            found = try await gateway.json("explain", der)["measuredByPhaseKW"] as? [String: Double]
            if found == nil { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(found == wanted, "\(der)")
    }
}
