// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// What stands behind the setpoint of a storage; nil for others.
    func storagePlan(_ der: Int) -> StoragePlan? {
        guard input.model.isStorage[der], !input.isKnownEmpty(der) else { return nil }
        return StoragePlan(
            target: input.target(of: der), wish: .kilowatts(input.wishKW(der)),
            lowestSoC: input.lowestSoC(der), highestSoC: input.highestSoC(der), throughput: throughput(der),
            notes: notes(der))
    }

    private func throughput(_ der: Int) -> StoragePlan.Throughput? {
        input.model.feeder.ders[der].storageRule.throughputPerDay.map {
            let spent = memory.ders[der].storage.throughput.spent(at: input.now.utc)
            return StoragePlan.Throughput(spent: .kilowattHours(spent), budget: $0)
        }
    }

    /// Whether its own bounds keep a storage from what its target or its rule asks for.
    func isHeldBack(_ der: Int) -> Bool {
        guard input.model.isStorage[der], !input.isKnownEmpty(der) else { return false }
        let wish = input.wishKW(der)
        let resolution = max(0.01, 1.1 * Quantization.stepKW(der, input))
        return wish < 0 && wanted[der].asked > wish + resolution || wish > 0 && wanted[der].asked < wish - resolution
    }

    private func notes(_ der: Int) -> [StorageNote] {
        var notes: [StorageNote] = []
        if let pause = input.storage.pauses[der],
            pause != .vehicleRests || input.model.feeder.ders[der].storageRule.operation != .request
        {
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
        let reserve = input.model.declared.reserveSoC[der]
        if lowest <= reserve { notes.append(.atReserve(reserve: reserve)) }
        let most = input.model.declared.highestSoC[der]
        if highest >= most { notes.append(.full(most: most)) }
        if let note = departureNote(der, lowest) { notes.append(note) }
        return notes
    }

    private func departureNote(_ der: Int, _ soc: Double) -> StorageNote? {
        guard let missing = StorageRelief.missingKWh(input, der, soc),
            case .evse(let evse) = input.model.feeder.ders[der].unit
        else { return nil }
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
