// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What of a station's switches holds in another run too: contactors and vehicles wear by each, and one that was not
/// seen is tried again only in its time.
public struct PhaseSwitchRecord: Sendable, Hashable {
    /// When it was told to switch, within the last hour.
    public var switchedAt: [UTCInstant]
    /// Until when it is left on three after a switch that was not seen.
    public var failedUntil: UTCInstant?
    /// How many phases it was told then.
    public var failedPhases: Int?

    /// By its members.
    public init(switchedAt: [UTCInstant], failedUntil: UTCInstant? = nil, failedPhases: Int? = nil) {
        self.switchedAt = switchedAt
        self.failedUntil = failedUntil
        self.failedPhases = failedPhases
    }

    /// More switches than that no hour has: those that failed count beside those that were told.
    static let mostSwitches = 2 * PhaseSwitching.largestPerHour
}

extension DispatchMemory {
    /// What another run must know of the switches of a DER's station; nil where there is nothing.
    public func phaseSwitchRecord(der: Int, now: Moment) -> PhaseSwitchRecord? {
        guard let known = phaseSwitches[der], !known.switchedAt.isEmpty || known.hasFailed(at: now.steady) else {
            return nil
        }
        func utc(_ instant: MonotonicInstant) -> UTCInstant { now.utc + (instant - now.steady) }
        return PhaseSwitchRecord(
            switchedAt: known.switchedAt.map(utc), failedUntil: known.failedUntil.map(utc),
            failedPhases: known.failedPhases)
    }

    /// Takes over what an earlier run knew of the switches of a DER's station. On how many phases it is, nobody knows.
    ///
    /// A time that seems to come yet, since our clock was set back, is now; nothing fails for longer than an hour.
    public mutating func restore(_ record: PhaseSwitchRecord, der: Int, _ model: DispatchModel, now: Moment) {
        guard model.switchers.contains(der) else { return }
        var known = PhaseSwitch.unknown
        known.switchedAt = record.switchedAt.suffix(PhaseSwitchRecord.mostSwitches).map {
            now.steady + min($0 - now.utc, .zero)
        }
        if let until = record.failedUntil, until > now.utc {
            known.failedUntil = now.steady + min(until - now.utc, PhaseSwitch.hour)
            known.failedPhases = record.failedPhases
        }
        phaseSwitches[der] = known
    }
}
