// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSON

/// `headroom key`: keys of the REST interface of a running gateway.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes, lists and revokes keys of the REST interface.",
        discussion: """
            The local command reads the operator's key from its owner-only file and needs none of these. They are for people
            and systems elsewhere; only the operator's key makes and revokes them.
            """,
        subcommands: [KeyAddCommand.self, KeyListCommand.self, KeyRevokeCommand.self])
}

/// `headroom key add`
struct KeyAddCommand: AsyncParsableCommand {
    /// What a key permits.
    enum Scope: String, ExpressibleByArgument, CaseIterable {
        case read, operate
    }

    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Makes a key and prints it, once: only its hash is kept.",
        discussion: """
            A key of scope read sees everything and changes nothing; operate may also set limits and stop. It goes into a
            file that its owner alone may read, for --key-file, or into Authorization: Bearer.

            EXAMPLES
              headroom key add scada --owner "Control room" --scope operate --for 365d
              headroom key add graphs --owner "Planning" --scope read --json
            """)

    @Argument(help: ArgumentHelp("Name of the key: letters, digits, . _ -", valueName: "NAME")) var name: String
    @Option(help: ArgumentHelp("The person or system that gets it; stands in the records.", valueName: "TEXT"))
    var owner: String
    @Option(help: "What it permits: read, or operate, which includes read.") var scope: Scope
    @Option(name: .customLong("for"), help: ArgumentHelp("How long it counts, e.g. 90d.", valueName: "SPAN"))
    var span: String?
    @Option(help: ArgumentHelp("Until when it counts: RFC 3339.", valueName: "T")) var until: String?
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func validate() throws {
        guard span == nil || until == nil else { throw ValidationError("give one of --for and --until") }
    }

    func run() async throws {
        var body = JSONObject()
        body["name"] = .string(name)
        body["owner"] = .string(owner)
        body["scope"] = .string(scope.rawValue)
        if let span {
            let end = Date().timeIntervalSince1970 + (try Span(span, option: "--for").seconds)
            body["expires"] = .string(RFC3339.format(milliseconds: Int64(end * 1_000)))
        }
        if let until { body["expires"] = .string(try TimeOfDay(until, option: "--until").text) }
        let answer = try await gateway.client().call(.POST, "/v1/keys", body: .object(body))
        if json { return print(answer.serialized()) }
        print(answer["key"]?.string ?? "")
        StandardError.write("the key of \(owner), \(KeyWords.line(answer)); it is not shown again")
    }
}

/// `headroom key list`
struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The keys that were made, and which of them count.",
        discussion: """
            EXAMPLES
              headroom key list
              headroom key list --json
            """)

    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/keys")
        if json { return print(answer.serialized()) }
        let keys = answer["keys"]?.array ?? []
        if keys.isEmpty { print("no keys but the operator's, in its file") }
        for key in keys { print("\(key["name"]?.string ?? "?"): \(KeyWords.line(key))") }
    }
}

/// `headroom key revoke`
struct KeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends a key at once and for good.",
        discussion: """
            EXAMPLES
              headroom key revoke scada
              headroom key revoke scada --json
            """)

    @Argument(help: ArgumentHelp("Name of the key.", valueName: "NAME")) var name: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.DELETE, "/v1/keys/\(try PathName(name, "key").text)")
        print(json ? answer.serialized() : "\(name): revoked")
    }
}

/// A key in words.
enum KeyWords {
    static func line(_ key: JSONValue) -> String {
        let scopes = (key["scopes"]?.array ?? []).compactMap(\.string).joined(separator: " and ")
        let owner = key["owner"]?.string ?? "?"
        if let revoked = key["revoked"]?.string { return "\(scopes), \(owner), revoked \(revoked)" }
        guard let expires = key["expires"]?.string else { return "\(scopes), \(owner), until it is revoked" }
        return "\(scopes), \(owner), \(key["counts"]?.bool == false ? "expired" : "until") \(expires)"
    }
}
