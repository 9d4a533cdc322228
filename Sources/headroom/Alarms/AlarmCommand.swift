// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom alarm`: what people should know.
struct AlarmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarm", abstract: "Lists and acknowledges the alarms of a running gateway.",
        subcommands: [AlarmListCommand.self, AlarmAcknowledgeCommand.self])
}

/// `headroom alarm list`
struct AlarmListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Alarms that hold or wait to be acknowledged.",
        discussion: """
            Those that hold first, the unacknowledged before the others, then by priority, the newest first. One that is over
            stays until somebody has acknowledged it.

            EXAMPLES
              headroom alarm list
              headroom alarm list --json
            """)

    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/alarms")
        if json { return print(answer.serialized()) }
        let alarms = answer["active"]?.array ?? []
        if alarms.isEmpty { print("no alarms") }
        for alarm in alarms { print(AlarmWords.line(alarm)) }
    }
}

/// `headroom alarm acknowledge`
struct AlarmAcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Says that somebody has taken notice of an alarm.",
        discussion: """
            The alarm goes when its cause does. An excess alarm that went as far as zero stays, even when the excess is over,
            until headroom acknowledge NODE releases it.

            EXAMPLES
              headroom alarm acknowledge stationAbsent:home-01-cs
              headroom alarm acknowledge --all
            """)

    @Argument(help: ArgumentHelp("The alarms' identifiers, as listed.", valueName: "ID")) var ids: [String] = []
    @Flag(help: "All that nobody has acknowledged.") var all = false
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func validate() throws {
        guard ids.isEmpty == all else { throw ValidationError("give the identifiers of alarms, or --all") }
    }

    func run() async throws {
        let client = try gateway.client()
        let names = all ? try await waiting(client) : ids
        let paths = try names.map { try PathName($0, "alarm", separator: true).text }
        var answers: [JSONValue] = []
        for (name, path) in zip(names, paths) {
            answers.append(try await client.call(.POST, "/v1/alarms/\(path)/acknowledge"))
            if !json { print("acknowledged: \(name)") }
        }
        let document: JSONValue = ["alarms": .array(answers)]
        if json { print(document.serialized()) }
        if names.isEmpty, !json { print("no alarm waits to be acknowledged") }
    }

    private func waiting(_ client: GatewayClient) async throws -> [String] {
        let alarms = try await client.call(.GET, "/v1/alarms")["active"]?.array ?? []
        return alarms.filter { $0["acknowledgedAt"]?.string == nil }.compactMap { $0["id"]?.string }
    }
}

/// An alarm in words.
enum AlarmWords {
    static func line(_ alarm: JSONValue) -> String {
        let state =
            switch (alarm["clearedAt"]?.string, alarm["acknowledgedBy"]?.string) {
            case (let time?, _): "over since \(time), not acknowledged"
            case (nil, let person?): "acknowledged by \(person)"
            case (nil, nil): "not acknowledged"
            }
        let priority = Words.column(alarm["priority"]?.string ?? "", 6)
        return "\(priority)  \(alarm["raisedAt"]?.string ?? "?")  \(alarm["sentence"]?.string ?? "?")"
            + " (\(alarm["id"]?.string ?? "?"); \(state))"
    }
}
