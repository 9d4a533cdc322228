// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// What stands behind the setpoint of a storage; nil for others.
    func storagePlan(_ der: Int) -> StoragePlan? {
        guard input.model.isStorage[der], !input.isKnownEmpty(der) else { return nil }
        let budget = input.model.feeder.ders[der].storageRule.throughputPerDay
        return StoragePlan(
            target: input.target(of: der), wish: .kilowatts(input.wishKW(der)),
            lowestSoC: input.lowestSoC(der), highestSoC: input.highestSoC(der),
            throughput: budget.map {
                let spent = memory.ders[der].storage.throughput.spent(at: input.now.utc)
                return StoragePlan.Throughput(spent: .kilowattHours(spent), budget: $0)
            }, notes: notes(der, input.model.feeder.ders[der].unit))
    }

    /// Whether its own bounds keep a storage from what its target or its rule asks for.
    func isHeldBack(_ der: Int) -> Bool {
        guard input.model.isStorage[der], !input.isKnownEmpty(der) else { return false }
        let wish = input.wishKW(der)
        let resolution = max(0.01, 1.1 * Quantization.stepKW(der, input))
        return wish < 0 && wanted[der].asked > wish + resolution || wish > 0 && wanted[der].asked < wish - resolution
    }

    private func notes(_ der: Int, _ unit: DERUnit) -> [StorageNote] {
        var notes: [StorageNote] = []
        let rule = input.model.feeder.ders[der].storageRule.operation
        if let pause = input.storage.pauses[der], pause != .vehicleRests || rule != .request {
            notes.append(.pause(pause))
        }
        guard let lowest = input.lowestSoC(der), let highest = input.highestSoC(der) else {
            return notes + [.noStateOfCharge]
        }
        if memory.ders[der].storage.isHolding,
            let reported = input.state.ders[der].stateOfCharge?.value
        {
            notes.append(.unconfirmedStateOfCharge(reported: reported))
        }
        switch unit {
        case .battery(let battery):
            let reserve = max(battery.reserveSoC, battery.minimumSoC)
            if lowest <= reserve { notes.append(.atReserve(reserve: reserve)) }
            if highest >= battery.maximumSoC { notes.append(.full(most: battery.maximumSoC)) }
        case .evse(let evse):
            if lowest <= evse.reserveSoC { notes.append(.atReserve(reserve: evse.reserveSoC)) }
            if let note = departureNote(der, evse, lowest) { notes.append(note) }
        case .photovoltaic, .load: break
        }
        return notes
    }

    private func departureNote(_ der: Int, _ evse: EVSE, _ soc: Double) -> StorageNote? {
        guard let missing = StorageRelief.missingKWh(input, der, soc) else { return nil }
        guard let reachable = StorageRelief.reachableKWh(input, der) else {
            return StorageRelief.reachesDeparture(input, der, evse, soc)
                ? nil : .keptForDeparture(missing: .kilowattHours(missing), reachable: nil)
        }
        if missing > max(reachable, 0) {
            return .needUnreachable(missing: .kilowattHours(missing), reachable: .kilowattHours(max(reachable, 0)))
        }
        return StorageRelief.reachesDeparture(input, der, evse, soc)
            ? nil : .keptForDeparture(missing: .kilowattHours(missing), reachable: .kilowattHours(reachable))
    }
}
