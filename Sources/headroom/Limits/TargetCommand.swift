// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom target`: what people would like storages of a running gateway to do.
struct TargetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target", abstract: "Sets, lists and cancels targets of batteries and vehicles.",
        discussion: """
            A target goes before the storage's operating rule; limits, reserve and needs go before the target.

            EXAMPLES
              headroom target set battery-1 --kw -3 --for 15m
              headroom target list
              headroom target cancel battery-1
            """,
        subcommands: [TargetSetCommand.self, TargetListCommand.self, TargetCancelCommand.self])
}

/// `headroom target set`
struct TargetSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Sets what a storage should do for a while.",
        discussion: """
            Positive charges, negative discharges. Of targets that overlap the newest counts.

            EXAMPLES
              headroom target set battery-1 --kw 4 --for 2h
              headroom target set battery-1 --kw -3 --start 17:00 --until 20:00 --json
            """)

    @Argument(help: ArgumentHelp("The battery, or the outlet of a vehicle.", valueName: "DER")) var der: String
    @Option(
        name: .customLong("kw"), parsing: .unconditional, help: "Power in kW; positive charges, negative discharges.")
    var power: Double
    @Option(name: .customLong("for"), help: ArgumentHelp("How long, e.g. 30m.", valueName: "SPAN")) var span: String?
    @Option(help: ArgumentHelp("Until when: RFC 3339, or 18:00 for the next such time here.", valueName: "T"))
    var until: String?
    @Option(help: ArgumentHelp("From when; now if missing.", valueName: "T")) var start: String?
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func validate() throws {
        guard power.isFinite else { throw ValidationError("a target of \(power) is no number") }
        guard (span == nil) != (until == nil) else { throw ValidationError("give exactly one of --for and --until") }
    }

    func run() async throws {
        var body = JSONObject()
        body["powerKW"] = .number(power)
        if let span { body["forS"] = .number(try Span(span, option: "--for").seconds) }
        if let until { body["end"] = .string(try TimeOfDay(until, option: "--until").text) }
        if let start { body["start"] = .string(try TimeOfDay(start, option: "--start").text) }
        let path = "/v1/ders/\(try PathName(der, "DER").text)/targets"
        let answer = try await gateway.client().call(.POST, path, body: .object(body))
        print(json ? answer.serialized() : "set: \(TargetWords.line(answer))")
    }
}

/// `headroom target list`
struct TargetListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Targets that hold or will hold.",
        discussion: """
            EXAMPLES
              headroom target list
              headroom target list --json
            """)

    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/targets")
        if json { return print(answer.serialized()) }
        let targets = answer["targets"]?.array ?? []
        if targets.isEmpty { print("no targets: storages follow their operating rules") }
        for target in targets { print(TargetWords.line(target)) }
    }
}

/// `headroom target cancel`
struct TargetCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Takes back all targets of a storage; its operating rule counts again.",
        discussion: """
            EXAMPLES
              headroom target cancel battery-1
            """)

    @Argument(help: ArgumentHelp("The battery, or the outlet of a vehicle.", valueName: "DER")) var der: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(
            .DELETE, "/v1/ders/\(try PathName(der, "DER").text)/targets")
        if json { return print(answer.serialized()) }
        let count = Int(answer["removed"]?.double ?? 0)
        print(count == 0 ? "\(der) has no targets" : "cancelled \(count) targets of \(der)")
    }
}

/// A target in words.
enum TargetWords {
    static func line(_ target: JSONValue) -> String {
        func text(_ key: String) -> String { target[key]?.string ?? "?" }
        let power = target["powerKW"]?.double ?? 0
        let verb = power < 0 ? "discharges with" : "charges with"
        let what = power == 0 ? "rests" : "\(verb) \(Words.number(abs(power))) kW"
        return "\(text("der")): \(what) from \(text("start")) until \(text("end")), by \(text("author"))"
    }
}
