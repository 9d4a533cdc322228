// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a vehicle or a load would take if it were let, learned from what it does with what it may do (rule 8).
///
/// A vehicle that leaves room unused for a while is believed to want no more than it takes and a step; one that uses what
/// it may is believed to want more. A belief that was lowered is tried again after a while, so that a full battery, a
/// pause or a cut never becomes permanent.
enum DemandEstimate {
    /// Part of the allowance that counts as using it.
    static let usesAllFrom = 0.92
    /// Factor and kW left above what it takes.
    static let slack = (factor: 1.1, kilowatts: 0.5)
    /// Growth of a belief that was reached.
    static let growth = 1.5

    /// Revises what is remembered of each EVSE and load, and forgets it when the vehicle has gone.
    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) {
        for der in 0..<input.model.derCount {
            switch input.model.feeder.ders[der].unit {
            case .battery, .photovoltaic: continue
            case .evse, .load: break
            }
            if input.isKnownEmpty(der) {
                memory.ders[der] = forgetVehicle(memory.ders[der])
            } else {
                revise(der, input, &memory.ders[der])
            }
        }
    }

    private static func forgetVehicle(_ old: DERMemory) -> DERMemory {
        var memory = DERMemory()
        memory.raisedAt = old.raisedAt
        memory.disobedientUntil = old.disobedientUntil
        memory.writeDay = old.writeDay
        memory.writes = old.writes
        return memory
    }

    private static func revise(_ der: Int, _ input: DispatchInput, _ memory: inout DERMemory) {
        let allowed = input.state.ders[der].allowed.importLimit.kilowatts
        let now = input.now.steady
        guard let drawn = input.livePowerKW(der), allowed > 0 else {
            memory.belowSince = nil
            return
        }
        if drawn >= allowed * usesAllFrom {
            memory.belowSince = nil
            if let demand = memory.demandKW, drawn >= demand * usesAllFrom {
                memory.demandKW = demand * growth + slack.kilowatts
                memory.demandChangedAt = now
            }
            return
        }
        let since = memory.belowSince ?? now
        memory.belowSince = since
        let believed = max(drawn, 0) * slack.factor + slack.kilowatts
        if now - since >= input.settings.demandFallsAfter, believed < memory.demandKW ?? .infinity {
            memory.demandKW = believed
            memory.demandChangedAt = now
        } else if let changed = memory.demandChangedAt, now - changed >= input.settings.probeInterval,
            input.settings.guards.contains(.noRatchet)
        {
            memory.demandKW = nil
            memory.demandChangedAt = now
            memory.belowSince = nil
        }
    }
}
