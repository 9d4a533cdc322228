// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// How far a station's clock is off, judged by the stamps of its messages.
///
/// A stamp may be late (a message that waited while the station was offline), never early. So a clock that is ahead
/// shows at once; one that is behind, or was set right, shows by two stamps some time apart that are off by the same:
/// messages that merely waited come in a burst, each late by another time.
///
/// It may be wrong all the same: a stamp may be local time without its zone. So what is made of it must never be a
/// limit that is not there (`OCPPStation.clockLead`).
struct StationClock {
    /// By how much it is ahead of ours.
    private(set) var offset = Duration.zero
    private var last: (ahead: Duration, at: MonotonicInstant)?
    private var judgedAt: MonotonicInstant?

    /// Differences below this are travel time and whole-second stamps.
    static let noise = Duration.seconds(3)
    /// Two stamps closer than this may come from one burst.
    static let burst = Duration.seconds(5)
    /// A time read on demand counts from this difference on: some stations round it to the minute.
    static let grossError = Duration.seconds(90)
    /// While a message was stamped this lately, a time read on demand says nothing better.
    static let stampCounts = Duration.seconds(900)

    /// A stamp in a message.
    mutating func judge(_ timestamp: OCPPTimestamp?, now: Moment) {
        guard let timestamp else { return }
        judgedAt = now.steady
        let ahead = UTCInstant(milliseconds: timestamp.milliseconds) - now.utc
        if ahead > offset + Self.noise { return adopt(ahead, now) }
        guard let last, now.steady - last.at >= Self.burst else {
            if last == nil { last = (ahead, now.steady) }
            return
        }
        if Self.isNear(ahead, last.ahead), !Self.isNear(ahead, offset) { return adopt(ahead, now) }
        self.last = (ahead, now.steady)
    }

    /// The station's own "now", in an answer to a question. Beside the stamps of messages it only bears witness: a lag
    /// that both show is one. It is believed alone of a station that stamps no messages.
    mutating func read(_ timestamp: OCPPTimestamp?, now: Moment) {
        guard let timestamp else { return }
        let ahead = UTCInstant(milliseconds: timestamp.milliseconds) - now.utc
        if let last, let judgedAt, now.steady - judgedAt < Self.stampCounts {
            let agrees = Self.isNear(ahead, last.ahead, within: Self.grossError)
            if agrees, !Self.isNear(last.ahead, offset) { adopt(last.ahead, now) }
        } else if !Self.isNear(ahead, offset, within: Self.grossError) {
            adopt(ahead, now)
        }
    }

    private mutating func adopt(_ ahead: Duration, _ now: Moment) {
        offset = Self.isNear(ahead, .zero) ? .zero : ahead
        last = (ahead, now.steady)
    }

    private static func isNear(_ left: Duration, _ right: Duration, within tolerance: Duration = noise) -> Bool {
        left - right < tolerance && right - left < tolerance
    }
}
