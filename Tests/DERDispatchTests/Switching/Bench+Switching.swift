// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension Street {
    /// A garage of three-phase outlets of 16 A whose stations can switch, behind a limit in kW or a fuse.
    static func switching(
        cars: Int, importKW: Double? = nil, fuse: Double? = nil, rule: PhaseSwitching? = PhaseSwitching(),
        others: [PhaseCode] = [], unbalanceKW: Double? = nil
    ) -> Street {
        var street = Street()
        street.node("garage", importKW: importKW, base: 0...0, rating: fuse.map { .current(.amperes($0)) })
        street.changeNode(0) { $0.unbalanceLimit = unbalanceKW.map { .activePower(.kilowatts($0)) } }
        for car in 0..<cars {
            street.evse("car\(car)", at: "garage")
            street.change(car) { $0.phaseSwitching = rule }
        }
        for (car, phases) in others.enumerated() {
            street.evse("other\(car)", at: "garage", amperes: 32, phases: phases)
        }
        return street
    }
}

extension Bench {
    /// The same with a vehicle at each outlet, and meters by phase.
    static func switching(
        cars: Int, importKW: Double? = nil, fuse: Double? = nil, rule: PhaseSwitching? = PhaseSwitching(),
        others: [PhaseCode] = [], unbalanceKW: Double? = nil
    ) -> Bench {
        let street = Street.switching(
            cars: cars, importKW: importKW, fuse: fuse, rule: rule, others: others, unbalanceKW: unbalanceKW)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.isMeteredByPhase = true
        bench.meterVolts = fuse.map { _ in 230 }
        for der in bench.devices.indices { bench.devices[der].isReportingPhases = true }
        return bench
    }

    /// What is remembered of a station's phases.
    func phases(_ id: String) -> PhaseSwitch { memory.phaseSwitches[der(id)] ?? PhaseSwitch() }

    /// Energy that vehicles were given, kWh, beyond the half with which they came.
    var deliveredKWh: Double { devices.reduce(0) { $0 + ($1.soc - 0.5) * $1.capacityKWh } }
}
