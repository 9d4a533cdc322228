// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What nobody controls, on every step of the horizon: loads, sun, demands and vehicles.
struct Outlook {
    /// Uncontrolled load at each node itself, kW, by step.
    var baseKW: [[Double]]
    /// Factor on the declared base load of each node: where no meter says more, the dispatcher must believe what is
    /// scaled here.
    var declaredScale: [Double]
    /// What each PV unit could give and each controllable load would draw, kW by step; a magnitude, empty for others.
    var possibleKW: [[Double]]
    /// The sessions in the order of their beginnings, with their steps; no two at one EVSE share a step.
    var sessions: [PlannedSession]

    /// A session on the steps: plugged in from `first` up to `end`, which may lie beyond the run.
    struct PlannedSession {
        var session: VehicleSession
        var der: Int
        var first: Int
        var end: Int
    }

    init(
        _ feeder: Feeder, _ index: FeederIndex, _ scenario: Scenario, loadScale: [ConnectivityNode.ID: Double],
        inputs: ScenarioInputs, log: inout [TopologyFinding]
    ) throws(ScenarioError) {
        var reader = InputReader(inputs: inputs, scenario: scenario, feeder: feeder)
        let given = reader.series(scenario.profiles.load.csv)
        baseKW = Self.loads(feeder, scenario, loadScale, given)
        declaredScale = feeder.nodes.map { node in
            guard !node.hasMeter else { return 1 }
            let generated = given?.columns[node.id.text] == nil ? scenario.profiles.load.scale : 1
            return generated * (loadScale[node.id] ?? 1)
        }
        possibleKW = Self.possible(feeder, scenario, sun: reader.series(scenario.profiles.sun.csv), given)
        sessions = Self.sessions(feeder, index, scenario, &reader)
        reader.checkColumns(feeder)
        log += reader.findings
        if reader.findings.contains(where: { $0.severity == .error }) { throw ScenarioError(reader.findings) }
    }

    /// A step stands for its middle.
    private static func middle(_ horizon: Horizon, _ step: Int) -> UTCInstant {
        horizon.time(ofStep: step) + .seconds(Int64(horizon.stepMinutes) * 30)
    }

    private static func loads(
        _ feeder: Feeder, _ scenario: Scenario, _ scale: [ConnectivityNode.ID: Double], _ given: SampledSeries?
    ) -> [[Double]] {
        feeder.nodes.map { node in
            let factor = scale[node.id] ?? 1
            if let values = given?.columns[node.id.text] { return values.map { $0 * factor } }
            let generator = LoadGenerator(
                node, seed: scenario.seed, location: scenario.location, scale: scenario.profiles.load.scale * factor)
            return (0..<scenario.horizon.stepCount).map { generator.power(at: middle(scenario.horizon, $0)) }
        }
    }

    private static func possible(
        _ feeder: Feeder, _ scenario: Scenario, sun: SampledSeries?, _ demanded: SampledSeries?
    ) -> [[Double]] {
        let steps = 0..<scenario.horizon.stepCount
        let times = steps.map { middle(scenario.horizon, $0) }
        let generator = SunGenerator(scenario.profiles.sun, seed: scenario.seed, location: scenario.location)
        let clear = times.map { generator.clearSky(at: $0) }
        let clouds = times.map { generator.clouds(at: $0) }
        return feeder.ders.map { der in
            switch der.unit {
            case .photovoltaic(let unit):
                if let values = sun?.columns[der.id.text] { return values.map { min($0, unit.rating.kilowatts) } }
                if let parts = sun?.columns["all"] { return parts.map { min($0, 1) * unit.rating.kilowatts } }
                return steps.map { generator.power(of: der, at: times[$0], clearSky: clear[$0], clouds: clouds[$0]) }
            case .load(let unit):
                if let values = demanded?.columns[der.id.text] {
                    return values.map { min(max($0, 0), unit.maximum.kilowatts) }
                }
                let generator = DemandGenerator(der, seed: scenario.seed)
                return times.map { generator.power(at: $0) }
            case .battery, .evse: return []
            }
        }
    }

    private static func sessions(
        _ feeder: Feeder, _ index: FeederIndex, _ scenario: Scenario, _ reader: inout InputReader
    ) -> [PlannedSession] {
        let horizon = scenario.horizon
        var found: [VehicleSession] = []
        if let file = scenario.profiles.vehicles.csv {
            found = reader.sessions(file, index, feeder)
        } else {
            let generator = SessionGenerator(
                profile: scenario.profiles.vehicles, seed: scenario.seed, horizon: horizon,
                offsetH: scenario.location.utcOffsetH)
            for (der, node) in zip(feeder.ders, index.nodeOfDER) {
                guard case .evse(let evse) = der.unit else { continue }
                found += generator.sessions(of: der, evse).map {
                    $0.begun(at: horizon.start, der, evse, feeder.nodes[Int(node)])
                }
            }
        }
        var planned: [PlannedSession] = []
        for session in found {
            guard let der = index.derPosition[session.evse], session.departure > horizon.start,
                session.arrival < horizon.end
            else { continue }
            let first = horizon.step(atOrAfter: session.arrival)
            // A visit within one step is given that step.
            let end = max(horizon.boundary(atOrBefore: session.departure), first + 1)
            if first < horizon.stepCount {
                planned.append(PlannedSession(session: session, der: der, first: first, end: end))
            }
        }
        planned.sort { ($0.first, $0.der) < ($1.first, $1.der) }
        if let file = scenario.profiles.vehicles.csv {
            reader.checkOverlaps(planned, feeder, file: file)
            return planned
        }
        // A generated vehicle that comes in the step in which the last one leaves finds the EVSE taken.
        var freeFrom: [Int: Int] = [:]
        return planned.filter { visit in
            guard visit.first >= freeFrom[visit.der, default: 0] else { return false }
            freeFrom[visit.der] = visit.end
            return true
        }
    }
}
