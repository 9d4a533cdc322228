// SPDX-License-Identifier: Apache-2.0

extension CallSession {
    /// The limits of a connection.
    public struct Configuration: Hashable, Sendable {
        /// The version spoken.
        public var version: OCPPVersion
        /// How long an answer may take, milliseconds. The standard leaves it open; the field uses 30 s.
        public var timeoutMilliseconds: Int64
        /// Calls that may wait for their turn. Setpoints coalesce, so what waits are the distinct calls of
        /// commissioning.
        public var maximumQueued: Int
        /// Calls of the peer that may be open at once. The standard allows one; some devices send a few.
        public var maximumUnanswered: Int
        /// Calls of the peer in a burst. A station that comes back after days empties its stored transactions at once.
        public var inboundBurst: Int
        /// Calls of the peer per second in the long run. Each waits for its answer, so only a broken or hostile peer
        /// comes near.
        public var inboundPerSecond: Int

        /// Limits for a version, each with the default that its reason above supports.
        public init(
            version: OCPPVersion, timeoutMilliseconds: Int64 = 30_000, maximumQueued: Int = 64,
            maximumUnanswered: Int = 4, inboundBurst: Int = 20_000, inboundPerSecond: Int = 1_000
        ) {
            self.version = version
            self.timeoutMilliseconds = timeoutMilliseconds
            self.maximumQueued = maximumQueued
            self.maximumUnanswered = maximumUnanswered
            self.inboundBurst = inboundBurst
            self.inboundPerSecond = inboundPerSecond
        }
    }

    /// A call of ours.
    public struct OutboundCall: Hashable, Sendable {
        /// The caller's name for it, given back at completion.
        public var handle: UInt64
        /// The action in the frame.
        public var action: String
        /// The payload, a JSON object.
        public var payload: [UInt8]
        /// A newer call with the same key replaces one that still waits: the newest setpoint wins.
        public var coalescingKey: String?
        /// Its own time limit, milliseconds, in place of the configured one.
        public var timeoutMilliseconds: Int64?

        /// A call of a payload already encoded.
        public init(
            handle: UInt64, action: String, payload: [UInt8], coalescingKey: String? = nil,
            timeoutMilliseconds: Int64? = nil
        ) {
            self.handle = handle
            self.action = action
            self.payload = payload
            self.coalescingKey = coalescingKey
            self.timeoutMilliseconds = timeoutMilliseconds
        }

        /// A call of a request; refuses what the standard's schema refuses.
        public init<Request: OCPPRequest>(
            handle: UInt64, _ request: Request, for version: OCPPVersion, coalescingKey: String? = nil,
            timeoutMilliseconds: Int64? = nil
        ) throws(OCPPEncodingError) {
            self.init(
                handle: handle, action: Request.action, payload: try request.encoded(for: version),
                coalescingKey: coalescingKey, timeoutMilliseconds: timeoutMilliseconds)
        }
    }

    /// A call of the peer.
    public struct InboundCall: Hashable, Sendable {
        /// Its id, to answer under.
        public let id: String
        /// What is asked.
        public let action: String
        /// The payload, a JSON object, not yet read.
        public let payload: [UInt8]
        /// False for 2.1's unanswered messages.
        public let expectsAnswer: Bool

        init(id: String, action: String, payload: [UInt8], expectsAnswer: Bool = true) {
            self.id = id
            self.action = action
            self.payload = payload
            self.expectsAnswer = expectsAnswer
        }
    }

    /// How a call of ours ended.
    public enum Outcome: Hashable, Sendable {
        /// Answered; the payload is not yet read.
        case result([UInt8])
        /// Answered in the negative.
        case callError(OCPPCallError)
        /// Answered by a frame that is none.
        case invalidAnswer(OCPPFrameError)
        /// Not answered in time. The peer may have acted on it all the same.
        case timedOut
        /// Never sent: a newer one with its key took its place.
        case superseded
        /// Never sent: too many were waiting.
        case queueFull
        /// The connection ended before the answer, or before it was sent.
        case disconnected
    }

    /// What the owner of the connection has to do, in this order.
    public enum Action: Hashable, Sendable {
        /// Send this text frame.
        case send([UInt8])
        /// Answer this call of the peer, by `answer`.
        case deliver(InboundCall)
        /// This call of ours has ended.
        case complete(OutboundCall, Outcome)
    }

    /// Counts of what has been dropped or refused.
    public struct Counters: Hashable, Sendable {
        /// Frames that are no OCPP message.
        public var invalidFrames = 0
        /// Answers to no call of ours that is open: late, repeated or invented.
        public var strayAnswers = 0
        /// Calls that came again before they were answered.
        public var repeatedCalls = 0
        /// Calls and frames beyond the limits.
        public var throttledFrames = 0
        /// Calls of the peer that nobody here answered in time.
        public var forgottenCalls = 0
        /// Answers of ours to calls no longer open.
        public var needlessAnswers = 0
        /// Answers of ours that the peer called wrong (2.1).
        public var refusedAnswers = 0

        /// Counts of none.
        public init() {}

        /// Adds what another session has counted.
        public static func += (sum: inout Self, other: Self) {
            sum.invalidFrames += other.invalidFrames
            sum.strayAnswers += other.strayAnswers
            sum.repeatedCalls += other.repeatedCalls
            sum.throttledFrames += other.throttledFrames
            sum.forgottenCalls += other.forgottenCalls
            sum.needlessAnswers += other.needlessAnswers
            sum.refusedAnswers += other.refusedAnswers
        }
    }
}

/// A token bucket: `inboundBurst` tokens at most, `inboundPerSecond` more each second.
struct Allowance: Sendable {
    private let burst: Int64
    private let perSecond: Int64
    /// In thousandths, so that a millisecond's share is an integer.
    private var thousandths: Int64
    private var lastRefill: Int64?

    init(_ configuration: CallSession.Configuration) {
        // Held where a day's refill still fits into 64 bits.
        burst = Int64(max(0, min(configuration.inboundBurst, 1_000_000_000)))
        perSecond = Int64(max(0, min(configuration.inboundPerSecond, 1_000_000_000)))
        thousandths = burst * 1_000
    }

    /// Takes one token; false if there is none.
    mutating func take(now: Int64) -> Bool {
        let elapsed = max(0, min(now - (lastRefill ?? now), 86_400_000))
        lastRefill = now
        thousandths = min(burst * 1_000, thousandths + elapsed * perSecond)
        guard thousandths >= 1_000 else { return false }
        thousandths -= 1_000
        return true
    }
}
