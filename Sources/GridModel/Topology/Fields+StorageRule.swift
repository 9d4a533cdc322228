// SPDX-License-Identifier: Apache-2.0

/// The keys of a storage's operating rule and of its budget.
extension Fields {
    package mutating func storageRule(_ unit: DERUnit) -> StorageRule {
        switch unit {
        case .battery(let battery): storageRule(cycle: battery.capacity + battery.capacity)
        case .evse(let evse): vehicleRule(evse)
        case .photovoltaic, .load: StorageRule()
        }
    }

    private mutating func vehicleRule(_ evse: EVSE) -> StorageRule {
        let rule = storageRule(cycle: nil)
        guard !evse.allowsDischarge, rule != StorageRule() else { return rule }
        let key = has("operation") ? "operation" : "throughputKWhPerDay"
        fault(key, "a rule for discharging without `allowsDischarge: true`")
        return StorageRule()
    }

    /// - Parameter cycle: what passes in one full cycle, in and out; nil where the capacity is the vehicle's.
    private mutating func storageRule(cycle: ActiveEnergy?) -> StorageRule {
        var rule = StorageRule()
        let operation: StorageOperation.Word? = word("operation")
        let threshold = power("peakShavingKW")
        let node: ConnectivityNode.ID? = identifier("peakShavingNode")
        switch operation ?? .request {
        case .request: rule.operation = .request
        case .idle: rule.operation = .idle
        case .schedule: rule.operation = .schedule
        case .selfConsumption: rule.operation = .selfConsumption
        case .peakShaving:
            require("peakShavingKW")
            rule.operation = .peakShaving(PeakShaving(threshold: threshold ?? .zero, node: node))
        }
        if operation != .peakShaving {
            for key in ["peakShavingKW", "peakShavingNode"] where has(key) {
                fault(key, "says nothing without `operation: peakShaving`")
            }
        }
        rule.throughputPerDay = throughputPerDay(cycle: cycle)
        return rule
    }

    /// A vehicle brings its own capacity, so that cycles of it are no budget of its EVSE.
    private mutating func throughputPerDay(cycle: ActiveEnergy?) -> ActiveEnergy? {
        let energy = number("throughputKWhPerDay", unit: " in kWh", above: 0, upTo: Self.largestThroughputKWh)
        guard let cycle else { return energy.map { .kilowattHours($0) } }
        let cycles = number("cyclesPerDay", above: 0, upTo: Self.mostCyclesPerDay)
        if has("cyclesPerDay"), has("throughputKWhPerDay") {
            fault("cyclesPerDay", "the budget is given in cycles and in kWh; give one of them")
        }
        return cycles.map { .joules(cycle.joules * $0) } ?? energy.map { .kilowattHours($0) }
    }

    /// More than the largest battery passes in a day, kWh.
    private static let largestThroughputKWh = 1e9
    /// A battery that is full in a quarter of an hour passes no more in a day.
    private static let mostCyclesPerDay = 48.0
}
