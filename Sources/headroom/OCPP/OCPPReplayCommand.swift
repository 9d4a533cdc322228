// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Gateway
import GridModel
import JSON
import Simulation

/// `headroom ocpp replay`
struct OCPPReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays a recorded station against a gateway, and says what it answers otherwise.",
        discussion: """
            The station's calls are made anew, with times of now; the gateway's are answered as they were, by action. The
            station must not be connected meanwhile: a second connection takes the place of the first. Times and numbers
            of transactions are not compared. Without --url it goes to the gateway of the data folder, with the
            station's password from its key file.

            EXAMPLES
              headroom ocpp replay home-01-cs.jsonl
              headroom ocpp replay home-01-cs.jsonl --speed 10 --as test-cs --json
              headroom ocpp replay home-01-cs.jsonl --at-once --url ws://127.0.0.1:9000/ocpp/ --password-file p
            """)

    @Argument(help: ArgumentHelp("What `headroom ocpp trace` wrote.", valueName: "FILE")) var file: String
    @Option(help: ArgumentHelp("Where stations connect, without the identity.", valueName: "URL")) var url: String?
    @Option(help: ArgumentHelp("File with the station's password, for --url.", valueName: "FILE"))
    var passwordFile: String?
    @Option(help: ArgumentHelp("Certificates (PEM) that are trusted for wss.", valueName: "FILE")) var caFile: String?
    @Option(help: ArgumentHelp("Data folder of the gateway; else the only one in .headroom.", valueName: "DIR"))
    var data: String?
    @Option(
        name: .customLong("as"), help: ArgumentHelp("Another identity than the recorded one.", valueName: "STATION"))
    var identity: String?
    @Option(help: ArgumentHelp("How many times faster than recorded.", valueName: "FACTOR")) var speed = 1.0
    @Flag(help: "Without any pauses.") var atOnce = false
    @Flag(help: "Print one JSON document.") var json = false

    /// Differences that are printed for people.
    private static let shown = 50

    func validate() throws {
        guard speed.isFinite, speed > 0 else { throw ValidationError("--speed must be above 0") }
        guard passwordFile == nil || url != nil else { throw ValidationError("--password-file goes with --url") }
    }

    func run() async throws {
        let trace: FrameTrace
        let text = try InputFile.text(file)
        do throws(FrameTrace.Fault) { trace = try FrameTrace(text) } catch {
            throw CommandError.input("\(file):\(error.line): \(error.reason)")
        }
        let target = try target(trace)
        let outcome: TraceReplay.Outcome
        do throws(TraceReplay.Fault) {
            outcome = try await TraceReplay(trace, to: target, speed: atOnce ? nil : speed).run()
        } catch { throw CommandError.outside(error.text) }
        if json { return print(Self.document(outcome, target).serialized()) }
        for line in Self.lines(outcome, target) { print(Words.printable(line)) }
    }

    private func target(_ trace: FrameTrace) throws(CommandError) -> TraceReplay.Target {
        let name = identity ?? trace.station
        guard let id = ChargingStation.ID(name) else {
            throw .input("\(name) is no identity of a station: 1 to 64 of letters, digits, . _ -")
        }
        if let url { return try target(name, at: url) }
        let folder = try DataFolders.find(data)
        let running = try GatewayFile.running(in: folder)
        let secrets: MachineSecrets
        do throws(MachineSecrets.Fault) {
            secrets = try MachineSecrets(file: "\(folder)/master.key", isNew: false)
        } catch { throw .outside("\(error)") }
        var target = TraceReplay.Target(
            host: try HTTPAddress(running.url).host, port: running.stationPorts.main, identity: name,
            password: Array(secrets.password(station: id).utf8))
        target.isTLS = running.isTLS
        target.authorityFile = caFile
        return target
    }

    private func target(_ name: String, at url: String) throws(CommandError) -> TraceReplay.Target {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["ws", "wss"].contains(scheme),
            let host = parts.host, !host.isEmpty
        else { throw .usage("--url \(url) is no address like ws://127.0.0.1:9000/ocpp/") }
        var target = TraceReplay.Target(
            host: host.trimmingCharacters(in: ["[", "]"]), port: parts.port ?? (scheme == "wss" ? 443 : 80),
            identity: name)
        target.isTLS = scheme == "wss"
        target.authorityFile = caFile
        target.pathPrefix = parts.path.hasSuffix("/") ? parts.path : parts.path + "/"
        if let passwordFile {
            let text = try InputFile.text(passwordFile).trimmingCharacters(in: .whitespacesAndNewlines)
            target.password = Array(text.utf8)
        }
        return target
    }

    private static func lines(_ outcome: TraceReplay.Outcome, _ target: TraceReplay.Target) -> [String] {
        let asked = outcome.asked.values.reduce(0, +)
        var lines = [
            "\(target.identity): \(outcome.calls) calls made, \(asked) of the gateway answered; "
                + (outcome.differences.isEmpty
                    ? "it answers as it did" : "\(outcome.differences.count) things answered differently")
        ]
        for difference in outcome.differences.prefix(shown) {
            let place = difference.path.isEmpty ? "" : " \(difference.path)"
            lines.append(
                "line \(difference.line), \(difference.action)\(place): was \(text(difference.recorded)), "
                    + "is \(text(difference.now))")
        }
        if outcome.differences.count > shown { lines.append("...") }
        for (action, count) in outcome.unknown.sorted(by: { $0.key < $1.key }) {
            lines.append("note: it made \(count) calls \(action), to which the recording has no answer: NotSupported")
        }
        for (action, then) in outcome.askedThen.sorted(by: { $0.key < $1.key }) where outcome.asked[action] == nil {
            lines.append("note: it did not make the call \(action), which it made \(then) times then")
        }
        return lines
    }

    private static func text(_ value: JSONValue?) -> String { value.map { $0.serialized() } ?? "nothing" }

    private static func document(_ outcome: TraceReplay.Outcome, _ target: TraceReplay.Target) -> JSONValue {
        func counts(_ counts: [String: Int]) -> JSONValue {
            var object = JSONObject()
            for (action, count) in counts.sorted(by: { $0.key < $1.key }) { object[action] = .number(Double(count)) }
            return .object(object)
        }
        let differences = outcome.differences.map { difference -> JSONValue in
            [
                "line": .number(Double(difference.line)), "action": .string(difference.action),
                "path": .string(difference.path), "recorded": difference.recorded ?? .null,
                "now": difference.now ?? .null,
            ]
        }
        return [
            "station": .string(target.identity), "calls": .number(Double(outcome.calls)),
            "asked": counts(outcome.asked), "askedThen": counts(outcome.askedThen), "unknown": counts(outcome.unknown),
            "differences": .array(differences),
        ]
    }
}
