// SPDX-License-Identifier: Apache-2.0

import GridModel
import Synchronization

/// Listens in on the frames of single stations while somebody records them. Costs nothing while nobody does.
///
/// Whoever hands in a frame only leaves it behind: it is masked and written by the one who records. A recorder that
/// does not keep up is let go: with frames missing, the rest would be false.
final class FrameTaps: Sendable {
    /// Who sent a frame.
    enum Side: String, Sendable { case station, gateway }

    /// What a recorder gets.
    enum Event: Sendable {
        case frame(UTCInstant, Side, [UInt8])
        case connected(UTCInstant, version: String)
        case disconnected(UTCInstant)
        /// Nothing has happened for a while: time to see whether anybody still reads.
        case pause
    }

    /// One recording.
    struct Recording: Sendable {
        let station: String
        let events: AsyncStream<Event>
        /// When its time is up.
        let deadline: ContinuousClock.Instant
        fileprivate let number: Int
        fileprivate let taps: FrameTaps

        /// An event was taken out.
        func took(_ event: Event) { taps.took(event, by: number) }
        /// Nobody reads any more.
        func end() { taps.end(number) }
    }

    /// Recordings at once: people who look at stations.
    static let most = 8
    /// Bytes of frames that wait for a slow recorder: some whole configurations.
    static let mostWaitingBytes = 8 << 20
    /// Events that wait for it.
    static let mostWaiting = 4_096
    /// How often a recorder is told that nothing happened.
    static let pause = Duration.seconds(1)

    private struct Tap {
        var station: String
        var stream: AsyncStream<Event>.Continuation
        var waitingBytes = 0
        var pauses: Task<Void, Never>
    }

    private struct State {
        var taps: [Int: Tap] = [:]
        var lastNumber = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let count = Atomic<Int>(0)

    /// Whether anybody records.
    var isRecording: Bool { count.load(ordering: .relaxed) > 0 }

    /// Begins to record a station, for so long; nil where enough do, and at the end.
    func begin(_ station: String, for duration: Duration) -> Recording? {
        let (events, continuation) = AsyncStream.makeStream(
            of: Event.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        let deadline = ContinuousClock.now + duration
        let number: Int? = state.withLock { state in
            guard !state.isClosed, state.taps.count < Self.most else { return nil }
            state.lastNumber += 1
            let number = state.lastNumber
            let pauses = Task {
                while !Task.isCancelled, ContinuousClock.now < deadline {
                    guard case .enqueued = continuation.yield(.pause) else { break }
                    try? await Task.sleep(for: min(Self.pause, deadline - .now))
                }
                self.end(number)
            }
            state.taps[number] = Tap(station: station, stream: continuation, pauses: pauses)
            count.store(state.taps.count, ordering: .relaxed)
            return number
        }
        return number.map { Recording(station: station, events: events, deadline: deadline, number: $0, taps: self) }
    }

    /// Something happened on a station's line.
    func note(_ event: Event, of station: String) {
        guard isRecording else { return }
        state.withLock { state in
            for (number, tap) in state.taps where tap.station == station {
                let waiting = tap.waitingBytes + event.size
                state.taps[number]?.waitingBytes = waiting
                if waiting <= Self.mostWaitingBytes, case .enqueued = tap.stream.yield(event) { continue }
                remove(number, &state)
            }
        }
    }

    /// Ends all recordings, and lets nobody begin.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for number in state.taps.keys { remove(number, &state) }
        }
    }

    private func took(_ event: Event, by number: Int) {
        state.withLock { $0.taps[number]?.waitingBytes -= event.size }
    }

    private func end(_ number: Int) { state.withLock { remove(number, &$0) } }

    private func remove(_ number: Int, _ state: inout State) {
        guard let tap = state.taps.removeValue(forKey: number) else { return }
        tap.pauses.cancel()
        tap.stream.finish()
        count.store(state.taps.count, ordering: .relaxed)
    }
}

extension FrameTaps.Event {
    fileprivate var size: Int { if case .frame(_, _, let text) = self { text.count } else { 0 } }
}
