// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gateway
import GridModel
import Logging
import MQTT
import Simulation

/// What a demo is made of.
struct DemoOptions: ParsableArguments {
    @Flag(name: .customLong("demo"), help: "Add simulated sites, stations and vehicles that connect by MQTT and OCPP.")
    var isWanted = false
    @Option(help: ArgumentHelp("Seed of the simulation.", valueName: "N")) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Hour of day at which the simulation begins; the clock's if missing.", valueName: "H"))
    var startHour: Double?
    @Option(
        name: .customLong("habit"),
        help: ArgumentHelp(
            "A bad habit of a station or a site of the demo; may be given several times. A wrong name lists all.",
            valueName: "ID=NAME"))
    var habits: [String] = []

    /// The habits by station and by site.
    func worldHabits(_ feeder: Feeder?) throws -> WorldHabits {
        var all = WorldHabits()
        for text in habits {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let habit = BadHabits(named: parts[1]) else {
                let names = BadHabits.named.map(\.name).joined(separator: ", ")
                throw ValidationError("--habit \(text) is no ID=NAME; names are \(names)")
            }
            let station = feeder?.stations.first { $0.id.text == parts[0] }
            let site = feeder?.sites.first { $0.id.text == parts[0] }
            if let station { all.stations[station.id, default: []].formUnion(habit) }
            if let site { all.sites[site.id, default: []].formUnion(habit) }
            guard feeder == nil || station != nil || site != nil else {
                throw ValidationError("--habit \(text): the topology has no station and no site \(parts[0])")
            }
        }
        return all
    }

    func validate() throws {
        _ = try worldHabits(nil)
        guard habits.isEmpty || isWanted else { throw ValidationError("--habit goes with --demo") }
        if let startHour, !(0..<24).contains(startHour) {
            throw ValidationError("--start-hour \(startHour) is outside 0..<24")
        }
    }
}

/// Starts the simulated fleet against a running gateway.
enum DemoRunner {
    /// - Parameter broker: the broker that runs already, if that is used; the sites then share the gateway's user, for
    ///   that broker knows none of theirs.
    static func start(
        _ feeder: Feeder, _ gateway: Gateway, _ options: DemoOptions, broker: MQTTClient.Configuration?,
        _ logger: Logger
    ) throws -> Task<Void, Never> {
        let addresses = gateway.addresses
        let secrets = gateway.secrets
        var endpoints = SimulationDriver.Endpoints(
            host: addresses.localHost, mqttPort: addresses.mqttPort, ocppPort: addresses.ocppPort)
        endpoints.mqttHost = broker?.host
        endpoints.mqttTLS = broker?.tls
        let shared = broker.map { $0.credentials ?? MQTTCredentials(user: "headroom", password: "") }
        let driver = SimulationDriver(
            feeder: feeder, seed: options.seed, startHour: options.startHour,
            habits: try options.worldHabits(feeder), versions: StationVersions.asInTheField(feeder),
            endpoints: endpoints,
            credentials: SimulationDriver.Credentials(
                site: {
                    shared ?? MQTTCredentials(user: InstallerSheet.user(site: $0), password: secrets.password(site: $0))
                },
                node: {
                    shared ?? MQTTCredentials(user: InstallerSheet.user(node: $0), password: secrets.password(node: $0))
                },
                station: { Array(secrets.password(station: $0).utf8) }),
            logger: logger)
        return Task { await driver.run() }
    }
}
