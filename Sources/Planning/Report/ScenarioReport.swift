// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What a run gave: every series as it was computed, and the figures that follow from them.
public struct ScenarioReport: Sendable {
    /// What was run.
    public let scenario: Scenario
    /// The feeder with the edits made.
    public let feeder: Feeder
    /// Its index.
    public let index: FeederIndex
    /// Uncontrolled load at each node itself by step, kW.
    public let baseKW: [[Double]]
    /// Mean power of each DER by step, kW.
    public let derKW: [[Double]]
    /// What each PV unit could give, and each controllable load would draw, by step, kW; empty for others.
    public let possibleKW: [[Double]]
    /// State of charge at the end of each step; empty for PV and loads, nil while no vehicle is there.
    public let soc: [[Double?]]
    /// Net power through each node by step, kW.
    public let flowKW: [[Double]]
    /// The limits of each node.
    public let limits: [PlannedLimits]
    /// Figures of each node, by position.
    public let nodes: [NodeResult]
    /// Figures of each site.
    public let customers: [CustomerResult]
    /// Figures of each vehicle's visit.
    public let vehicles: [VehicleResult]
    /// Figures of the whole feeder.
    public let totals: FeederResult
    /// Doubts that hindered nothing.
    public let findings: [TopologyFinding]

    init(_ run: PlannedRun, findings: [TopologyFinding]) {
        scenario = run.scenario
        feeder = run.feeder
        index = run.index
        baseKW = run.outlook.baseKW
        derKW = run.derKW
        possibleKW = run.outlook.possibleKW
        soc = run.soc
        flowKW = Self.flows(run)
        limits = PlannedLimits.all(run.feeder, run.scenario)
        let vehicles = run.outlook.sessions.indices.map { VehicleResult(run, session: $0) }
        let books = EnergyBooks(run, vehicles: vehicles)
        let customers = CustomerResult.all(run, flowKW: flowKW, books: books, vehicles: vehicles)
        let (flows, caps, horizon, tree) = (flowKW, limits, run.scenario.horizon, run.index)
        nodes = run.feeder.nodes.indices.map {
            NodeResult(
                node: $0, flowKW: flows[$0], limits: caps[$0], horizon: horizon, below: tree.ders(below: $0),
                books: books, withheld: run.loop?.withheld[$0] ?? WithheldSum())
        }
        self.vehicles = vehicles
        self.customers = customers
        totals = FeederResult(run, nodes: nodes, books: books, vehicles: vehicles)
        self.findings = findings + Self.doubts(run)
    }

    private static func flows(_ run: PlannedRun) -> [[Double]] {
        var flows = run.outlook.baseKW
        for (der, node) in run.index.nodeOfDER.enumerated() {
            for step in run.derKW[der].indices { flows[Int(node)][step] += run.derKW[der][step] }
        }
        for node in stride(from: flows.count - 1, to: 0, by: -1) {
            let parent = Int(run.index.parent[node])
            for step in flows[node].indices { flows[parent][step] += flows[node][step] }
        }
        return flows
    }

    private static func doubts(_ run: PlannedRun) -> [TopologyFinding] {
        guard let loop = run.loop else { return [] }
        var texts: [String] = []
        if loop.unsettledSteps > 0 {
            texts.append(
                "in \(loop.unsettledSteps) steps the plan still moved after \(run.scenario.policy.settlingTicks) ticks;"
                    + " a larger `settlingTicks` gives it time")
        }
        if loop.refusedReadings > 0 {
            texts.append(
                "\(loop.refusedReadings) readings lay beyond what a plate or a meter's node lets them be and were refused,"
                    + " as the gateway would; look for loads in another unit")
        }
        return texts.map {
            TopologyFinding(file: run.scenario.file, line: 1, column: 1, severity: .warning, path: "", text: $0)
        }
    }
}

/// The limits of one node over a run: the narrowest of rating and agreed limit, and those of the scenario. kW,
/// magnitudes, before the margin.
public struct PlannedLimits: Sendable {
    /// Import limit that always holds; nil where there is none.
    public var importKW: Double?
    /// Export limit that always holds.
    public var exportKW: Double?
    let scheduled: [ScheduledLimit]

    /// The import limit in a step that begins then.
    public func importKW(at time: UTCInstant) -> Double? { narrowest(importKW, isImport: true, time) }
    /// The export limit in a step that begins then.
    public func exportKW(at time: UTCInstant) -> Double? { narrowest(exportKW, isImport: false, time) }

    private func narrowest(_ standing: Double?, isImport: Bool, _ time: UTCInstant) -> Double? {
        scheduled.filter { $0.isImport == isImport && $0.isActive(at: time) }
            .reduce(standing) { min($0 ?? .infinity, $1.power.kilowatts) }
    }

    static func all(_ feeder: Feeder, _ scenario: Scenario) -> [PlannedLimits] {
        feeder.nodes.map { node in
            let rating = node.rating.map {
                RatingConversion.activePower(of: $0, at: node.supply, reactivePower: nil, voltage: nil).kilowatts
            }
            func narrower(_ agreed: ActivePower?) -> Double? {
                [rating, agreed?.kilowatts].compactMap { $0 }.min()
            }
            return PlannedLimits(
                importKW: narrower(node.importLimit), exportKW: narrower(node.exportLimit),
                scheduled: scenario.limits.filter { $0.node == node.id })
        }
    }
}
