// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GridModel

/// A recording on its way to who asked for it.
struct TraceStream: Sendable {
    let recording: FrameTaps.Recording
    /// Version that the station speaks at the beginning; nil where it is not there.
    let version: String?
    let clock: GatewayClock
    /// Whether who asked may still listen; asks the store.
    let mayListen: @Sendable () -> Bool

    /// How often it is asked whether who asked may still listen.
    private static let lookInterval = Duration.seconds(5)
    private static let asking = DispatchQueue(label: "gateway.trace.asking")

    /// Hands on the lines until the time is up, or nobody may listen any more.
    func write(_ send: ([UInt8]) async throws -> Void) async throws {
        defer { recording.end() }
        var writer = TraceWriter()
        try await send(writer.head(recording.station, version: version, at: clock.now.utc))
        var nextLook = ContinuousClock.now + Self.lookInterval
        for await event in recording.events {
            recording.took(event)
            if ContinuousClock.now >= nextLook {
                guard await isAdmitted() else { return }
                nextLook = .now + Self.lookInterval
            }
            try await send(writer.line(event))
            guard writer.hasRoom else { break }
        }
        let end: TraceWriter.End = !writer.hasRoom ? .size : ContinuousClock.now < recording.deadline ? .cut : .time
        try await send(writer.end(end, at: clock.now.utc))
    }

    private func isAdmitted() async -> Bool {
        await withCheckedContinuation { continuation in
            Self.asking.async { continuation.resume(returning: mayListen()) }
        }
    }
}
