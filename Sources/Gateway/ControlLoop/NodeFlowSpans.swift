// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// The spans of all nodes that are still open, in one grain.
struct NodeFlowSpans: Sendable {
    let grain: NodeFlow.Grain
    /// Most rows in a tick.
    let most: Int
    private var open: [NodeFlowSpan?] = []
    /// Whose turn it is where not all can be written.
    private var turn = 0

    init(grain: NodeFlow.Grain, most: Int) {
        self.grain = grain
        self.most = most
    }

    /// Takes the plans of a tick; returns the rows of the spans that end with it.
    mutating func take(
        _ plans: [NodePlan], _ nodes: [ConnectivityNode], at time: UTCInstant,
        ends isEnd: (NodeFlowSpan, NodePlan, Duration) -> Bool
    ) -> [NodeFlow] {
        if open.count != plans.count { open = Array(repeating: nil, count: plans.count) }
        var rows: [NodeFlow] = []
        let first = turn < plans.count ? turn : 0
        var nextTurn: Int?
        for offset in plans.indices {
            let node = (first + offset) % plans.count
            let plan = plans[node]
            guard var span = open[node], time > span.start else {
                open[node] = NodeFlowSpan(plan, at: time)
                continue
            }
            let isAway = span.hold(until: time)
            let isOver = isAway || isEnd(span, plan, time - span.start)
            if isOver, rows.count < most {
                rows.append(span.row(nodes[node].id, grain))
                span = NodeFlowSpan(plan, at: time)
            } else {
                if isOver { nextTurn = nextTurn ?? node }
                span.add(plan)
            }
            open[node] = span
        }
        turn = nextTurn ?? 0
        return rows
    }

    /// The rows of all that is open.
    func flush(_ nodes: [ConnectivityNode], at time: UTCInstant) -> [NodeFlow] {
        zip(nodes, open).compactMap { node, span in
            guard var span, time > span.start else { return nil }
            _ = span.hold(until: time)
            return span.row(node.id, grain)
        }
    }
}

/// What is known of a span of a node's history so far.
struct NodeFlowSpan: Sendable {
    let start: UTCInstant
    /// Until when the values are known to have held.
    private(set) var end: UTCInstant
    private var measured: Double?
    private var sum = 0.0
    private var weight = 0.0
    private(set) var minimum: Double?
    private(set) var maximum: Double?
    private(set) var countedImport: Double
    private(set) var countedExport: Double
    private var leastCountedImport: Double
    private(set) var importLimit: Double?
    private(set) var exportLimit: Double?

    init(_ plan: NodePlan, at time: UTCInstant) {
        (start, end) = (time, time)
        measured = plan.measured?.kilowatts
        (minimum, maximum) = (measured, measured)
        countedImport = plan.countedImport.kilowatts
        leastCountedImport = countedImport
        countedExport = plan.countedExport.kilowatts
        importLimit = plan.importLimit?.limit.kilowatts
        exportLimit = plan.exportLimit?.limit.kilowatts
    }

    /// Lets the last values hold until then; says whether that was too long ago to believe.
    mutating func hold(until time: UTCInstant) -> Bool {
        let held = min(time - end, NodeFlowSampler.longestHold)
        if let measured {
            sum += measured * held.inSeconds
            weight += held.inSeconds
        }
        defer { end = end + held }
        return time - end > held
    }

    /// Adds the values of a tick, at the span's end.
    mutating func add(_ plan: NodePlan) {
        measured = plan.measured?.kilowatts
        if let measured {
            minimum = min(minimum ?? measured, measured)
            maximum = max(maximum ?? measured, measured)
        }
        countedImport = max(countedImport, plan.countedImport.kilowatts)
        leastCountedImport = min(leastCountedImport, plan.countedImport.kilowatts)
        countedExport = min(countedExport, plan.countedExport.kilowatts)
        importLimit = Self.least(importLimit, plan.importLimit)
        exportLimit = Self.least(exportLimit, plan.exportLimit)
    }

    /// Whether a live meter reports.
    var isMeasured: Bool { measured != nil }

    func limits(differFrom plan: NodePlan) -> Bool {
        Self.differs(importLimit, plan.importLimit) || Self.differs(exportLimit, plan.exportLimit)
    }

    /// Whether the powers, with those of one more tick, reach further apart than that.
    func moves(with plan: NodePlan, by step: ActivePower) -> Bool {
        let counted = plan.countedImport.kilowatts
        if max(countedImport, counted) - min(leastCountedImport, counted) >= step.kilowatts { return true }
        guard let minimum, let maximum else { return false }
        let power = plan.measured?.kilowatts ?? minimum
        return max(maximum, power) - min(minimum, power) >= step.kilowatts
    }

    func row(_ node: ConnectivityNode.ID, _ grain: NodeFlow.Grain) -> NodeFlow {
        NodeFlow(
            node: node, grain: grain, start: start, end: end, minimumKW: minimum.map(Self.onGrid),
            meanKW: weight > 0 ? Self.onGrid(sum / weight) : nil, maximumKW: maximum.map(Self.onGrid),
            countedImportKW: Self.onGrid(countedImport), countedExportKW: Self.onGrid(countedExport),
            importLimitKW: importLimit.map(Self.onGrid), exportLimitKW: exportLimit.map(Self.onGrid))
    }

    /// A limit counts as another from 2 % on: a measured reactive power or voltage moves it a little all the time.
    private static func differs(_ known: Double?, _ new: BindingLimit?) -> Bool {
        guard let known, let new else { return (known == nil) != (new == nil) }
        return abs(known - new.limit.kilowatts) >= max(NodeFlowSampler.smallestChange.kilowatts, known * 0.02)
    }

    private static func least(_ known: Double?, _ new: BindingLimit?) -> Double? {
        guard let new = new?.limit.kilowatts else { return known }
        return min(known ?? new, new)
    }

    /// On a grid of a watt, as all documents.
    private static func onGrid(_ kilowatts: Double) -> Double { (kilowatts * 1_000).rounded() / 1_000 }
}
