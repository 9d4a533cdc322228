// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a vehicle, a load or a battery would take if it were let, learned from what it does with what it may do (rule
/// 8).
///
/// A vehicle that leaves room unused for a while is believed to want no more than it takes and a step; one that uses
/// what it may is believed to want more. A belief that was lowered is tried again after a while, so that a full
/// battery, a pause or a cut never becomes permanent.
///
/// A limit is a current at the highest voltage, a draw is measured at the real one: a vehicle on a low voltage that
/// takes all its current seems to leave a fifth. So a draw is first carried over to the voltage of the limit, and only
/// what then clearly falls short of it, slack included, is a wish for less.
enum DemandEstimate {
    /// Factor and kW left above what it takes.
    static let slack = (factor: 1.1, kilowatts: 0.5)
    /// Growth of a belief that was reached.
    static let growth = 1.5
    /// Part of a belief that counts as reaching it.
    static let reachedFrom = 0.92

    /// Revises what is remembered of each EVSE, load and battery (what it takes of what it may charge), and forgets it
    /// when the vehicle has gone.
    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) {
        for der in 0..<input.model.derCount {
            switch input.model.declared.kind[der] {
            case .photovoltaic: continue
            case .battery, .evse, .load: break
            }
            if input.isKnownEmpty(der) {
                memory.ders[der].forgetVehicle()
            } else if memory.phaseSwitches[der]?.isUncertain ?? false, input.livePowerKW(der) ?? 0 > slack.kilowatts {
                // What it leaves unused while it switches says nothing of what it wants.
                memory.ders[der].belowSince = nil
            } else {
                revise(der, input, &memory.ders[der])
            }
        }
    }

    private static func revise(_ der: Int, _ input: DispatchInput, _ memory: inout DERMemory) {
        let allowed = input.state.ders[der].allowed.importLimit.kilowatts
        let now = input.now.steady
        let plate = input.model.declared.highestImportKW[der]
        // A belief of an earlier run is tried again like any other.
        if memory.demandKW != nil, memory.demandChangedAt == nil { memory.demandChangedAt = now }
        if let changed = memory.demandChangedAt, now - changed >= input.settings.probeInterval,
            input.settings.guards.contains(.noRatchet)
        {
            memory.believe(
                memory.demandKW.map { max($0 * growth, leastProbe(der, input)) + slack.kilowatts }, plate, now)
            memory.belowSince = nil
        }
        guard let measured = input.livePowerKW(der), allowed > 0 else {
            memory.belowSince = nil
            return
        }
        let drawn = max(measured, 0) * input.voltageSpread(der)
        let believed = drawn * slack.factor + slack.kilowatts
        if believed >= allowed {
            memory.belowSince = nil
            if let demand = memory.demandKW, drawn >= demand * reachedFrom {
                memory.believe(demand * growth + slack.kilowatts, plate, now)
            }
            return
        }
        let since = memory.belowSince ?? now
        memory.belowSince = since
        if now - since >= input.settings.demandFallsAfter, believed < memory.demandKW ?? .infinity {
            memory.believe(believed, plate, now)
        }
    }

    /// A probe offers at least what a vehicle can take, kW.
    private static func leastProbe(_ der: Int, _ input: DispatchInput) -> Double {
        input.minimumChargeKW(der)
    }

    /// Whether the vehicle is believed to want nothing now: it left its minimum unused when it had it.
    static func isIdle(_ range: DERRange, _ memory: DERMemory) -> Bool {
        guard let minimum = range.minimum, let demand = memory.demandKW else { return false }
        return demand < 0.5 * minimum
    }
}

extension DERMemory {
    /// Keeps what is of the outlet and the account of its site.
    fileprivate mutating func forgetVehicle() {
        var memory = DERMemory()
        memory.raisedAt = raisedAt
        memory.phasesLearnedFrom = phasesLearnedFrom
        memory.disobedientUntil = disobedientUntil
        memory.cutKWh = cutKWh
        memory.writeDay = writeDay
        memory.writes = writes
        memory.storage.throughput = storage.throughput
        self = memory
    }

    /// Takes on a belief; one that reaches the plate is none.
    fileprivate mutating func believe(_ demand: Double?, _ plate: Double, _ now: MonotonicInstant) {
        demandKW = demand.flatMap { $0 < plate ? $0 : nil }
        demandChangedAt = demandKW == nil ? nil : now
    }
}
