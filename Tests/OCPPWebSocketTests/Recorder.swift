// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import OCPPWebSocket

/// A delegate that writes down what happens, and answers texts if told to.
final class Recorder: StationTransportDelegate {
    enum Entry: Equatable {
        case opened(UInt64, String)
        case text(UInt64, String)
        case closed(UInt64, StationCloseReason)
    }

    private let batches = Mutex<[[Entry]]>([])
    private let answer: @Sendable (StationConnection, [UInt8]) -> Void

    init(answer: @escaping @Sendable (StationConnection, [UInt8]) -> Void = { _, _ in }) { self.answer = answer }

    static var echo: Recorder { Recorder { connection, text in connection.send(text: text) } }

    func received(batch: [StationTransportEvent]) {
        batches.withLock { $0.append(batch.map(Self.entry)) }
        for case .text(let connection, let bytes) in batch { answer(connection, bytes) }
    }

    private static func entry(_ event: StationTransportEvent) -> Entry {
        switch event {
        case .opened(let connection): .opened(connection.id, connection.identity)
        case .text(let connection, let bytes): .text(connection.id, String(decoding: bytes, as: UTF8.self))
        case .closed(let connection, let reason): .closed(connection.id, reason)
        }
    }

    var entries: [Entry] { batches.withLock { $0.flatMap { $0 } } }
    var batchCount: Int { batches.withLock { $0.count } }
    var texts: [String] {
        entries.compactMap { entry in
            if case .text(_, let text) = entry { text } else { nil }
        }
    }
    var closeReasons: [StationCloseReason] {
        entries.compactMap { entry in
            if case .closed(_, let reason) = entry { reason } else { nil }
        }
    }
}

/// A server for one test, shut down after it whatever happens.
func withServer<Value>(
    _ recorder: Recorder = .echo, adjust: (inout OCPPServer.Configuration) -> Void = { _ in },
    authorize: @escaping @Sendable (StationHandshake) -> HandshakeDecision = {
        .accept(subprotocol: $0.preferredSubprotocol)
    },
    _ body: (OCPPServer, Recorder) async throws -> Value
) async throws -> Value {
    var configuration = OCPPServer.Configuration()
    adjust(&configuration)
    let server = try await OCPPServer.start(configuration, delegate: recorder, authorize: authorize)
    do {
        let value = try await body(server, recorder)
        await server.shutdown()
        return value
    } catch {
        await server.shutdown()
        throw error
    }
}
