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
            The unacknowledged first, then by priority, the newest first. One that is over stays until somebody has
            acknowledged it.

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
            The alarm goes when its cause does. Where an excess was answered by sending everything below a node to zero,
            headroom acknowledge NODE lets dispatch go on.

            EXAMPLES
              headroom alarm acknowledge stationAbsent:home-01-cs
            """)

    @Argument(help: ArgumentHelp("The alarm's identifier, as listed.", valueName: "ID")) var id: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(
            .POST, "/v1/alarms/\(try PathName(id, "alarm", separator: true).text)/acknowledge")
        print(json ? answer.serialized() : "acknowledged: \(id)")
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
