// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What came on one topic while somebody watched.
struct TopicObservation: Sendable {
    /// One message.
    struct Message: Sendable {
        var at: MonotonicInstant
        /// By how much its stamp was ahead of our clock.
        var ahead: Duration?
        var powerKW: Double?
        var soc: Double?
        var voltageV: Double?
        /// By phase, where the source tells them.
        var byPhaseKW: [PhaseCode: Double]
        /// What all DERs of the site drew then together, where all of them were measured.
        var sumOfDERsKW: Double?
        var isAccepted: Bool

        /// The powers by phase, A first.
        var phasesInOrder: [(phase: PhaseCode, powerKW: Double)] {
            byPhaseKW.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
        }

        var sumOfPhasesKW: Double { phasesInOrder.reduce(0) { $0 + $1.powerKW } }
    }

    /// Refusals of one kind.
    struct Refusals: Sendable {
        var count = 0
        var lastReason = ""
    }

    /// The last messages.
    private(set) var messages: [Message] = []
    private(set) var accepted = 0
    private(set) var refused: [String: Refusals] = [:]
    private(set) var retained = 0
    private(set) var lastAt: MonotonicInstant?
    /// The beginning of the last refused message, for people.
    private(set) var excerpt = ""
    /// How the last message that had no readable time said when it was.
    private(set) var oddStamp: PayloadGlance.Stamp?
    private(set) var repeats = 0
    private(set) var falls = 0
    /// Falls to the beginning: a restart without a new boot id.
    private(set) var silentRestarts = 0
    private(set) var bootChanges = 0
    private var lastSequence: UInt64?
    private var lastBoot: String?

    /// Messages kept: two minutes at one a second.
    static let keptMessages = 128
    /// Kinds of refusals told apart; the translation has fewer.
    static let mostCodes = 20
    static let keptExcerpt = 200
    static let keptReason = 300
    /// A sequence that falls to no more than this has begun anew.
    static let firstSequences: UInt64 = 3

    var total: Int { accepted + refused.values.reduce(0) { $0 + $1.count } }

    /// Notes a message.
    ///
    /// - Parameter refusal: why it was not taken; nil where it was.
    mutating func note(
        _ glance: PayloadGlance, _ payload: [UInt8], refusal: (code: String, reason: String)?, isRetained: Bool,
        sumOfDERsKW: Double?, now: Moment
    ) {
        count(refusal, payload)
        // What the broker kept tells nothing of the source as it is now.
        if isRetained { return retained += 1 }
        lastAt = now.steady
        noteOrder(glance)
        var ahead: Duration?
        switch glance.stamp {
        case .time(let time): ahead = time - now.utc
        case .withoutZone(let time):
            ahead = time - now.utc
            oddStamp = glance.stamp
        case .number, .unreadable, .absent: oddStamp = glance.stamp
        }
        messages.append(
            Message(
                at: now.steady, ahead: ahead, powerKW: glance.powerKW, soc: glance.soc, voltageV: glance.voltageV,
                byPhaseKW: glance.byPhaseKW, sumOfDERsKW: sumOfDERsKW, isAccepted: refusal == nil))
        if messages.count > Self.keptMessages { messages.removeFirst() }
    }

    private mutating func count(_ refusal: (code: String, reason: String)?, _ payload: [UInt8]) {
        guard let refusal else { return accepted += 1 }
        excerpt = String(decoding: payload.prefix(Self.keptExcerpt), as: UTF8.self)
        guard refused[refusal.code] != nil || refused.count < Self.mostCodes else { return }
        refused[refusal.code, default: Refusals()].count += 1
        refused[refusal.code]?.lastReason = String(refusal.reason.prefix(Self.keptReason))
    }

    private mutating func noteOrder(_ glance: PayloadGlance) {
        let isNewBoot = glance.boot != nil && glance.boot != lastBoot
        if isNewBoot, lastBoot != nil { bootChanges += 1 }
        if let got = glance.sequence, let last = lastSequence, !isNewBoot {
            if got == last {
                repeats += 1
            } else if got < last {
                if got <= Self.firstSequences { silentRestarts += 1 } else { falls += 1 }
            }
        }
        lastBoot = glance.boot ?? lastBoot
        lastSequence = glance.sequence ?? (isNewBoot ? nil : lastSequence)
    }

    /// Whether its time was a number: that makes its JSON unreadable, and is said under clock.
    var isTimeNumber: Bool { if case .number = oddStamp { true } else { false } }

    /// Median seconds between two messages; nil of fewer than two.
    var interval: Double? {
        zip(messages.dropFirst(), messages).map { ($0.at - $1.at).inSeconds }.median
    }

    /// By how much its stamps are ahead, in the middle and in their spread, s; nil where none had one.
    var ahead: (median: Double, spread: Double)? {
        let offsets = messages.compactMap { $0.ahead?.inSeconds }.sorted()
        guard let median = offsets.median, let first = offsets.first, let last = offsets.last else { return nil }
        return (median, last - first)
    }
}
