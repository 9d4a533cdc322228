// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import JSON
import OCPP

/// Something that was asked of a station, and what it said.
public struct AskedOperation: Sendable, Hashable {
    /// How far it got.
    public enum Standing: String, Sendable {
        /// Out, or waiting for its turn.
        case sent
        /// The station's yes: it will do it.
        case accepted
        /// Its yes for later, when nothing runs.
        case scheduled
        /// Its no.
        case rejected
        /// It cannot.
        case notSupported
        /// No answer in time, or the connection ended before it. The station may have acted on it all the same.
        case unanswered
    }

    /// Tells it from the others of its station.
    public let number: Int
    /// What was asked.
    public var operation: StationOperation
    /// The action of the standard that carried it.
    public var action: String
    /// Who asked.
    public var author: String
    /// When.
    public var requestedAt: UTCInstant
    /// How far it got.
    public var standing = Standing.sent
    /// The station's own word for it, or the code of its refusal.
    public var status: String?
    /// Why, where the station or the gateway says.
    public var reason: String?
    /// The whole answer, without what opens doors; nil where there is none or it is too large to be kept.
    public var answer: JSONValue?
    /// When the answer came, or it was clear that none would.
    public var answeredAt: UTCInstant?
}

/// What was asked of one station lately, and what followed.
struct AskedOperations: Sendable {
    /// Requests kept: those of one visit to a station. The oldest answered one makes room.
    static let kept = 16
    /// Requests that may wait for their answers: the station answers one at a time, and setpoints wait behind them.
    static let mostWaiting = 4

    private(set) var all: [AskedOperation] = []
    private var lastNumber = 0

    /// How many wait for their answers.
    var waiting: Int { all.count { $0.standing == .sent } }

    subscript(number: Int) -> AskedOperation? { all.last { $0.number == number } }

    mutating func add(
        _ operation: StationOperation, action: String, author: String, at time: UTCInstant
    ) -> AskedOperation {
        lastNumber += 1
        let asked = AskedOperation(
            number: lastNumber, operation: operation, action: action, author: author, requestedAt: time)
        if all.count >= Self.kept, let oldest = all.firstIndex(where: { $0.standing != .sent }) {
            all.remove(at: oldest)
        }
        all.append(asked)
        return asked
    }

    /// Notes the answer; nil of a request that is not known any more.
    mutating func settle(_ number: Int, _ answer: StationAnswer, at time: UTCInstant) -> AskedOperation? {
        guard let index = all.firstIndex(where: { $0.number == number }) else { return nil }
        all[index].standing = answer.standing
        all[index].status = answer.status
        all[index].reason = answer.reason
        all[index].answer = answer.payload
        all[index].answeredAt = time
        return all[index]
    }
}

/// What a station said to a request, in whatever version.
struct StationAnswer: Hashable {
    var standing: AskedOperation.Standing
    var status: String?
    var reason: String?
    var payload: JSONValue?

    /// Longest answer that is kept: a configuration of some hundred keys has a third of that.
    static let longest = 65_536
    /// Characters kept of a reason.
    static let longestReason = 300

    /// - Parameter isReadable: whether a payload is an answer to what was asked.
    init(_ outcome: CallSession.Outcome, isReadable: ([UInt8]) -> Bool) {
        switch outcome {
        case .result(let bytes): self.init(result: bytes, isReadable: isReadable(bytes))
        case .callError(let error):
            let isUnable = error.code == .notSupported || error.code == .notImplemented
            self.init(
                standing: isUnable ? .notSupported : .rejected, status: error.code.text(in: .v21),
                reason: error.description)
        case .invalidAnswer(let error): self.init(standing: .rejected, reason: "the answer is no answer: \(error)")
        case .timedOut: self.init(standing: .unanswered, reason: "no answer in time")
        case .disconnected: self.init(standing: .unanswered, reason: "the connection ended before the answer")
        case .queueFull: self.init(standing: .unanswered, reason: "not sent: too much waits for this station")
        case .superseded: self.init(standing: .unanswered, reason: "not sent: a newer request took its place")
        }
    }

    private init(standing: AskedOperation.Standing, status: String? = nil, reason: String?) {
        self.standing = standing
        self.status = status
        self.reason = reason.flatMap { $0.isEmpty ? nil : String($0.prefix(Self.longestReason)) }
    }

    private init(result bytes: [UInt8], isReadable: Bool) {
        let value = (try? JSONValue(parsing: bytes)) ?? .null
        let info = value["statusInfo"]
        self.init(
            standing: .accepted,
            reason: info.map {
                [$0["reasonCode"]?.string, $0["additionalInfo"]?.string].compactMap { $0 }.joined(separator: ": ")
            })
        status = value["status"]?.string
        payload = bytes.count <= Self.longest ? FrameMask().masked(value) : nil
        guard isReadable else {
            standing = .rejected
            reason = "the answer is not what the standard prescribes"
            return
        }
        standing = status.map(Self.standing) ?? (Self.allSet(value) ? .accepted : .rejected)
    }

    private static func standing(_ word: String) -> AskedOperation.Standing {
        switch word {
        case "Accepted", "AcceptedCanceled", "Unlocked", "RebootRequired": .accepted
        case "Scheduled": .scheduled
        case "NotSupported", "NotImplemented": .notSupported
        default: .rejected
        }
    }

    /// An answer about several variables is a yes where each was taken.
    private static func allSet(_ value: JSONValue) -> Bool {
        let results = value["setVariableResult"]?.array ?? []
        return results.allSatisfy { ["Accepted", "RebootRequired"].contains($0["attributeStatus"]?.string) }
    }
}
