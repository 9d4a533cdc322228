// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
public import OCPPWebSocket
import Synchronization

/// Plays a recorded station against a gateway over a real WebSocket, and says what the gateway answers differently.
public final class TraceReplay: Sendable {
    /// Where the gateway is, and who the station is.
    public struct Target: Sendable {
        /// Name or address.
        public var host: String
        /// TCP port.
        public var port: Int
        /// What comes before the identity in the path.
        public var pathPrefix = "/ocpp/"
        /// Whether it is `wss://`.
        public var isTLS = false
        /// Certificates that are trusted; else those of the system.
        public var authorityFile: String?
        /// The identity it connects with.
        public var identity: String
        /// Its password, if it shows one.
        public var password: [UInt8]?

        /// A plain server.
        public init(host: String, port: Int, identity: String, password: [UInt8]? = nil) {
            self.host = host
            self.port = port
            self.identity = identity
            self.password = password
        }
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// Calls that the station made.
        public var calls = 0
        /// Calls of the gateway that it answered, by action.
        public var asked: [String: Int] = [:]
        /// How often each was made when it was recorded.
        public var askedThen: [String: Int] = [:]
        /// Calls that the recording has no answer to: they were answered `NotSupported`.
        public var unknown: [String: Int] = [:]
        /// What was answered differently.
        public var differences: [ReplayDifference] = []
    }

    /// Why it could not be played.
    public struct Fault: Error, Sendable {
        /// In words.
        public var text: String
    }

    /// How long an answer is waited for.
    static let patience = Duration.seconds(30)
    /// How often it is looked for.
    private static let look = Duration.milliseconds(5)
    /// How long the gateway's own calls are answered after the last step.
    private static let linger = Duration.seconds(2)

    private struct State {
        var connection: StationConnection?
        var isClosed = false
        var received: [String: [JSONValue]] = [:]
        var answers: [String: [[JSONValue]]]
        var outcome = Outcome()
        var frames: ReplayedFrames
    }

    private let script: ReplayScript
    private let target: Target
    private let speed: Double?
    private let state: Mutex<State>

    /// - Parameter speed: how many times faster than recorded; nil: without pauses.
    public init(_ trace: FrameTrace, to target: Target, speed: Double?) {
        script = ReplayScript(trace)
        self.target = target
        self.speed = speed
        let first = script.steps.first?.milliseconds ?? 0
        let shift = Int64(Date().timeIntervalSince1970 * 1_000) - first
        state = Mutex(State(answers: script.answers, frames: ReplayedFrames(shift: shift)))
    }

    /// Plays it to its end.
    public func run() async throws(Fault) -> Outcome {
        let client = OCPPClient(delegate: self)
        let begin = ContinuousClock.now
        var comparison = AnswerComparison()
        var number = 0
        for (milliseconds, step) in script.steps {
            await wait(until: milliseconds, since: begin)
            switch step {
            case .connect(let version): try await connect(client, version)
            case .disconnect: state.withLock { $0.connection }?.close()
            case .call(let call):
                number += 1
                comparison.compare(call, with: try await make(call, id: "replay-\(number)"))
            }
        }
        await wait(until: script.lastAt, since: begin)
        try? await Task.sleep(for: Self.linger)
        state.withLock { $0.connection }?.close()
        return state.withLock { state in
            state.outcome.calls = number
            state.outcome.askedThen = script.asked
            state.outcome.differences = comparison.differences
            return state.outcome
        }
    }

    private func wait(until milliseconds: Int64, since begin: ContinuousClock.Instant) async {
        guard let speed, let first = script.steps.first?.milliseconds else { return }
        let due = begin + .milliseconds(Int64(Double(milliseconds - first) / speed))
        try? await Task.sleep(until: due, clock: .continuous)
    }

    private func connect(_ client: OCPPClient, _ version: String) async throws(Fault) {
        var station = OCPPClient.Station(
            host: target.host, port: target.port, identity: target.identity, password: target.password,
            subprotocols: ["ocpp\(version)"])
        station.pathPrefix = target.pathPrefix
        if target.isTLS { station.tls = OCPPClient.TLS(authorityFile: target.authorityFile) }
        do throws(OCPPClientError) {
            let connection = try await client.connect(station)
            state.withLock {
                $0.connection = connection
                $0.isClosed = false
            }
        } catch {
            throw Fault(text: "\(target.host):\(target.port) does not take the station \(target.identity): \(error)")
        }
    }

    /// Makes a call of the station's; nil where there is no answer.
    private func make(_ call: ReplayScript.Call, id: String) async throws(Fault) -> [JSONValue]? {
        let (connection, payload) = state.withLock { ($0.connection, $0.frames.moved(call.payload)) }
        let frame: JSONValue = [2, .string(id), .string(call.action), payload]
        guard connection?.send(text: frame.serializedBytes()) == true else {
            throw Fault(text: "the gateway ended the connection before line \(call.line), \(call.action)")
        }
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let (answer, isClosed) = state.withLock { ($0.received.removeValue(forKey: id), $0.isClosed) }
            if let answer {
                state.withLock { $0.frames.learn(recorded: call.answer, now: answer) }
                return answer
            }
            if isClosed { return nil }
            try? await Task.sleep(for: Self.look)
        }
        return nil
    }
}

extension TraceReplay: StationTransportDelegate {
    /// Takes what an event loop read in one turn.
    public func received(batch: [StationTransportEvent]) {
        for event in batch {
            switch event {
            case .opened: break
            case .text(let connection, let text):
                guard let frame = (try? JSONValue(parsing: text))?.array else { continue }
                take(frame, connection)
            case .closed(let connection, _):
                state.withLock { if $0.connection == connection { $0.isClosed = true } }
            }
        }
    }

    private func take(_ frame: [JSONValue], _ connection: StationConnection) {
        if let id = frame.answeredID {
            state.withLock { $0.received[id] = [frame[0]] + frame.dropFirst(2) }
        } else if let call = frame.call {
            let answer = state.withLock { Self.answer(call.action, &$0) }
            let text = JSONValue.array([answer[0], .string(call.id)] + answer.dropFirst())
            connection.send(text: text.serializedBytes())
        }
    }

    /// What the station said to the next call of that kind; the last one where it was asked more often.
    private static func answer(_ action: String, _ state: inout State) -> [JSONValue] {
        state.outcome.asked[action, default: 0] += 1
        guard let next = state.answers[action]?.first else {
            state.outcome.unknown[action, default: 0] += 1
            return [4, "NotSupported", "the recording has no answer", [:]]
        }
        if state.answers[action]?.count ?? 0 > 1 { state.answers[action]?.removeFirst() }
        return [next[0]] + next.dropFirst().map { state.frames.moved($0) }
    }
}
