// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The uncontrolled load below each node, as an interval in kW: measured by difference where there is a live meter, else
/// as declared.
///
/// A meter M and the DERs' readings D are not of the same instant, so M - D is wrong for a while whenever a DER moves.
/// What is certain at any time is
///
///     M - (most the DERs may be drawing)  <=  uncontrolled  <=  M - (least they may be drawing)
///
/// where a reading that is time-aligned with the meter's pins both sides. The estimate is held, moved at once as far as
/// these bounds demand, and drawn slowly towards M - D. So an uncontrolled step is seen with the next sample of the
/// meter, and a DER's own ramp is not mistaken for one. Estimate plus what the DERs may do is never below M.
struct BaseLoadEstimate {
    /// Least uncontrolled load below each node, kW.
    var minimum: [Double]
    /// Greatest uncontrolled load below each node, kW.
    var maximum: [Double]
    /// Whether it is measured (else assumed as declared).
    var isMeasured: [Bool]

    /// Two samples count as time-aligned when their source times are this close: two ticks.
    static let alignment = Duration.seconds(2)
    /// Time constant of the slow approach: long against a station's meter interval of 10 s.
    static let timeConstantSeconds = 20.0
    /// What a class 1 meter and its wiring may be off, as a part of the reading, and never less than this many kW.
    static let tolerance = (part: 0.005, kilowatts: 0.02)

    init(_ input: DispatchInput, memory: inout DispatchMemory) {
        let model = input.model
        minimum = model.declaredBase.map(\.minimum)
        maximum = model.declaredBase.map(\.maximum)
        isMeasured = Array(repeating: false, count: model.nodeCount)
        var elapsed = memory.lastTick.map { (input.now.steady - $0).inSeconds } ?? 0
        elapsed = min(max(elapsed, 0), Self.timeConstantSeconds)
        for node in stride(from: model.nodeCount - 1, through: 0, by: -1) {
            if let measured = input.liveMeter(node) {
                let bounds = DrawnPower(input, below: node, meterTime: measured.sourceTime)
                estimate(node, meterKW: measured.value.kilowatts, bounds, elapsed, &memory)
            } else {
                memory.nodes[node].uncontrolledKW = nil
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
        let lower = meterKW - drawn.most
        let upper = meterKW - drawn.least
        var estimate = memory.nodes[node].uncontrolledKW ?? min(max(maximum[node], lower), upper)
        estimate += (meterKW - drawn.measured - estimate) * elapsed / Self.timeConstantSeconds
        estimate = min(max(estimate, lower), upper)
        memory.nodes[node].uncontrolledKW = estimate
        let slack = max(Self.tolerance.kilowatts, Self.tolerance.part * abs(meterKW))
        minimum[node] = estimate - slack
        maximum[node] = estimate + slack
        isMeasured[node] = true
    }
}

/// What the DERs below a node may be drawing at the time of a meter's sample, kW.
private struct DrawnPower {
    var least = 0.0
    var most = 0.0
    var measured = 0.0

    init(_ input: DispatchInput, below node: Int, meterTime: UTCInstant) {
        for der in input.model.index.ders(below: node) {
            if input.isKnownEmpty(der) { continue }
            let reading = input.state.ders[der].power?.live(at: input.now.steady)?.kilowatts
            if let reading, let time = input.state.ders[der].power?.sourceTime, isAligned(time, meterTime) {
                least += reading
                most += reading
                measured += reading
            } else {
                let allowed = CountedPower.bandInForce(input, der)
                least += min(reading ?? 0, -allowed.exportLimit.kilowatts)
                most += max(reading ?? 0, allowed.importLimit.kilowatts)
                measured += reading ?? 0
            }
        }
    }

    private func isAligned(_ left: UTCInstant, _ right: UTCInstant) -> Bool {
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

    /// What a DER draws, kW, as far as it is known: measured live, or nothing where there is no vehicle. The last reading
    /// of a vehicle that has left says nothing of the present.
    func drawnKW(_ der: Int) -> Double? { isKnownEmpty(der) ? 0 : livePowerKW(der) }
}
