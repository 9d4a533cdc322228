// SPDX-License-Identifier: Apache-2.0

import GridModel

/// One run on its way: fleet and dispatcher, and what has been recorded so far.
struct PlannedRun {
    let feeder: Feeder
    let index: FeederIndex
    let scenario: Scenario
    let outlook: Outlook
    private(set) var fleet: VirtualFleet
    private(set) var loop: DispatchLoop?
    /// Mean power of each DER by step, kW.
    private(set) var derKW: [[Double]]
    /// State of charge at the end of each step; empty where there is none, nil while no vehicle is there.
    private(set) var soc: [[Double?]]
    /// What became of each session of the outlook.
    private(set) var outcomes: [SessionOutcome]
    private var nextSession = 0
    /// The session at each EVSE.
    private var present: [Int?]

    /// What became of a session.
    struct SessionOutcome {
        /// Energy drawn from the outlet, kWh; less what was delivered back.
        var drawnKWh = 0.0
        /// Energy delivered back, kWh.
        var deliveredKWh = 0.0
        /// State of charge on leaving, or at the end of the run.
        var soc: Double
        /// Whether it left within the run.
        var hasLeft = false
    }

    init(_ feeder: Feeder, _ index: FeederIndex, _ scenario: Scenario, _ outlook: Outlook) {
        self.feeder = feeder
        self.index = index
        self.scenario = scenario
        self.outlook = outlook
        fleet = VirtualFleet(feeder, index)
        loop = scenario.policy.dispatch == .on ? DispatchLoop(feeder, scenario) : nil
        derKW = feeder.ders.map { _ in [] }
        soc = derKW.map { _ in [] }
        outcomes = outlook.sessions.map { SessionOutcome(soc: $0.session.arrivalSoC) }
        present = feeder.ders.map { _ in nil }
        for der in derKW.indices { derKW[der].reserveCapacity(scenario.horizon.stepCount) }
        loop?.begin(&fleet)
    }

    /// Lets one step pass.
    mutating func advance(through step: Int) {
        exchangeVehicles(at: step)
        loop?.settle(&fleet, outlook, step: step)
        let wishes = fleet.batteryWishes(scenario.policy.batteries, outlook, step: step)
        let duration = scenario.horizon.step
        for der in derKW.indices {
            let kW = fleet.advance(
                der, possibleKW: outlook.possible(der, step), wishKW: wishes[der], for: duration)
            record(der, kW)
        }
    }

    /// What flowed in a step.
    func injections(in step: Int) -> StepInjections {
        StepInjections(
            step: step, time: scenario.horizon.time(ofStep: step), baseKW: outlook.baseKW.map { $0[step] },
            derKW: derKW.map { $0[step] })
    }

    /// Vehicles that leave at the end of the last step have left.
    mutating func finish() { exchangeVehicles(at: scenario.horizon.stepCount) }

    private mutating func exchangeVehicles(at step: Int) {
        for der in present.indices {
            guard let session = present[der], outlook.sessions[session].end <= step else { continue }
            outcomes[session].hasLeft = true
            present[der] = nil
            fleet.unplug(der)
            loop?.noteUnplugged(der)
        }
        while nextSession < outlook.sessions.count, outlook.sessions[nextSession].first <= step {
            let planned = outlook.sessions[nextSession]
            present[planned.der] = nextSession
            fleet.plugIn(planned.session, at: planned.der)
            loop?.notePlugged(planned.session, planned.der)
            nextSession += 1
        }
    }

    private mutating func record(_ der: Int, _ kW: Double) {
        derKW[der].append(kW)
        switch feeder.ders[der].unit {
        case .battery: soc[der].append(fleet.soc[der])
        case .evse:
            soc[der].append(present[der] == nil ? nil : fleet.soc[der])
            guard let session = present[der] else { return }
            let energy = kW * scenario.horizon.stepHours
            if energy > 0 { outcomes[session].drawnKWh += energy } else { outcomes[session].deliveredKWh -= energy }
            outcomes[session].soc = fleet.soc[der]
        case .photovoltaic, .load: break
        }
    }
}

extension Outlook {
    /// What a PV unit could give or a load would draw in a step, kW; 0 for others.
    func possible(_ der: Int, _ step: Int) -> Double { possibleKW[der].isEmpty ? 0 : possibleKW[der][step] }
}

extension VirtualFleet {
    /// What the batteries' owners would like now, kW by DER: nothing, or to keep the site's net power at nought, the
    /// batteries of one site sharing it equally.
    func batteryWishes(_ wish: Policy.BatteryWish, _ outlook: Outlook, step: Int) -> [Double] {
        var wishes = [Double](repeating: 0, count: feeder.ders.count)
        guard wish == .selfConsumption else { return wishes }
        for node in feeder.nodes.indices {
            let here = Int(index.firstDER[node])..<Int(index.firstDER[node + 1])
            let batteries = here.filter { feeder.ders[$0].unit.kind == .battery }
            guard !batteries.isEmpty else { continue }
            let others = here.reduce(outlook.baseKW[node][step]) { sum, der in
                feeder.ders[der].unit.kind == .battery
                    ? sum : sum + power(of: der, possibleKW: outlook.possible(der, step), wishKW: 0)
            }
            for der in batteries { wishes[der] = -others / Double(batteries.count) }
        }
        return wishes
    }
}
