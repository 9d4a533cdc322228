// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Logging
import OCPPWebSocket
import TestSupport
import Testing

@testable import Gateway

/// Row 14 of the complaints from the field over real sockets: what a station says is not what it does.
@Suite(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it")) struct Row14SocketTests {
    /// A gateway, and a station that has booted and charges.
    private func run(
        _ station: sending FakeStation, _ body: (Gateway, EndToEndTests.Wire, StationConnection) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        var options = GatewayOptions(dataFolder: folder.url.path)
        (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
        options.settings.tickInterval = .milliseconds(200)
        let feeder = try #require(TopologyFile.read(Bench.minimal, file: "test.yaml").feeder)
        let gateway = try await Gateway.start(feeder, options: options, logger: Logger(label: "test"))
        do {
            let wire = EndToEndTests.Wire(station)
            let password = gateway.secrets.password(station: try #require(ChargingStation.ID("cs")))
            let connection = try await OCPPClient(delegate: wire).connect(
                OCPPClient.Station(port: gateway.addresses.ocppPort, identity: "cs", password: Array(password.utf8)))
            wire.say(connection, "BootNotification", #"{"chargePointVendor":"V","chargePointModel":"M"}"#)
            wire.say(
                connection, "StatusNotification", #"{"connectorId":1,"errorCode":"NoError","status":"Charging"}"#)
            try await body(gateway, wire, connection)
            connection.close()
        } catch {
            Issue.record(error)
        }
        await gateway.stop()
    }

    @Test(.timeLimit(.minutes(2)))
    func `row14 a leftover profile of a high stack level is cleared though the station tells no levels`() async throws {
        let station = FakeStation("cs")
        station.profiles.append(
            FakeStation.Profile(
                connector: 1, id: 4_711, stackLevel: 9, purpose: "TxDefaultProfile", start: .distantPast, unit: "A",
                periods: [(0, 30)]))
        try await run(station) { gateway, wire, _ in
            #expect(await eventually(within: .seconds(60)) { !wire.holds(profile: 4_711) })
            #expect(
                await eventually(within: .seconds(60)) { gateway.engine.snapshot.state.ders[1].isProvisioned })
            #expect(wire.limit() == 6)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `row14 a station that accepts profiles and forgets them is not dispatched`() async throws {
        let station = FakeStation("cs")
        station.forgetsProfiles = true
        try await run(station) { gateway, wire, _ in
            #expect(await eventually(within: .seconds(20)) { wire.wasAsked("GetCompositeSchedule") })
            try await Task.sleep(for: .seconds(3))
            #expect(!gateway.engine.snapshot.state.ders[1].isProvisioned)
            #expect(wire.wasAsked("SetChargingProfile"))
        }
    }
}
