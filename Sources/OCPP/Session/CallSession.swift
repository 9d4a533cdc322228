// SPDX-License-Identifier: Apache-2.0

import JSON

/// The calls of one connection, for either role: events go in, actions come out, and nothing else happens here.
///
/// ```
///  send ──▶ queue ──▶ one outstanding ──▶ complete(result | callError | timedOut | ...)
///            └── same coalescingKey: the newer takes the place, the older completes as superseded
///  received CALL ──▶ deliver ──▶ (caller) answer ──▶ send
/// ```
/// Every call handed to `send` completes exactly once. Times are milliseconds of a steady clock that the caller reads.
/// One value serves one connection; after `disconnected` it is used up, and a new connection gets a new value.
public struct CallSession: Sendable {
    private let configuration: Configuration
    private let idPrefix: String
    private var lastNumber = 0
    private var queue: [OutboundCall] = []
    private var outstanding: Outstanding?
    /// The call of ours answered last, as long as its answer may be refused.
    private var lastAnswered: (id: String, handle: UInt64)?
    private var unanswered: [Unanswered] = []
    private var allowance: Allowance
    private var isConnected = true

    /// What has been dropped or refused on this connection.
    public private(set) var counters = Counters()

    private struct Outstanding {
        var id: String
        var call: OutboundCall
        var deadline: Int64
    }

    private struct Unanswered {
        var id: String
        var deadline: Int64
    }

    /// A session for a connection just made. The prefix sets the ids of this connection apart from those of earlier
    /// ones, whose answers some devices deliver late on a new socket; at most 20 characters of it are used.
    public init(configuration: Configuration, idPrefix: String) {
        self.configuration = configuration
        self.idPrefix = String(String.UnicodeScalarView(idPrefix.unicodeScalars.prefix(Self.maximumPrefixLength)))
        allowance = Allowance(configuration)
    }

    /// With up to 15 digits after it and a hyphen, ids stay within the standard's 36 characters.
    public static let maximumPrefixLength = 20

    /// Calls waiting for their turn.
    public var queuedCount: Int { queue.count }

    /// Whether a call of ours is waiting for its answer.
    public var isWaiting: Bool { outstanding != nil }

    /// When `tick` has something to do at the latest; nil while nothing is waited for.
    public var nextDeadline: Int64? {
        (unanswered.map(\.deadline) + [outstanding?.deadline].compactMap { $0 }).min()
    }

    // MARK: - Events

    /// A call of ours is to be made: at once if none is outstanding, else in its turn.
    public mutating func send(_ call: OutboundCall, now: Int64) -> [Action] {
        guard isConnected else { return [.complete(call, .disconnected)] }
        if let key = call.coalescingKey, let index = queue.firstIndex(where: { $0.coalescingKey == key }) {
            let older = queue[index]
            queue[index] = call
            return [.complete(older, .superseded)]
        }
        guard queue.count < configuration.maximumQueued else { return [.complete(call, .queueFull)] }
        queue.append(call)
        return sendNext(now: now)
    }

    /// A message of ours that is not answered (2.1) goes out at once: it waits for no call, and none waits for it.
    public mutating func post<Message: OCPPSend>(_ message: Message) throws(OCPPEncodingError) -> [Action] {
        let payload = try message.encoded(for: configuration.version)
        guard isConnected else { return [] }
        return [reply(.send(id: nextID(), action: Message.action, payload: payload))]
    }

    /// The answer to this call of ours, completed just before, was no good. 2.1 tells the peer, earlier versions cannot.
    public mutating func refuseAnswer(to handle: UInt64, _ error: OCPPCallError) -> [Action] {
        guard isConnected, let last = lastAnswered, last.handle == handle else { return [] }
        lastAnswered = nil
        return refuseAnswer(last.id, error)
    }

    /// A text frame has come in.
    public mutating func received(_ frame: some Collection<UInt8>, now: Int64) -> [Action] {
        guard isConnected else { return [] }
        do throws(OCPPFrameError) {
            switch try OCPPFrame.decode(frame, version: configuration.version) {
            case .call(let id, let action, let payload):
                return receivedCall(InboundCall(id: id, action: action, payload: payload), now: now)
            case .send(let id, let action, let payload):
                guard allowance.take(now: now) else { return dropThrottled() }
                return [.deliver(InboundCall(id: id, action: action, payload: payload, expectsAnswer: false))]
            case .callResult(let id, let payload): return receivedAnswer(id, .result(payload), now: now)
            case .callError(let id, let error): return receivedAnswer(id, .callError(error), now: now)
            case .callResultError:
                counters.refusedAnswers += 1
                return []
            }
        } catch {
            return receivedGarbage(error, now: now)
        }
    }

    /// The caller answers a delivered call. An answer to a call that is no longer open is dropped and counted.
    public mutating func answer(_ id: String, with answer: Result<[UInt8], OCPPCallError>) -> [Action] {
        guard let index = unanswered.firstIndex(where: { $0.id == id }) else {
            counters.needlessAnswers += 1
            return []
        }
        unanswered.remove(at: index)
        switch answer {
        case .success(let payload): return [reply(.callResult(id: id, payload: payload))]
        case .failure(let error): return [reply(.callError(id: id, error))]
        }
    }

    /// Time has passed: calls of ours time out, and calls of the peer that nobody here answered are answered.
    public mutating func tick(now: Int64) -> [Action] {
        var actions: [Action] = []
        for call in unanswered where call.deadline <= now {
            counters.forgottenCalls += 1
            actions.append(reply(.callError(id: call.id, OCPPCallError(.internalError, "not answered in time"))))
        }
        unanswered.removeAll { $0.deadline <= now }
        if let due = outstanding, due.deadline <= now {
            outstanding = nil
            actions.append(.complete(due.call, .timedOut))
            actions += sendNext(now: now)
        }
        return actions
    }

    /// The connection is gone: all calls of ours complete as disconnected.
    public mutating func disconnected() -> [Action] {
        isConnected = false
        let calls = [outstanding?.call].compactMap { $0 } + queue
        outstanding = nil
        queue = []
        unanswered = []
        return calls.map { .complete($0, .disconnected) }
    }

    // MARK: - Parts

    private mutating func sendNext(now: Int64) -> [Action] {
        guard outstanding == nil, !queue.isEmpty else { return [] }
        let call = queue.removeFirst()
        let id = nextID()
        let timeout = call.timeoutMilliseconds ?? configuration.timeoutMilliseconds
        outstanding = Outstanding(id: id, call: call, deadline: now + timeout)
        return [reply(.call(id: id, action: call.action, payload: call.payload))]
    }

    private mutating func nextID() -> String {
        lastNumber += 1
        return "\(idPrefix)-\(lastNumber)"
    }

    private mutating func receivedCall(_ call: InboundCall, now: Int64) -> [Action] {
        guard !unanswered.contains(where: { $0.id == call.id }) else {
            // Repeated before it was answered: the one answer to come serves both.
            counters.repeatedCalls += 1
            return []
        }
        guard allowance.take(now: now) else {
            counters.throttledFrames += 1
            return [refuse(call, "more calls than the rate limit allows")]
        }
        guard unanswered.count < configuration.maximumUnanswered else {
            counters.throttledFrames += 1
            return [refuse(call, "too many calls at once")]
        }
        unanswered.append(Unanswered(id: call.id, deadline: now + configuration.timeoutMilliseconds))
        return [.deliver(call)]
    }

    private mutating func receivedAnswer(_ id: String, _ outcome: Outcome, now: Int64) -> [Action] {
        guard let answered = outstanding, answered.id == id else {
            counters.strayAnswers += 1
            return []
        }
        outstanding = nil
        if case .result = outcome { lastAnswered = (id, answered.call.handle) } else { lastAnswered = nil }
        return [.complete(answered.call, outcome)] + sendNext(now: now)
    }

    private mutating func receivedGarbage(_ error: OCPPFrameError, now: Int64) -> [Action] {
        counters.invalidFrames += 1
        if let type = error.messageType, (3...4).contains(type), let id = error.id, id == outstanding?.id {
            let refusal = type == 3 ? refuseAnswer(id, OCPPCallError(error.code, error.reason.description)) : []
            return refusal + receivedAnswer(id, .invalidAnswer(error), now: now)
        }
        guard let answer = error.answer else { return [] }
        guard allowance.take(now: now) else { return dropThrottled() }
        return [reply(answer)]
    }

    private func refuseAnswer(_ id: String, _ error: OCPPCallError) -> [Action] {
        configuration.version >= .v21 ? [reply(.callResultError(id: id, error))] : []
    }

    private mutating func dropThrottled() -> [Action] {
        counters.throttledFrames += 1
        return []
    }

    private func refuse(_ call: InboundCall, _ reason: String) -> Action {
        reply(.callError(id: call.id, OCPPCallError(.genericError, reason)))
    }

    private func reply(_ frame: OCPPFrame) -> Action { .send(frame.encoded(for: configuration.version)) }
}
