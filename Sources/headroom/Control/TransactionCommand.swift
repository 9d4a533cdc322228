// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom transaction`
struct TransactionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transaction", abstract: "Asks a station to begin or end charging.",
        subcommands: [TransactionStartCommand.self, TransactionStopCommand.self])
}

/// `headroom transaction start`
struct TransactionStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Asks the station of an EVSE to begin a transaction, and waits for its answer.",
        discussion: """
            The station's yes means that it will try; the transaction begins at its default limit.

            EXAMPLES
              headroom transaction start home-01-ev --id-tag CARD-17
              headroom transaction start home-01-ev --id-tag CARD-17 --json
            """)

    @Argument(help: ArgumentHelp("The EVSE.", valueName: "DER")) var der: String
    @Option(help: ArgumentHelp("For whom, 1 to 20 characters.", valueName: "TAG")) var idTag: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let known = try await RemoteRequest(der: der, client: gateway.client()).send(
            .POST, body: ["idTag": .string(idTag)])
        print(json ? known.serialized() : "\(der): the station will begin a transaction for \(idTag)")
    }
}

/// `headroom transaction stop`
struct TransactionStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Asks the station of an EVSE to end its transaction, and waits for its answer.",
        discussion: """
            EXAMPLES
              headroom transaction stop home-01-ev
            """)

    @Argument(help: ArgumentHelp("The EVSE.", valueName: "DER")) var der: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let known = try await RemoteRequest(der: der, client: gateway.client()).send(.DELETE)
        print(json ? known.serialized() : "\(der): the station will end its transaction")
    }
}

/// A request to a station, which answers in its own time.
private struct RemoteRequest {
    var der: String
    var client: GatewayClient

    /// Longer than a station may take to answer one call that waits and this one.
    static let patience = Duration.seconds(40)
    static let pollInterval = Duration.milliseconds(200)

    /// Asks, and returns what is known of the request once the station said yes.
    func send(_ verb: GatewayClient.Verb, body: JSONValue? = nil) async throws -> JSONValue {
        let path = "/v1/ders/\(try PathName(der, "DER").text)"
        let asked = try await client.call(verb, "\(path)/transaction", body: body)
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let known = try await client.call(.GET, path)["remoteTransaction"]
            guard known?["requestedAt"] == asked["requestedAt"] else {
                throw CommandError.outside("\(der): a newer request took its place")
            }
            switch known?["standing"]?.string {
            case "accepted": return known ?? .null
            case "rejected": throw CommandError.outside("\(der): the station refused")
            case "unanswered": throw CommandError.outside("\(der): the station did not answer")
            default: try await Task.sleep(for: Self.pollInterval)
            }
        }
        throw CommandError.outside("\(der): no answer of the station yet")
    }
}
