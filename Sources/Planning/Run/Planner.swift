// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Runs scenarios: a pure function of topology, scenario and files, so that scenarios may run side by side on any number
/// of cores and give the same bits.
///
/// ```
/// topology ── edits ──> feeder ── at the beginning of each step:
///      vehicles come and go; loads and sun take their values of the step
///      readings ──> Dispatcher.dispatch (the gateway's) ──> setpoints ──> readings ...  until the plan stands
///      the devices' own step over the whole step ──> powers, states of charge ──> observer (a power flow)
/// ```
///
/// Live, a raise goes by a quarter of a plate each 30 seconds and a command takes seconds to have its effect. Here that
/// all happens within the first moment of a step: figures are means of steps, and no artefact of ramps.
public enum Planner {
    /// Most values of a run: DERs and nodes times steps; 20 million take some 500 MB in all tables together.
    public static let maximumValues = 20_000_000

    /// Runs one scenario on a feeder.
    ///
    /// - Parameters:
    ///   - feeder: the topology as it is read.
    ///   - scenario: what is changed and assumed.
    ///   - inputs: the texts of the files it names.
    ///   - observe: called after each step with what every DER and node injects.
    public static func run(
        _ feeder: Feeder, _ scenario: Scenario, inputs: ScenarioInputs = ScenarioInputs(),
        observe: (StepInjections) -> Void = { _ in }
    ) throws(ScenarioError) -> ScenarioReport {
        var findings: [TopologyFinding] = []
        let (edited, loadScale) = try prepare(feeder, scenario, findings: &findings)
        let index = FeederIndex(edited)
        let outlook = try Outlook(
            edited, index, scenario, loadScale: loadScale, inputs: inputs, log: &findings)
        let believed = edited.with(loadScale: outlook.declaredScale)
        findings += silentExcess(believed, scenario)
        var run = PlannedRun(believed, index, scenario, outlook)
        for step in 0..<scenario.horizon.stepCount {
            run.advance(through: step)
            observe(run.injections(in: step))
        }
        run.finish()
        return ScenarioReport(run, findings: findings)
    }

    /// The feeder with its edits; what cannot be done is thrown, what only looks doubtful is kept.
    private static func prepare(
        _ feeder: Feeder, _ scenario: Scenario, findings: inout [TopologyFinding]
    ) throws(ScenarioError) -> (Feeder, [ConnectivityNode.ID: Double]) {
        var log = FindingLog(file: scenario.file, maximum: ScenarioFile.limits.findings)
        var edited = EditedFeeder(feeder, seed: scenario.seed)
        edited.checkSize(.start, log: &log)
        if log.hasErrors { throw ScenarioError(log.sorted()) }
        for edit in scenario.edits {
            edited.apply(edit, log: &log)
            if log.hasErrors { throw ScenarioError(log.sorted()) }
        }
        let result = edited.feeder.with(scenario.policy)
        let known = Set(result.nodes.map(\.id))
        for limit in scenario.limits where !known.contains(limit.node) {
            log.error(limit.place, "there is no node or site \(limit.node)")
        }
        for limit in scenario.limits where !limit.isEverActive(in: scenario.horizon) {
            log.warning(
                limit.place,
                "no step begins while this \(limit.isImport ? "import" : "export") limit holds; it bounds nothing")
        }
        let values = (result.ders.count + result.nodes.count) * scenario.horizon.stepCount
        if values > maximumValues {
            log.error(
                .start,
                "\(result.ders.count) DERs and \(result.nodes.count) nodes over \(scenario.horizon.stepCount) steps are"
                    + " \(values) values, more than the limit of \(maximumValues); take longer steps or a shorter horizon"
            )
        }
        if log.hasErrors { throw ScenarioError(log.sorted()) }
        findings += log.sorted()
        return (result, edited.loadScale)
    }

    /// Where the feeder would not hold its limits if the gateway were silent: worth knowing, no obstacle to a what-if.
    private static func silentExcess(_ feeder: Feeder, _ scenario: Scenario) -> [TopologyFinding] {
        guard !scenario.edits.isEmpty else { return [] }
        var log = FindingLog(file: scenario.file, maximum: 20)
        DefaultsCheck.check(feeder, places: [:], log: &log)
        return log.sorted().map {
            TopologyFinding(
                file: $0.file, line: $0.line, column: $0.column, severity: .warning, path: "edits", text: $0.text)
        }
    }
}

extension Feeder {
    /// The feeder with the declared base load of each node times a factor.
    fileprivate func with(loadScale factors: [Double]) -> Feeder {
        var nodes = nodes
        for (position, factor) in factors.enumerated() where factor != 1 {
            guard let load = nodes[position].baseLoad else { continue }
            nodes[position].baseLoad = load.scaled(by: factor)
        }
        return Feeder(id: id, name: name, nodes: nodes, sites: sites, ders: ders, stations: stations)
    }

    /// The feeder under the principle and the tiers of a policy.
    fileprivate func with(_ policy: Policy) -> Feeder {
        var nodes = nodes, ders = ders
        if let principle = policy.principle {
            for index in nodes.indices { nodes[index].principle = index == 0 ? principle : nil }
        }
        for index in ders.indices { ders[index].tier = policy.tiers[ders[index].unit.kind] ?? ders[index].tier }
        return Feeder(id: id, name: name, nodes: nodes, sites: sites, ders: ders, stations: stations)
    }
}

/// What flows in one step, for whoever checks it: a power flow, a progress bar.
public struct StepInjections: Sendable {
    /// The step, from 0.
    public var step: Int
    /// Beginning of the step.
    public var time: UTCInstant
    /// Uncontrolled load at each node itself, kW, by the positions of the feeder.
    public var baseKW: [Double]
    /// Mean power of each DER, kW, by the positions of the feeder.
    public var derKW: [Double]
}
