// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON
import NIOCore

/// `headroom topology apply`
struct TopologyApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Puts a topology file in force, without a restart.",
        discussion: """
            Says first what changes and who is cut, and asks; --yes does not ask. Nobody is raised by the change itself,
            and what leaves the feeder counts until its last setpoint has run out. A restart goes on with what was
            applied, for as long as the file given to `run` has not been edited since.

            EXAMPLES
              headroom topology apply topology/street.yaml --reason "home-07 moves to cable-2"
            """)

    @Argument(help: ArgumentHelp("The topology file.", valueName: "FILE")) var file: String
    @OptionGroup var change: TopologyChangeOptions

    func run() async throws {
        let text = try TopologyReader.topology(file).text
        let calls = TopologyCalls(try change.gateway.client())
        var body = JSONObject()
        body["text"] = .string(text)
        body["name"] = .string(file)
        try await change.make("/v1/topology", body, calls, preview: calls.preview(text, name: file))
    }
}

/// `headroom topology rollback`
struct TopologyRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Puts an earlier version in force again, as a new one.",
        discussion: """
            EXAMPLES
              headroom topology rollback 3 --reason "the cable is repaired"
            """)

    @Argument(help: ArgumentHelp("The version to go back to.", valueName: "N")) var number: Int
    @OptionGroup var change: TopologyChangeOptions

    func run() async throws {
        let client = try change.gateway.client()
        let calls = TopologyCalls(client)
        let version = try await client.call(.GET, "/v1/topology/versions/\(number)")
        let preview = try await calls.preview(version["text"]?.string ?? "", name: "version \(number)")
        var body = JSONObject()
        body["version"] = .number(Double(number))
        try await change.make("/v1/topology/rollback", body, calls, preview: preview)
    }
}

/// What each command that changes the topology takes.
struct TopologyChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why.", valueName: "TEXT")) var reason: String?
    @Flag(help: "Do not ask.") var yes = false
    @Flag(help: "Print one JSON document; needs --yes.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func validate() throws {
        if json, !yes { throw ValidationError("--json prints one document and cannot ask: give --yes too") }
    }

    /// Shows what the change means, makes it where a person wants that and nobody else was quicker, and says so.
    func make(
        _ path: String, _ body: JSONObject, _ calls: TopologyCalls, preview: JSONValue
    ) async throws(CommandError) {
        try confirm(preview)
        var body = body
        body["reason"] = reason.map { .string($0) }
        body["ifVersion"] = preview["version"]
        let answer = try await calls.change(path, body)
        print(json ? answer.serialized() : TopologyWords.done(answer))
    }

    private func confirm(_ preview: JSONValue) throws(CommandError) {
        if !json { for line in TopologyWords.preview(preview) { print(line) } }
        if yes { return }
        guard Terminal.canAsk else { throw .usage("nobody can be asked here: give --yes") }
        print("put this in force? [y/N] ", terminator: "")
        guard let word = readLine()?.lowercased(), word == "y" || word == "yes" else {
            throw .input("nothing was changed")
        }
    }
}

/// The calls about the topology; reading a large text takes the gateway a while.
struct TopologyCalls {
    private var client: GatewayClient

    init(_ client: GatewayClient) {
        self.client = client
        self.client.patience = .seconds(180)
    }

    func preview(_ text: String, name: String) async throws(CommandError) -> JSONValue {
        try await client.call(.POST, "/v1/topology/preview", body: ["text": .string(text), "name": .string(name)])
    }

    func change(_ path: String, _ body: JSONObject) async throws(CommandError) -> JSONValue {
        try await client.call(.POST, path, body: .object(body))
    }
}
