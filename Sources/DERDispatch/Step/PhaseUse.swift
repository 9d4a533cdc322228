// SPDX-License-Identifier: Apache-2.0

import GridModel

/// On how many phases of its outlet a vehicle draws, learned from its draw alone (rule 8).
///
/// A station obeys a current; the power of a setpoint is that current on all phases of the outlet. A vehicle on one
/// phase of three takes a third of it and uses all it was given. At one current it cannot be told from a vehicle that
/// wants little, so its share is not believed before it was seen at two: the draw of the one follows the current, that
/// of the other stays.
///
/// ```
///   allowed  12 kW ─┐            draw 4.0 kW: 1/3      draw 4.0 kW: 1/3
///                   └─ 6 kW           2.0 kW: 1/3           4.0 kW: 2/3
///                                one phase             wants 4 kW
/// ```
struct PhaseUse: Sendable, Hashable {
    /// What was drawn while the limit stood at about one value.
    struct Level: Sendable, Hashable {
        var allowedKW: Double
        var since: MonotonicInstant
        var drawnKW = 0.0
        /// The phases that the draw looks like, all readings agreeing; nil where they do not, or look like nothing.
        var phases: Int?
        /// Readings that agreed.
        var readings = 0
        /// When the newest of them was taken.
        var readAt: MonotonicInstant?
    }

    /// The phases it was seen to draw on at two currents; nil until then.
    private(set) var proven: Int?
    private var level: Level?
    /// An earlier level, to which this one is compared.
    private var anchor: Level?
    /// When the draw last did not follow the current.
    private var refutedAt: MonotonicInstant?

    /// A limit that moved by less is the same one, as a part of it: base load and noise move it all the time.
    static let sameLevel = 0.05
    /// Two limits that far apart, as a part of the lower one, show whether a draw follows.
    static let clearlyApart = 0.15
    /// The part of a change of the limit that a draw must follow: chargers take whole amperes, voltages drift.
    static let follows = 0.6...1.5
    /// What a vehicle takes of the current it may, on the phases it uses: the least and most that count as all.
    static let takes = (least: 0.9, most: 1.05)
    /// What more than the proven phases could take disproves them.
    static let disproves = 1.15
    /// Readings of both levels together that prove it, so that one of them was steady.
    static let readingsNeeded = 3
    /// After the draw did not follow, so many probes go by before a larger one is made again.
    static let probesLeftOut = 3

    /// What a draw is multiplied by to give the limit that it needs.
    func scale(phases: Int) -> Double { proven.map { Double(phases) / Double($0) } ?? 1 }

    /// Whether the draw looks like that of fewer phases, and a probe may show whether it is.
    func isWorthTrying(_ now: MonotonicInstant, _ settings: DispatchSettings) -> Bool {
        guard proven == nil, level?.phases != nil else { return false }
        return refutedAt.map { now - $0 >= settings.probeInterval * Self.probesLeftOut } ?? true
    }

    /// Whether the first reading at a new current is still to come that may prove it.
    var isOnTrial: Bool {
        guard proven == nil, let level, let anchor, level.readAt == nil else { return false }
        return Self.isApart(level, anchor)
    }

    /// Takes a look at the last reading of an AC EVSE.
    mutating func observe(_ der: Int, _ input: DispatchInput) {
        let count = input.model.feeder.ders[der].phases.count
        let allowed = input.state.ders[der].allowed.importLimit.kilowatts
        guard input.model.isACEVSE[der], count > 1, input.settings.guards.contains(.phaseUse), allowed > 0 else {
            (level, anchor) = (nil, nil)
            return
        }
        enter(allowed, input.now.steady)
        guard let drawn = input.livePowerKW(der), let reading = input.state.ders[der].power,
            isNew(reading.receivedAt, settling: input.model.derSettlingTime[der])
        else { return }
        level?.readAt = reading.receivedAt
        let share = drawn / allowed * Double(count)
        if let proven, share > Double(proven) * Self.disproves { self = PhaseUse(level: level) }
        note(drawn, phases: Self.phases(share, below: count, spread: input.voltageSpread(der)), input.now.steady)
    }

    /// Nothing known but where the limit stands.
    private init(level: Level?) { self.level = level }

    /// Nothing known.
    init() {}

    /// Begins a new level where the limit has moved.
    private mutating func enter(_ allowed: Double, _ now: MonotonicInstant) {
        if let level, abs(allowed / level.allowedKW - 1) <= Self.sameLevel { return }
        if let old = level, old.phases != nil, anchor?.phases != old.phases || old.readings >= anchor?.readings ?? 0 {
            anchor = old
        }
        level = Level(allowedKW: allowed, since: now)
    }

    /// Whether a reading is new, and taken after the vehicle had the time to follow the limit.
    private func isNew(_ time: MonotonicInstant, settling: Duration) -> Bool {
        guard let level else { return false }
        return time - level.since >= settling && level.readAt.map { time > $0 } ?? true
    }

    /// The phases fewer than all whose whole current would be this share; 1 is that of one phase. Without a measured
    /// voltage a whole current may be a fifth less power than its limit.
    private static func phases(_ share: Double, below count: Int, spread: Double) -> Int? {
        (1..<count).first { (Double($0) * takes.least / spread...Double($0) * takes.most).contains(share) }
    }

    private mutating func note(_ drawn: Double, phases: Int?, _ now: MonotonicInstant) {
        guard var level else { return }
        level.readings = phases != nil && level.phases == phases ? level.readings + 1 : phases == nil ? 0 : 1
        level.phases = phases
        level.drawnKW = drawn
        self.level = level
        guard let anchor, Self.isApart(level, anchor), proven == nil else { return }
        guard let phases, phases == anchor.phases, Self.follows.contains(Self.following(level, anchor)) else {
            refutedAt = now
            self.anchor = nil
            return
        }
        if level.readings + anchor.readings >= Self.readingsNeeded { proven = phases }
    }

    private static func isApart(_ one: Level, _ other: Level) -> Bool {
        abs(one.allowedKW - other.allowedKW) >= clearlyApart * min(one.allowedKW, other.allowedKW)
    }

    /// The part of the change of the limit that the draw made too.
    private static func following(_ one: Level, _ other: Level) -> Double {
        guard other.drawnKW > 0, other.allowedKW > 0, one.allowedKW != other.allowedKW else { return 0 }
        return (one.drawnKW / other.drawnKW - 1) / (one.allowedKW / other.allowedKW - 1)
    }
}
