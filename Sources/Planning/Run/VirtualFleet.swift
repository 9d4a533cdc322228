// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The devices of a feeder in a run: what they hold, what they were told, what they do. kW, load convention.
struct VirtualFleet {
    /// What a device was told last.
    enum Order {
        /// Nothing: it does as it likes.
        case free
        /// A limit (a target for a battery), and for an AC EVSE the same as amperes.
        case told(kW: Double, amperes: Double?)
    }

    let feeder: Feeder
    let index: FeederIndex
    var orders: [Order]
    /// State of charge of each battery and of the vehicle at each EVSE.
    private(set) var soc: [Double]
    /// The vehicle at each EVSE.
    private(set) var vehicles: [Vehicle?]
    private let volts: [Voltage]

    /// State of charge of a battery at the beginning: half, or what it keeps if that is more.
    static func firstSoC(of unit: BatteryUnit) -> Double { min(max(0.5, keptSoC(of: unit)), unit.maximumSoC) }

    /// State of charge below which a battery is never discharged.
    static func keptSoC(of unit: BatteryUnit) -> Double { max(unit.minimumSoC, unit.reserveSoC) }

    init(_ feeder: Feeder, _ index: FeederIndex) {
        self.feeder = feeder
        self.index = index
        orders = feeder.ders.map { _ in .free }
        vehicles = feeder.ders.map { _ in nil }
        volts = index.nodeOfDER.map { feeder.nodes[Int($0)].nominalPhaseVoltage }
        soc = feeder.ders.map {
            guard case .battery(let unit) = $0.unit else { return 0 }
            return Self.firstSoC(of: unit)
        }
    }

    mutating func plugIn(_ session: VehicleSession, at der: Int) {
        var vehicle = session.vehicle
        vehicle.targetSoC = session.targetSoC
        vehicles[der] = vehicle
        soc[der] = session.arrivalSoC
    }

    mutating func unplug(_ der: Int) {
        vehicles[der] = nil
        soc[der] = 0
    }

    /// Voltage between line and neutral at a DER; nominal until a power flow says more.
    func voltage(at der: Int) -> Voltage { volts[der] }

    /// What a DER does now.
    ///
    /// - Parameters:
    ///   - possibleKW: what the sun gives or the load would draw; a magnitude.
    ///   - wishKW: what a battery's owner would like.
    func power(of der: Int, possibleKW: Double, wishKW: Double) -> Double {
        moved(der, possibleKW: possibleKW, wishKW: wishKW, for: .seconds(1)).kW
    }

    /// Lets a DER do what it does for a while, and gives its mean power.
    mutating func advance(_ der: Int, possibleKW: Double, wishKW: Double, for duration: Duration) -> Double {
        let end = moved(der, possibleKW: possibleKW, wishKW: wishKW, for: duration)
        soc[der] = end.soc
        return end.kW
    }

    private func moved(
        _ der: Int, possibleKW: Double, wishKW: Double, for duration: Duration
    ) -> (soc: Double, kW: Double) {
        switch feeder.ders[der].unit {
        case .battery(let unit): battery(der, unit, wishKW, duration)
        case .evse(let unit): vehicle(der, unit, duration)
        case .photovoltaic(let unit):
            (0, photovoltaic(unit, orders[der], possibleKW, duration))
        case .load(let unit):
            (0, load(unit, orders[der], possibleKW, duration))
        }
    }

    /// A battery keeps its reserve: live the dispatcher stops it within a second, here that would last a step.
    private func battery(_ der: Int, _ unit: BatteryUnit, _ wishKW: Double, _ duration: Duration) -> (Double, Double) {
        var kept = unit
        kept.minimumSoC = Self.keptSoC(of: unit)
        let target =
            switch orders[der] {
            case .free: wishKW
            case .told(let kW, _): kW
            }
        let end = kept.step(StorageState(stateOfCharge: soc[der]), setpoint: .kilowatts(target), duration: duration)
        return (end.stateOfCharge, end.power.kilowatts)
    }

    private func vehicle(_ der: Int, _ unit: EVSE, _ duration: Duration) -> (Double, Double) {
        guard let vehicle = vehicles[der] else { return (0, 0) }
        let phaseCount = feeder.ders[der].phases.count
        let outlet = Outlet(evse: unit, phaseCount: phaseCount, voltage: volts[der])
        let allowed: ActivePower
        switch orders[der] {
        case .free: allowed = unit.maximumCharge
        case .told(let kW, let amperes):
            if let amperes, kW > 0 {
                allowed = .watts(amperes * volts[der].volts * Double(min(vehicle.acPhaseCount, phaseCount)))
            } else {
                allowed = .kilowatts(kW)
            }
        }
        let start = VehicleState(isPlugged: true, stateOfCharge: soc[der], power: .zero)
        let end = vehicle.step(start, setpoint: allowed, at: outlet, duration: duration)
        guard end.meanPower < .zero, end.stateOfCharge < unit.reserveSoC else {
            return (end.stateOfCharge, end.meanPower.kilowatts)
        }
        return toReserve(der, unit, vehicle, duration)
    }

    /// A discharge that would go below the reserve ends there, as the dispatcher would end it within a second.
    private func toReserve(
        _ der: Int, _ unit: EVSE, _ vehicle: Vehicle, _ duration: Duration
    ) -> (Double, Double) {
        let stored = max(soc[der] - unit.reserveSoC, 0)
        let delivered = stored * vehicle.capacity.kilowattHours * vehicle.dischargeEfficiency
        return (min(soc[der], unit.reserveSoC), -delivered / (duration.inSeconds / 3_600))
    }

    private func photovoltaic(
        _ unit: PhotovoltaicUnit, _ order: Order, _ possibleKW: Double, _ duration: Duration
    ) -> Double {
        var limit: ActivePower?
        if case .told(let kW, _) = order { limit = .kilowatts(max(-kW, 0)) }
        return unit.step(
            RampedState(power: .zero), available: .kilowatts(possibleKW), exportLimit: limit, duration: duration
        ).meanPower.kilowatts
    }

    private func load(
        _ unit: ControllableLoad, _ order: Order, _ possibleKW: Double, _ duration: Duration
    ) -> Double {
        var limit: ActivePower?
        if case .told(let kW, _) = order { limit = .kilowatts(max(kW, 0)) }
        return unit.step(
            RampedState(power: .zero), demand: .kilowatts(possibleKW), importLimit: limit, duration: duration
        ).meanPower.kilowatts
    }
}
