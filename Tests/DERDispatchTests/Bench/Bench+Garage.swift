// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension Bench {
    /// One node "garage" with three-phase 16 A EVSEs "car0", "car1", ... whose vehicles would take all of it.
    static func garage(
        cars: Int, importKW: Double, base: ClosedRange<Double> = 0...0, meter: Bool = true, plugIns: Int = 0,
        margin: Double = 0, defaultKW: Double = 0, dischargeKW: Double = 0, seed: UInt64 = 1,
        more: (inout Street) -> Void = { _ in }
    ) -> Bench {
        var street = Street()
        street.node("garage", importKW: importKW, margin: margin, base: base, meter: meter, plugIns: plugIns)
        for car in 0..<cars {
            street.evse("car\(car)", at: "garage", defaultKW: defaultKW, dischargeKW: dischargeKW)
        }
        more(&street)
        var bench = Bench(street, seed: seed, devices: Device.usual)
        bench.noise = 0
        return bench
    }

    /// What a DER was told at the last tick, kW.
    func told(_ id: String) -> Double? { plan?.setpoints[der(id)].power?.kilowatts }
    /// The last plan's entry of a DER.
    func setpoint(_ id: String) -> PlannedSetpoint { plan!.setpoints[der(id)] }
    /// The last plan's entry of a node.
    func planned(_ id: String) -> NodePlan { plan!.nodes[node(id)] }

    /// The same bench without one of the guards, and without the bench's own checks of each plan.
    func without(_ guards: Guards) -> Bench {
        var bench = self
        bench.settings.guards.remove(guards)
        bench.isPlanChecked = false
        return bench
    }
}

extension Device {
    /// A device that wants all its plate allows; batteries want nothing, the sun gives a quarter.
    static func usual(_ der: DER) -> Device {
        switch der.unit {
        case .evse(let unit): return Device(.vehicle, wishKW: unit.maximumCharge.kilowatts)
        case .battery(let unit):
            var device = Device(.battery, wishKW: 0)
            device.capacityKWh = unit.capacity.kilowattHours
            return device
        case .photovoltaic(let unit): return Device(.pv, wishKW: unit.rating.kilowatts / 4)
        case .load(let unit): return Device(.heater, wishKW: unit.maximum.kilowatts)
        }
    }
}
