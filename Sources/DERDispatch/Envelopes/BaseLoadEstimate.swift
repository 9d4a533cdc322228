// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The uncontrolled load below each node, as an interval in kW: measured by difference where there is a live meter,
/// else as declared.
///
/// A meter M and the DERs' readings D are not of the same instant, so M - D is wrong for a while whenever a DER moves.
/// What is certain at any time is
///
///     M - (most the DERs may be drawing)  <=  uncontrolled  <=  M - (least they may be drawing)
///
/// where a reading that is time-aligned with the meter's pins both sides. The estimate is held, moved at once as far as
/// these bounds demand, and drawn slowly towards M - D. A DER that was told something new since its reading is likely
/// anywhere between the two, and what it was told before if that is not long ago, and what lies within that draws the
/// estimate nowhere: else each cut would seem, until the vehicles report, to be a change of the base load. At first
/// nothing is known, and the estimate begins at the worst that the meter and the declared bounds leave. So an
/// uncontrolled step is seen with the next sample of the meter, and a DER's own ramp is not mistaken for one.
///
/// There are two estimates, one for each limit: the greatest plus what the DERs count for as imports is never below M,
/// the least plus what they count for as exports never above it. So relief that ends unseen, a cloud or a vehicle that
/// stops, shows with the next sample of the meter, before the DER itself reports.
struct BaseLoadEstimate {
    /// Least uncontrolled load below each node, kW.
    var minimum: [Double]
    /// Greatest uncontrolled load below each node, kW.
    var maximum: [Double]
    /// Whether it is measured (else assumed as declared).
    var isMeasured: [Bool]

    /// Two samples count as time-aligned when their source times are this close: two ticks.
    static let alignment = Duration.seconds(2)
    /// A DER this close to its setpoint, as a part of its plate, is between what it measured and that.
    static let settledWithin = 0.05
    /// Time constant of the slow approach: long against a station's meter interval of 10 s.
    static let timeConstantSeconds = 20.0
    /// What a class 1 meter and its wiring may be off, as a part of the reading, and never less than this many kW.
    static let tolerance = (part: 0.005, kilowatts: 0.02)

    init(_ input: DispatchInput, counted: CountedPower, memory: inout DispatchMemory) {
        let model = input.model
        minimum = model.declaredBase.map(\.minimum)
        maximum = model.declaredBase.map(\.maximum)
        isMeasured = Array(repeating: false, count: model.nodeCount)
        var elapsed = memory.lastTick.map { (input.now.steady - $0).inSeconds } ?? 0
        elapsed = min(max(elapsed, 0), Self.timeConstantSeconds)
        let departed = DepartedPower.sums(input)
        for node in stride(from: model.nodeCount - 1, through: 0, by: -1) {
            if let measured = input.liveMeter(node) {
                var bounds = DrawnPower(input, below: node, meterTime: measured.sourceTime, counted)
                // Devices that left the feeder: whether they still draw, nobody says.
                if let departed { bounds.add(-departed.exportKW[node]...departed.importKW[node]) }
                estimate(node, meterKW: measured.value.kilowatts, bounds, elapsed, &memory)
            } else {
                memory.nodes[node].uncontrolledKW = nil
                memory.nodes[node].uncontrolledLeastKW = nil
            }
            let parent = Int(model.index.parent[node])
            guard parent >= 0 else { continue }
            minimum[parent] += minimum[node]
            maximum[parent] += maximum[node]
        }
    }

    private mutating func estimate(
        _ node: Int, meterKW: Double, _ drawn: DrawnPower, _ elapsed: Double, _ memory: inout DispatchMemory
    ) {
        let known = memory.nodes[node]
        let greatest = Self.estimate(
            known.uncontrolledKW ?? min(maximum[node], max(meterKW - drawn.least, minimum[node])), meterKW, drawn,
            elapsed,
            within: drawn.least, drawn.countedImport)
        let least = Self.estimate(
            known.uncontrolledLeastKW ?? minimum[node], meterKW, drawn, elapsed, within: drawn.countedExport, drawn.most
        )
        memory.nodes[node].uncontrolledKW = greatest
        memory.nodes[node].uncontrolledLeastKW = least
        let slack = max(Self.tolerance.kilowatts, Self.tolerance.part * abs(meterKW))
        minimum[node] = min(least, greatest) - slack
        maximum[node] = max(least, greatest) + slack
        isMeasured[node] = true
    }

    /// Draws an estimate towards what is likely, and moves it into what the meter leaves if the DERs draw
    /// `least...most`.
    private static func estimate(
        _ known: Double, _ meterKW: Double, _ drawn: DrawnPower, _ elapsed: Double, within least: Double, _ most: Double
    ) -> Double {
        let likely = min(max(known, meterKW - drawn.likelyMost), meterKW - drawn.likelyLeast)
        let estimate = known + (likely - known) * elapsed / timeConstantSeconds
        return min(max(estimate, meterKW - most), meterKW - least)
    }
}

/// What the DERs below a node may be drawing at the time of a meter's sample, kW.
private struct DrawnPower {
    var least = 0.0
    var most = 0.0
    var likelyLeast = 0.0
    var likelyMost = 0.0
    /// What they are counted at for import limits, and for export limits.
    var countedImport = 0.0
    var countedExport = 0.0

    init(_ input: DispatchInput, below node: Int, meterTime: UTCInstant, _ counted: CountedPower) {
        for der in input.model.index.ders(below: node) {
            if input.isKnownEmpty(der) { continue }
            let reading = input.state.ders[der].power?.live(at: input.now.steady)?.kilowatts
            if let reading, let drawn = Self.pinned(reading, input, der, meterTime) {
                add(drawn)
            } else {
                let allowed = Self.band(input, der)
                least += min(reading ?? 0, -allowed.exportLimit.kilowatts)
                most += max(reading ?? 0, allowed.importLimit.kilowatts)
                let band = Self.recentlyReleased(input, der)
                countedImport += max(counted.importKW[der], band?.importLimit.kilowatts ?? -.infinity)
                countedExport += min(counted.exportKW[der], -(band?.exportLimit.kilowatts ?? -.infinity))
                addLikely(reading ?? 0, input, der)
            }
        }
    }

    /// What a DER likely draws whose reading is not of the meter's time: what it read, what it was told since, and what
    /// it was on its way to before.
    private mutating func addLikely(_ reading: Double, _ input: DispatchInput, _ der: Int) {
        var least = reading
        var most = reading
        if let command = input.state.ders[der].command, let read = input.state.ders[der].power?.sourceTime,
            read - command.sentAt.utc < input.model.derSettlingTime[der]
        {
            least = min(least, Self.drawnLeast(command.power.kilowatts, input, der))
            most = max(most, command.power.kilowatts)
        }
        if let band = Self.recentlyReleased(input, der) {
            least = min(least, -band.exportLimit.kilowatts)
            most = max(most, band.importLimit.kilowatts)
        }
        likelyLeast += least
        likelyMost += most
    }

    /// What the DER may do, and what it might do before the last setpoint that was confirmed.
    private static func band(_ input: DispatchInput, _ der: Int) -> PowerBand {
        let allowed = CountedPower.bandInForce(input, der)
        return recentlyReleased(input, der).map { allowed.union($0) } ?? allowed
    }

    /// What the DER might do before the last setpoint that was confirmed, while it may still be on its way: read back
    /// is not yet drawn.
    private static func recentlyReleased(_ input: DispatchInput, _ der: Int) -> PowerBand? {
        guard let released = input.state.ders[der].released,
            input.now.steady - released.since < input.model.derSettlingTime[der]
        else { return nil }
        return released.band
    }

    /// What a DER draws at the meter's time, where its reading is of that time: the reading itself once it had the time
    /// to follow its last setpoint, between the two while it is close to that, else nobody knows.
    private static func pinned(
        _ reading: Double, _ input: DispatchInput, _ der: Int, _ meterTime: UTCInstant
    ) -> ClosedRange<Double>? {
        guard let time = input.state.ders[der].power?.sourceTime, isAligned(time, meterTime) else { return nil }
        guard let command = input.state.ders[der].command else { return reading...reading }
        if time - command.sentAt.utc >= input.model.derSettlingTime[der] { return reading...reading }
        let told = command.power.kilowatts
        guard abs(told - reading) <= BaseLoadEstimate.settledWithin * input.model.plateKW[der] else { return nil }
        return min(Self.drawnLeast(told, input, der), reading)...max(told, reading)
    }

    /// What a DER that uses all it was told draws at the lowest voltage: a current was told, and counted at the
    /// highest.
    private static func drawnLeast(_ told: Double, _ input: DispatchInput, _ der: Int) -> Double {
        told > 0 ? told / input.voltageSpread(der) : told
    }

    mutating func add(_ drawn: ClosedRange<Double>) {
        least += drawn.lowerBound
        most += drawn.upperBound
        likelyLeast += drawn.lowerBound
        likelyMost += drawn.upperBound
        countedImport += drawn.upperBound
        countedExport += drawn.lowerBound
    }

    private static func isAligned(_ left: UTCInstant, _ right: UTCInstant) -> Bool {
        abs(left.milliseconds - right.milliseconds) <= BaseLoadEstimate.alignment.inMilliseconds
    }
}

extension DispatchInput {
    /// The reading of a node's meter, while it is live.
    func liveMeter(_ node: Int) -> Measured<ActivePower>? {
        guard let power = state.meters[node].power else { return nil }
        if !settings.guards.contains(.staleness) { return power }
        return power.quality(at: now.steady) == .live ? power : nil
    }

    /// A DER's measured power in kW, while it is live.
    func livePowerKW(_ der: Int) -> Double? {
        guard let power = state.ders[der].power else { return nil }
        if !settings.guards.contains(.staleness) { return power.value.kilowatts }
        return power.live(at: now.steady)?.kilowatts
    }

    /// What a DER draws, kW, as far as it is known: measured live, or nothing where there is no vehicle. The last
    /// reading of a vehicle that has left says nothing of the present.
    func drawnKW(_ der: Int) -> Double? { isKnownEmpty(der) ? 0 : livePowerKW(der) }
}
