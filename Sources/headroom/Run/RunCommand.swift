// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Gateway
import GridModel
import Logging

/// `headroom run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the gateway of a feeder.",
        discussion: """
            Nothing else need run: without --mqtt-broker a broker is started on loopback. Everything listens on loopback
            until --host says otherwise, and then wants TLS or --allow-plaintext. Ctrl-C or SIGTERM stops it. SIGHUP
            reads the topology file again, as `headroom topology apply` would; a bad one changes nothing.

            EXAMPLES
              headroom run topology/street.yaml --demo
              headroom run
              headroom run feeder.yaml --data /var/lib/headroom --no-screen
              headroom run feeder.yaml --host 0.0.0.0 --tls-certificate cert.pem --tls-key key.pem
            """)

    @Argument(help: ArgumentHelp("The topology file; the only one in topology/ if missing.", valueName: "TOPOLOGY"))
    var topology: String?
    @OptionGroup(title: "Listening") var listening: ListeningOptions
    @OptionGroup(title: "Demo") var demo: DemoOptions
    @Option(help: ArgumentHelp("Folder of database and keys; .headroom/FEEDER if missing.", valueName: "DIR")) var data:
        String?
    @Option(help: ArgumentHelp("Written once everything listens; DIR/ready.json if missing.", valueName: "FILE"))
    var readyFile: String?
    @Option(name: .customLong("tick-s"), help: ArgumentHelp("Seconds between two ticks.", valueName: "X"))
    var tickSeconds = 1.0
    @Flag(help: "Answer stations that no topology names; they are never dispatched.") var acceptUnknownStations = false
    @Flag(help: "Let in a few such stations to look at: held at 6 A, never dispatched, counted at the feeder's head.")
    var quarantineUnknownStations = false
    @Option(
        name: .customLong("profile-refresh-s"),
        help: ArgumentHelp("Seconds until a station's setpoint is renewed.", valueName: "N"))
    var profileRefreshSeconds = 600
    @Option(
        name: .customLong("profile-validity-s"),
        help: ArgumentHelp("Seconds it holds without; then the default.", valueName: "N"))
    var profileValiditySeconds = 900
    @Flag(help: "Keep no readings; all else is kept.") var noReadings = false
    @Flag(help: "Print lines instead of the live screen.") var noScreen = false
    @Option(help: "What is logged: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).") var logLevel =
        "warning"

    func validate() throws {
        guard (0.1...60).contains(tickSeconds) else {
            throw ValidationError("--tick-s \(tickSeconds) is outside 0.1...60")
        }
        guard profileRefreshSeconds >= 30, profileValiditySeconds >= profileRefreshSeconds + 30,
            profileValiditySeconds <= 86_400
        else {
            throw ValidationError(
                "--profile-refresh-s must be at least 30, and --profile-validity-s 30 more and at most 86400")
        }
        guard !acceptUnknownStations || !quarantineUnknownStations else {
            throw ValidationError("--accept-unknown-stations and --quarantine-unknown-stations exclude each other")
        }
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("--log-level \(logLevel) is none of them")
        }
        guard !demo.isWanted || listening.tlsCertificate == nil else {
            throw ValidationError("the demo's stations speak no TLS: --demo goes without --tls-certificate")
        }
    }

    func run() async throws {
        let topology = try topologyFile()
        let (given, text) = try TopologyReader.topology(topology)
        let options = try makeOptions(given, topology)
        _ = try demo.worldHabits(given)
        let level = Logger.Level(rawValue: logLevel) ?? .warning
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "headroom")
        DescriptorLimit.raise()
        let signals = StopSignals()
        let gateway = try await start(given, text, options, logger)
        let feeder = gateway.feeder
        let reload = ReloadSignal(gateway, file: topology)
        defer { withExtendedLifetime(reload) {} }
        Terminal.say(Banner.text(feeder, gateway, folder: options.dataFolder))
        if let notice = gateway.topologyNotice { Terminal.say(notice) }
        let demo = demo.isWanted ? try startDemo(feeder, gateway, options, logger) : nil
        let display = Task { await Display(gateway, isScreen: !noScreen && Terminal.isThere).run() }
        await signals.first()
        display.cancel()
        await display.value
        Terminal.say("stopping")
        demo?.cancel()
        await demo?.value
        await gateway.stop()
    }

    /// The file named, or the only one where files of topologies are kept.
    private func topologyFile() throws(CommandError) -> String {
        if let topology { return topology }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "topology")) ?? []
        let files = names.filter { $0.hasSuffix(".yaml") }.sorted().map { "topology/\($0)" }
        guard let only = files.first else {
            throw .usage("name a topology file: headroom run FILE (there is none in topology/ here)")
        }
        guard files.count == 1 else {
            throw .usage("name a topology file: headroom run FILE, one of \(files.joined(separator: ", "))")
        }
        return only
    }

    private func startDemo(
        _ feeder: Feeder, _ gateway: Gateway, _ options: GatewayOptions, _ logger: Logger
    ) throws -> Task<Void, Never> {
        try DemoRunner.start(feeder, gateway, demo, broker: options.externalBroker, logger)
    }

    private func makeOptions(_ feeder: Feeder, _ topology: String) throws(CommandError) -> GatewayOptions {
        let folder = data ?? "\(DataFolders.root)/\(feeder.id)"
        var options = try listening.options(dataFolder: folder)
        options.topologyFile = topology
        options.readyFile = readyFile ?? "\(folder)/ready.json"
        options.acceptsUnknownStations = acceptUnknownStations
        options.quarantinesUnknownStations = quarantineUnknownStations
        options.settings.stations.profileRefresh = .seconds(profileRefreshSeconds)
        options.settings.stations.profileValidity = .seconds(profileValiditySeconds)
        options.settings.recordsReadings = !noReadings
        options.settings.tickInterval = .milliseconds(Int64((tickSeconds * 1_000).rounded()))
        return options
    }

    private func start(
        _ feeder: Feeder, _ text: String, _ options: GatewayOptions, _ logger: Logger
    ) async throws(CommandError) -> Gateway {
        do {
            return try await Gateway.start(feeder, text: text, options: options, logger: logger)
        } catch let error as GatewayError {
            switch error {
            case .plaintextBeyondLoopback, .plaintextToBroker, .profileNeedsTLS: throw .usage(error.description)
            case .outside(let text): throw .outside(text)
            }
        } catch {
            throw .outside("\(error)")
        }
    }
}
