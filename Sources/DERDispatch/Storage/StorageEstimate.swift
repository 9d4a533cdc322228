// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What one tick believes of the storages before anything is shared: their states of charge, what their operating rules
/// ask for, and what a vehicle can count on until it leaves.
struct StorageEstimate: Sendable {
    /// Least state of charge of each DER; nil where none is known. What it may give is decided by this.
    private(set) var lowestSoC: [Double?] = []
    /// The most; whether it may take is decided by this.
    private(set) var highestSoC: [Double?] = []
    /// What each asks for of its own accord, kW, load convention.
    private(set) var wishKW: [Double] = []
    /// What each EVSE surely gets, kW.
    private(set) var sureKW: [Double] = []
    /// What each may discharge now, kW; a magnitude.
    private(set) var permittedKW: [Double] = []
    /// Why its rule asks for nothing.
    private(set) var pauses: [Int: StoragePause] = [:]

    /// Revises what is remembered and puts what is believed into the input.
    static func revise(
        _ input: inout DispatchInput, limits: NodeLimits, counted: CountedPower, _ memory: inout DispatchMemory
    ) {
        guard !input.model.storages.isEmpty else { return }
        let count = input.model.derCount
        var estimate = StorageEstimate()
        estimate.lowestSoC = Array(repeating: nil, count: count)
        estimate.highestSoC = estimate.lowestSoC
        estimate.wishKW = Array(repeating: 0, count: count)
        let hours = memory.lastTick.map { min(input.now.steady - $0, Self.longestTick).inSeconds / 3_600 } ?? 0
        for der in input.model.storages {
            estimate.observe(der, input, &memory.ders[der].storage, hours: hours)
        }
        estimate.sureKW = SurePower.ofVehicles(input, limits, counted)
        input.storage = estimate
        estimate.permittedKW = Array(repeating: 0, count: count)
        for der in input.model.storages { estimate.permittedKW[der] = StorageRelief.permission(input, der) }
        input.storage = estimate
        for der in input.model.storages where input.model.feeder.ders[der].unit.kind == .evse {
            let isResting = memory.ders[der].storage.isResting
            memory.ders[der].storage.isResting = VehicleRest.isDue(input, der, isResting: isResting)
        }
        let wishes = StorageWishes(input, counted, memory)
        estimate.pauses = wishes.pauses
        for der in input.model.storages {
            estimate.wishKW[der] = wishes.kilowatts[der] ?? 0
            memory.ders[der].storage.wishKW = estimate.wishKW[der]
            // A rule that could not tell, for want of a meter or a budget, has called for nothing; which way it moved
            // its storage before stands.
            memory.ders[der].storage.direction = wishes.turns[der]?.direction ?? memory.ders[der].storage.direction
            memory.ders[der].storage.turnsSince = wishes.turns[der]?.since
        }
        input.storage = estimate
    }

    /// Longest time between two ticks that is booked: after a longer one nobody knows what happened in between.
    private static let longestTick = Duration.seconds(3_600)
    /// Capacities and efficiencies are off by up to a fifth.
    private static let capacityFactor = 1.2

    private mutating func observe(
        _ der: Int, _ input: DispatchInput, _ memory: inout StorageMemory, hours elapsed: Double
    ) {
        let real = input.accounts.realShare(der)
        let power = input.livePowerKW(der).map { $0 * real }
        let before = memory.powerKW
        memory.powerKW = power
        let unit = input.model.feeder.ders[der].unit
        if input.model.feeder.ders[der].storageRule.throughputPerDay != nil, elapsed > 0 {
            let passed = power ?? (input.state.ders[der].command?.power.kilowatts ?? 0) * real
            // A vehicle charges to drive: only what it gives is on our account.
            let counted = unit.kind == .evse ? max(-passed, 0) : abs(passed)
            memory.throughput.book(counted * elapsed, at: input.now.utc)
        }
        guard let reading = input.state.ders[der].stateOfCharge else { return memory.forgetStateOfCharge() }
        let part = elapsed * Self.capacityFactor / Self.capacityKWh(unit, input.state.ders[der].needs)
        let known = power ?? before
        let most = known.map { max($0, before ?? $0) } ?? input.model.declared.maximumImportKW[der]
        let least = known.map { min($0, before ?? $0) } ?? -input.model.declared.maximumExportKW[der]
        let (soc, time) = (reading.value, reading.receivedAt)
        memory.lowest = memory.lowest ?? StateOfChargeEdge(soc, at: time)
        memory.highest = memory.highest ?? StateOfChargeEdge(1 - soc, at: time)
        memory.lowest?.flow(most * part)
        memory.highest?.flow(-least * part)
        memory.lowest?.take(soc, at: time, confirmation: input.settings.socConfirmedAfter)
        memory.highest?.take(1 - soc, at: time, confirmation: input.settings.socConfirmedAfter)
        guard reading.isLive(at: input.now.steady) else { return }
        lowestSoC[der] = memory.lowest?.value ?? soc
        highestSoC[der] = memory.highest.map { 1 - $0.value } ?? soc
    }

    /// A vehicle that does not say its capacity may have a small one, kWh.
    private static let smallVehicleKWh = 15.0

    private static func capacityKWh(_ unit: DERUnit, _ needs: ChargingNeeds?) -> Double {
        if case .battery(let battery) = unit { return max(battery.capacity.kilowattHours, 1e-3) }
        return max(needs?.usableCapacity?.kilowattHours ?? smallVehicleKWh, 1e-3)
    }
}

extension DispatchInput {
    /// The least a DER's state of charge is believed to be, while it is live.
    func lowestSoC(_ der: Int) -> Double? {
        storage.lowestSoC.isEmpty
            ? state.ders[der].stateOfCharge?.live(at: now.steady) : storage.lowestSoC[der]
    }

    /// The most it is believed to be, while it is live.
    func highestSoC(_ der: Int) -> Double? {
        storage.highestSoC.isEmpty
            ? state.ders[der].stateOfCharge?.live(at: now.steady) : storage.highestSoC[der]
    }

    /// What somebody would like a storage to do now.
    func target(of der: Int) -> DERTarget? {
        targets.isEmpty ? nil : targets.target(of: model.feeder.ders[der].id, at: now.utc)
    }

    /// What a storage asks for of its own accord, kW; load convention.
    func wishKW(_ der: Int) -> Double { storage.wishKW.isEmpty ? 0 : storage.wishKW[der] }

    /// What a vehicle surely gets, kW.
    func sureKW(_ der: Int) -> Double {
        storage.sureKW.isEmpty ? model.declared.maximumImportKW[der] : storage.sureKW[der]
    }
}
