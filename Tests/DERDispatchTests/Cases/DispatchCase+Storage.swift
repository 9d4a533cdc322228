// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension DispatchCase.Unit {
    /// The operating rule and the budget.
    var rule: StorageRule {
        let operation: StorageOperation =
            switch operation {
            case "idle": .idle
            case "schedule": .schedule
            case "selfConsumption": .selfConsumption
            case "peakShaving":
                .peakShaving(
                    PeakShaving(
                        threshold: .kilowatts(peakShavingKW ?? 0), node: peakShavingNode.flatMap { .init($0) }))
            default: .request
            }
        return StorageRule(
            operation: operation, throughputPerDay: throughputKWhPerDay.map { .kilowattHours($0) })
    }

    /// What is remembered of it.
    func remember(in memory: inout DERMemory, _ now: Moment) {
        memory.cutKWh = cutKWh ?? 0
        guard let spentKWh else { return }
        let hour = now.utc.milliseconds / 3_600_000
        var hours = [Double](repeating: 0, count: 25)
        hours[Int((hour - 1) % 25)] = spentKWh
        memory.storage.throughput = ThroughputLedger(kilowattHours: hours, lastHour: hour)
    }

    /// What its vehicle needs; nil where nothing is said.
    func needs(_ now: Moment) -> ChargingNeeds? {
        guard targetSoc != nil || departureHours != nil else { return nil }
        return ChargingNeeds(
            departureTime: departureHours.map { now.utc + .milliseconds(Int64($0 * 3_600_000)) }, targetSoC: targetSoc,
            usableCapacity: capacityKWh.map { .kilowattHours($0) })
    }
}

extension StorageNote {
    /// What it says, without its values.
    var word: String {
        switch self {
        case .pause(.noFreshMeter): "noFreshMeter"
        case .pause(.budgetSpent): "budgetSpent"
        case .pause(.vehicleRests): "vehicleRests"
        case .noStateOfCharge: "noStateOfCharge"
        case .unconfirmedStateOfCharge: "unconfirmedStateOfCharge"
        case .atReserve: "atReserve"
        case .full: "full"
        case .keptForDeparture: "keptForDeparture"
        case .needUnreachable: "needUnreachable"
        }
    }
}
