// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom limit`: limits of a running gateway.
struct LimitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit", abstract: "Sets, lists and cancels limits of a running gateway.",
        subcommands: [LimitSetCommand.self, LimitListCommand.self, LimitCancelCommand.self])
}

/// `headroom limit list`
struct LimitListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Limits that hold or will hold.",
        discussion: """
            EXAMPLES
              headroom limit list
              headroom limit list --json
            """)

    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/limits")
        if json { return print(answer.serialized()) }
        let limits = answer["limits"]?.array ?? []
        if limits.isEmpty { print("no limits but the ratings and agreed limits of the topology") }
        for limit in limits { print(LimitWords.line(limit)) }
    }
}

/// `headroom limit cancel`
struct LimitCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancels a limit; what it held back returns step by step.",
        discussion: """
            EXAMPLES
              headroom limit cancel limit-1763830000001 --reason "works are over"
            """)

    @Argument(help: ArgumentHelp("The limit's identifier.", valueName: "ID")) var id: String
    @Option(help: ArgumentHelp("Why.", valueName: "TEXT")) var reason: String?
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let body: JSONValue? = reason.map { ["reason": .string($0)] }
        let answer = try await gateway.client().call(
            .DELETE, "/v1/limits/\(try PathName(id, "limit").text)", body: body)
        print(json ? answer.serialized() : "cancelled: \(LimitWords.line(answer))")
    }
}

/// A limit in words.
enum LimitWords {
    static func line(_ limit: JSONValue) -> String {
        func text(_ key: String) -> String { limit[key]?.string ?? "?" }
        let bounds = [("limitKW", "kW"), ("limitKVA", "kVA"), ("limitA", "A")]
        let bound = bounds.compactMap { key, unit in limit[key]?.double.map { "\(Words.number($0)) \(unit)" } }
        let isStray = limit["isNodeKnown"]?.bool == false
        let waits = limit["isActive"]?.bool == false ? " (from \(text("start")))" : ""
        let state = isStray ? " (bounds nothing: the node is not in the topology)" : waits
        let phase = limit["phase"]?.string.map { " on phase \($0)" } ?? ""
        return "\(text("id")): \(text("direction")) at \(text("node"))\(phase) at most \(bound.first ?? "?") "
            + "until \(text("end"))\(state), by \(text("author")): \(text("reason"))"
    }
}

/// An identifier that goes into a path; anything else would be another path.
struct PathName {
    var text: String

    /// - Parameter separator: whether it may be made of several, with colons between.
    init(_ text: String, _ what: String, separator: Bool = false) throws(CommandError) {
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2D, 0x2E, 0x5F].contains($0) || (separator && $0 == 0x3A)
        }
        guard isPlain, !text.isEmpty else {
            throw .input("there is no \(what) \(text): identifiers have letters, digits, . _ -")
        }
        self.text = text
    }
}
