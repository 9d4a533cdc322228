// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Gateway
import GridModel
import Logging
import MQTT
import Simulation
import TestSupport
import Testing

/// The whole path with real parts: a gateway with its own broker, and the simulated fleet at its doors.
struct DriverTests {
    @Test(.timeLimit(.minutes(2))) func theFleetConnectsAndIsDispatched() async throws {
        try await withTemporaryFolder { try await drive(in: $0) }
    }

    private func drive(in folder: String) async throws {
        let feeder = try LittleStreet.feeder()
        var logger = Logger(label: "driver")
        logger.logLevel = .error
        var options = GatewayOptions(dataFolder: folder)
        (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
        options.settings.dispatch.settlingTime = .seconds(1)
        let gateway = try await Gateway.start(feeder, options: options, logger: logger)
        let secrets = gateway.secrets
        let driver = SimulationDriver(
            feeder: feeder, seed: 4, startHour: 18,
            endpoints: SimulationDriver.Endpoints(
                mqttPort: gateway.addresses.mqttPort, ocppPort: gateway.addresses.ocppPort),
            credentials: SimulationDriver.Credentials(
                site: { MQTTCredentials(user: "site-\($0)", password: secrets.password(site: $0)) },
                node: { MQTTCredentials(user: "node-\($0)", password: secrets.password(node: $0)) },
                station: { Array(secrets.password(station: $0).utf8) }),
            logger: logger)
        let task = Task { await driver.run() }

        // Vehicles draw only what a profile from the gateway allows: more than nothing proves the way there and back.
        let isDrawing = await eventually(within: .seconds(60)) {
            let drawing = driver.observe { world in
                feeder.ders.indices.filter {
                    world.power(der: $0).kilowatts > 1 && feeder.ders[$0].id.text.hasPrefix("ev-")
                }.count
            }
            return drawing >= 3 && gateway.engine.snapshot.counters.setpointsSent > 10
        }
        #expect(isDrawing)
        // The meter at the head, as the gateway knows it, is the truth of a moment ago.
        let isMeasured = await eventually(within: .seconds(60)) {
            guard let measured = gateway.engine.snapshot.plan?.nodes[0].measured?.kilowatts else { return false }
            return abs(measured - driver.truth[0]) < 3
        }
        #expect(isMeasured)
        #expect(gateway.engine.snapshot.counters.mqttRefused == 0)

        task.cancel()
        await task.value
        await gateway.stop()
    }
}
