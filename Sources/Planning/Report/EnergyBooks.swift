// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Energies of each DER over a run, kWh.
struct EnergyBooks {
    /// Drawn from the grid.
    private(set) var drawnKWh: [Double]
    /// Delivered to it; a magnitude.
    private(set) var deliveredKWh: [Double]
    /// What the sun gave and was not taken.
    private(set) var curtailedKWh: [Double]
    /// What the sun gave.
    private(set) var availableKWh: [Double]
    /// What controllable loads wanted and did not get.
    private(set) var shedKWh: [Double]
    /// What the batteries of vehicles lacked on leaving.
    private(set) var unmetKWh: [Double]

    init(_ run: PlannedRun, vehicles: [VehicleResult]) {
        let hours = run.scenario.horizon.stepHours
        let none = [Double](repeating: 0, count: run.derKW.count)
        (drawnKWh, deliveredKWh, curtailedKWh) = (none, none, none)
        (availableKWh, shedKWh, unmetKWh) = (none, none, none)
        for vehicle in vehicles { unmetKWh[vehicle.der] += vehicle.unmetKWh }
        for der in run.derKW.indices {
            for step in run.derKW[der].indices {
                let kW = run.derKW[der][step]
                if kW > 0 { drawnKWh[der] += kW * hours } else { deliveredKWh[der] -= kW * hours }
                let possible = run.outlook.possible(der, step)
                switch run.feeder.ders[der].unit {
                case .photovoltaic:
                    availableKWh[der] += possible * hours
                    curtailedKWh[der] += max(possible + kW, 0) * hours
                case .load: shedKWh[der] += max(possible - kW, 0) * hours
                case .battery, .evse: break
                }
            }
        }
    }
}
