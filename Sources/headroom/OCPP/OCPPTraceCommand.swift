// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import NIOCore

/// `headroom ocpp trace`
struct OCPPTraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Records the frames of a station, live: one JSON object a line.",
        discussion: """
            Both directions, with times. Passwords and keys are masked, and each token has a number in its place. It ends
            by itself after the span, at 64 MiB, or with Ctrl-C; an hour is the longest.

            EXAMPLES
              headroom ocpp trace home-01-cs
              headroom ocpp trace home-01-cs --for 10m --out home-01-cs.jsonl
            """)

    @Argument(help: ArgumentHelp("The station's OCPP identity.", valueName: "STATION")) var station: String
    @Option(name: .customLong("for"), help: ArgumentHelp("For how long.", valueName: "SPAN")) var span = "10m"
    @Option(help: ArgumentHelp("A new file; else standard output.", valueName: "FILE")) var out: String?
    @OptionGroup var gateway: GatewayConnection

    /// What may pass between the end of the span and that of the stream.
    private static let grace = 30.0

    func run() async throws {
        let span = try Span(span, option: "--for")
        let path = "/v1/stations/\(try PathName(station, "station").text)/trace?forS=\(span.seconds)"
        var client = try gateway.client()
        client.patience = .nanoseconds(Int64((span.seconds + Self.grace) * 1e9))
        let sink = try TraceSink(out)
        let signals = StopSignals()
        let reading = Task { [client] in try await client.read(path) { sink.write($0) } }
        let ending = Task {
            await signals.first()
            guard !Task.isCancelled else { return }
            sink.close()
            sink.tell(station)
            Foundation.exit(0)
        }
        defer { ending.cancel() }
        do { try await reading.value } catch {
            sink.close()
            sink.removeIfEmpty()
            throw error
        }
        sink.close()
        sink.tell(station)
    }
}
