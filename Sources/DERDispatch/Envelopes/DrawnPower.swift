// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What the DERs below a node may be drawing at the time of a meter's sample, kW.
struct DrawnPower {
    var least = 0.0
    var most = 0.0
    var likelyLeast = 0.0
    var likelyMost = 0.0
    /// What they are counted at for import limits, and for export limits.
    var countedImport = 0.0
    var countedExport = 0.0
    /// Most they draw now by what they read, where that is no more than they are counted at.
    var readImport = 0.0

    /// What one DER adds where its reading is of the time of the meter's sample, in total or on one phase; nil where
    /// that pins nothing.
    static func pinned(
        _ der: Int, _ input: DispatchInput, _ share: MeteredShare, _ counted: CountedPower
    ) -> DrawnPower? {
        guard let reading = input.livePowerKW(der), let drawn = pinned(reading, input, der) else { return nil }
        var own = DrawnPower()
        let flow = share.of(drawn.lowerBound * share.perReading, drawn.upperBound * share.perReading)
        own.take(flow, as: share, imported: counted.importKW[der], exported: counted.exportKW[der])
        return own
    }

    /// What one DER adds where its reading is of another time, or there is none.
    static func loose(
        _ der: Int, _ input: DispatchInput, _ share: MeteredShare, _ counted: CountedPower
    ) -> DrawnPower {
        let reading = input.livePowerKW(der).map { $0 * share.perReading }
        let released = recentlyReleased(input, der)
        let inForce = CountedPower.bandInForce(input, der)
        let allowed = released.map { inForce.union($0) } ?? inForce
        var own = DrawnPower()
        let may = share.of(
            min(reading ?? 0, -allowed.exportLimit.kilowatts), max(reading ?? 0, allowed.importLimit.kilowatts))
        own.least = may.lowerBound
        own.most = may.upperBound
        let exported = min(counted.exportKW[der], -(released?.exportLimit.kilowatts ?? -.infinity))
        let imported = max(counted.importKW[der], released?.importLimit.kilowatts ?? -.infinity)
        own.countedImport = share.most(imported)
        own.readImport = share.most(mostByReading(reading, input, der).map { min($0, imported) } ?? imported)
        own.countedExport = share.least(exported)
        own.takeLikely(reading ?? 0, input, der, share, released)
        return own
    }

    /// What a DER likely draws whose reading is not of the meter's time: what it read, what it was told since, and what
    /// it was on its way to before.
    private mutating func takeLikely(
        _ reading: Double, _ input: DispatchInput, _ der: Int, _ share: MeteredShare, _ released: PowerBand?
    ) {
        var least = reading
        var most = reading
        if let command = input.state.ders[der].command, let read = input.state.ders[der].power?.sourceTime,
            input.model.isSettling(der, since: command.sentAt.utc.milliseconds, at: read.milliseconds)
        {
            least = min(least, Self.drawnLeast(command.power.kilowatts, input, der))
            most = max(most, command.power.kilowatts)
        }
        if let released {
            least = min(least, -released.exportLimit.kilowatts)
            most = max(most, released.importLimit.kilowatts)
        }
        let likely = share.of(least, most)
        likelyLeast = likely.lowerBound
        likelyMost = likely.upperBound
    }

    /// Most that a station told amperes draws, by a reading since when it was not raised: that, at a voltage that has
    /// moved since. Nil where its reading says nothing of now.
    private static func mostByReading(_ reading: Double?, _ input: DispatchInput, _ der: Int) -> Double? {
        guard let reading, reading > 0, input.model.isToldAmperes[der],
            let received = input.state.ders[der].power?.receivedAt
        else { return nil }
        if let raised = input.memory.ders[der].raisedAt, received - raised < input.model.derSettlingTime[der] {
            return nil
        }
        return reading * VoltageMargin.upper
    }

    /// What the DER might do before the last setpoint that was confirmed, while it may still be on its way: read back
    /// is not yet drawn.
    private static func recentlyReleased(_ input: DispatchInput, _ der: Int) -> PowerBand? {
        guard let released = input.state.ders[der].released,
            input.model.isSettling(der, since: released.since.milliseconds, at: input.now.steady.milliseconds)
        else { return nil }
        return released.band
    }

    /// What a DER draws at the meter's time, where its reading is of that time: the reading itself once it had the time
    /// to follow its last setpoint, between the two while it is close to that, else nobody knows.
    private static func pinned(
        _ reading: Double, _ input: DispatchInput, _ der: Int
    ) -> ClosedRange<Double>? {
        guard let time = input.state.ders[der].power?.sourceTime else { return nil }
        guard let command = input.state.ders[der].command else { return reading...reading }
        guard input.model.isSettling(der, since: command.sentAt.utc.milliseconds, at: time.milliseconds) else {
            return reading...reading
        }
        let told = command.power.kilowatts
        guard abs(told - reading) <= BaseLoadEstimate.settledWithin * input.model.declared.plateKW[der] else {
            return nil
        }
        return min(Self.drawnLeast(told, input, der), reading)...max(told, reading)
    }

    /// What a DER that uses all it was told draws at the lowest voltage: a current was told, and counted at the
    /// highest.
    private static func drawnLeast(_ told: Double, _ input: DispatchInput, _ der: Int) -> Double {
        told > 0 ? told / input.voltageSpread(der) : told
    }

    /// One that may be on one phase is counted no more than it is in the envelope: what flows beyond that is load.
    private mutating func take(
        _ drawn: ClosedRange<Double>, as share: MeteredShare, imported: Double, exported: Double
    ) {
        add(drawn)
        guard share.isUncertain else { return }
        countedImport = min(drawn.upperBound, share.most(imported))
        readImport = countedImport
        countedExport = max(drawn.lowerBound, share.least(exported))
    }

    /// Adds what draws something between two powers.
    mutating func add(_ drawn: ClosedRange<Double>) {
        least += drawn.lowerBound
        most += drawn.upperBound
        likelyLeast += drawn.lowerBound
        likelyMost += drawn.upperBound
        countedImport += drawn.upperBound
        readImport += drawn.upperBound
        countedExport += drawn.lowerBound
    }

    @inline(__always)
    mutating func add(_ other: DrawnPower) {
        least += other.least
        most += other.most
        likelyLeast += other.likelyLeast
        likelyMost += other.likelyMost
        countedImport += other.countedImport
        readImport += other.readImport
        countedExport += other.countedExport
    }
}

/// The part of a DER's power that a meter sees in total or on one phase.
struct MeteredShare {
    private let factor: Double
    private let isKnown: Bool
    /// Whether it is not sure on how many phases it is.
    let isUncertain: Bool
    /// What a kW that was measured may stand for in its power: as `Accounts.ratio`, where that is not sure.
    let perReading: Double

    fileprivate init(factor: Double, isKnown: Bool, perReading: Double = 1, isUncertain: Bool = false) {
        self.factor = factor
        self.isKnown = isKnown
        self.perReading = perReading
        self.isUncertain = isUncertain
    }

    /// What flows there if the DER carries between two powers: on an unknown phase all of it or nothing.
    func of(_ least: Double, _ most: Double) -> ClosedRange<Double> {
        let (low, high) = (least * factor, most * factor)
        return isKnown ? low...high : min(low, 0)...max(high, 0)
    }

    /// Most that flows there.
    func most(_ power: Double) -> Double { isKnown ? power * factor : max(power * factor, 0) }

    /// Least that flows there.
    func least(_ power: Double) -> Double { isKnown ? power * factor : min(power * factor, 0) }
}

extension DispatchInput {
    /// The part of a DER's power that a meter sees in total or on one phase.
    func meteredShare(_ account: FlowAccount, _ der: Int) -> MeteredShare {
        // A meter's total is no matter of how cautiously it is counted.
        guard account.phase != nil else { return MeteredShare(factor: 1 / accounts.ratio(der), isKnown: true) }
        if let only = accounts.uncertain[der] {
            // All that was measured on that phase, or a part of it on each; of what it is allowed a part in any case.
            let share = accounts.shares[der][account]
            let perReading = account.phase == only && share > 0 ? 1 / share : 1
            return MeteredShare(factor: share, isKnown: false, perReading: perReading, isUncertain: true)
        }
        return MeteredShare(factor: accounts.shares[der][account], isKnown: model.isPhaseKnown[der])
    }
}
