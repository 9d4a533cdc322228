// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The uncontrolled load of one node, kW: between its declared bounds, low at night, with a morning and an evening
/// peak, a size of its own and appliances that come and go each quarter of an hour.
///
/// A declared maximum is diversified: what the node adds to the peak of many. A metered home may exceed it for a while;
/// one without a meter is taken at its word, since the dispatcher does so too.
struct LoadGenerator {
    private let id: String
    private let seed: UInt64
    private let least: Double
    private let span: Double
    private let ceiling: Double
    private let size: Double
    private let eveningH: Double
    private let offsetH: Double
    private let scale: Double

    /// Length of the spells in which appliances are on or off.
    static let spellMs: Int64 = 900_000
    /// How far a metered node may exceed its diversified maximum: a home of 2 kW on average has a stove of 6.
    static let undiversified = 3.0

    init(_ node: ConnectivityNode, seed: UInt64, location: Location, scale: Double) {
        id = node.id.text
        self.seed = seed
        let load = node.baseLoad ?? .none
        least = load.minimum.kilowatts
        span = load.maximum.kilowatts - least
        ceiling = node.hasMeter ? least + span * Self.undiversified : load.maximum.kilowatts
        var stream = SeededStream(seed: seed, "load " + id)
        size = min(max(Elementary.exp(0.3 * stream.normal()), 0.5), 1.8) * 0.95
        eveningH = 19 + 0.8 * stream.normal()
        offsetH = location.utcOffsetH
        self.scale = scale
    }

    /// At a time, kW.
    func power(at time: UTCInstant) -> Double {
        guard span > 0 || least != 0 else { return 0 }
        var stream = SeededStream(seed: seed, "spell " + id, Self.floored(time.milliseconds, by: Self.spellMs))
        let shape = Self.shape(hour: Self.hour(time, offsetH: offsetH), evening: eveningH)
        var part = size * shape * (0.8 + 0.25 * stream.exponential())
        if stream.uniform() < 0.1 * shape { part += 0.5 + 0.5 * stream.uniform() }
        return min(least + span * part, ceiling) * scale
    }

    /// Part of the maximum over a day, at most about 0.9.
    static func shape(hour: Double, evening: Double) -> Double {
        0.12 + 0.25 * bump(hour, at: 7.5, width: 1.2) + 0.18 * bump(hour, at: 12.5, width: 1.8)
            + 0.72 * bump(hour, at: evening, width: 1.9)
    }

    /// A bell of height 1 that goes round the clock.
    private static func bump(_ hour: Double, at centre: Double, width: Double) -> Double {
        let distance = (hour - centre).magnitude
        let round = min(distance, 24 - distance) / width
        return Elementary.exp(-0.5 * round * round)
    }

    /// Hour of people's clock, 0 to 24.
    static func hour(_ time: UTCInstant, offsetH: Double) -> Double {
        let ms = time.milliseconds + Int64(offsetH * 3_600_000)
        return Double(ms - floored(ms, by: 86_400_000) * 86_400_000) / 3_600_000
    }

    static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

/// What a controllable load (a heat pump, say) would draw, kW: on for a part of its spells.
struct DemandGenerator {
    private let id: String
    private let seed: UInt64
    private let most: Double

    init(_ der: DER, seed: UInt64) {
        id = der.id.text
        self.seed = seed
        most = der.unit.maximumImport.kilowatts
    }

    /// At a time, kW.
    func power(at time: UTCInstant) -> Double {
        let spell = LoadGenerator.floored(time.milliseconds, by: 2 * LoadGenerator.spellMs)
        var stream = SeededStream(seed: seed, "demand " + id, spell)
        return stream.uniform() < 0.45 ? most * (0.6 + 0.4 * stream.uniform()) : 0
    }
}
