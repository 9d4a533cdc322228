// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The most restrictive limit of each node in each direction, as active power, with its source (rule 1).
struct NodeLimits {
    var importLimit: [BindingLimit?]
    var exportLimit: [BindingLimit?]
    /// What the equipment and the connection agreements alone let in: no guaranteed minimum goes above it.
    private(set) var permanentImport: [BindingLimit?]
    /// The limit that a guaranteed minimum sets aside; nil where none does.
    private(set) var setAside: [BindingLimit?]

    init(_ input: DispatchInput) {
        let nodes = input.model.feeder.nodes
        importLimit = Array(repeating: nil, count: nodes.count)
        exportLimit = importLimit
        permanentImport = importLimit
        setAside = importLimit
        for (position, node) in nodes.enumerated() {
            if let rating = node.rating {
                let power = activePower(rating, at: position, input: input)
                narrow(position, .import, to: power, LimitReference(source: .rating), input)
                narrow(position, .export, to: power, LimitReference(source: .rating), input)
            }
            let agreed = LimitReference(source: .connection)
            if let limit = node.importLimit { narrow(position, .import, to: limit, agreed, input) }
            if let limit = node.exportLimit { narrow(position, .export, to: limit, agreed, input) }
        }
        permanentImport = importLimit
        for limit in input.limits.effective(at: input.now) {
            guard let position = input.model.index.nodePosition[limit.node] else { continue }
            let power = activePower(limit.value, at: position, input: input)
            narrow(position, limit.direction, to: power, limit.reference, input)
        }
    }

    /// Whether somebody dims a node: a limit narrower than equipment and agreement.
    func isDimmed(_ node: Int) -> Bool { importLimit[node] != permanentImport[node] }

    /// The permanent limits alone.
    var undimmed: NodeLimits {
        var limits = self
        limits.importLimit = permanentImport
        return limits
    }

    /// Lifts what was set at a node to what is guaranteed below it, but never above the permanent limit;
    /// where the two are a watt apart the permanent one is named.
    ///
    /// - Parameter usable: what must be usable there, kW.
    mutating func lift(_ node: Int, toUsableKW usable: Double, _ input: DispatchInput) {
        guard let dimmed = importLimit[node], isDimmed(node), dimmed.usable.kilowatts < usable else { return }
        // The same part stays free under it as under any limit: meters are off by that.
        let part = Self.margin(node, input)
        let limit = ActivePower.kilowatts(usable / (1 - part))
        let lifted = BindingLimit(
            limit: limit, margin: limit * part, reference: LimitReference(source: .guaranteedMinimum))
        setAside[node] = dimmed
        importLimit[node] =
            permanentImport[node].map { $0.usable <= lifted.usable + .watts(1) ? $0 : lifted } ?? lifted
    }

    /// Lifts all nodes as the last tick did.
    mutating func lift(as memory: DispatchMemory, _ input: DispatchInput) {
        for (node, known) in memory.nodes.enumerated() {
            if let usable = known.guaranteedUsableKW { lift(node, toUsableKW: usable, input) }
        }
    }

    /// The part of a limit that stays free.
    private static func margin(_ node: Int, _ input: DispatchInput) -> Double {
        input.settings.guards.contains(.margins) ? input.model.feeder.nodes[node].margin : 0
    }

    private func activePower(_ value: Rating, at position: Int, input: DispatchInput) -> ActivePower {
        let meter = input.state.meters[position]
        let node = input.model.feeder.nodes[position]
        let lowest = StationVoltage.believed(
            meter.voltage, nominal: node.nominalPhaseVoltage.volts, at: input.now.steady
        ).map { Voltage.volts($0 * VoltageMargin.lower) }
        let power = RatingConversion.activePower(
            of: value, at: node,
            reactivePower: meter.reactivePower?.live(at: input.now.steady), voltage: lowest)
        // A limit that is no number is a limit all the same; "unlimited" is said by having none.
        return power.watts >= 0 ? power : .zero
    }

    private mutating func narrow(
        _ node: Int, _ direction: FlowDirection, to limit: ActivePower, _ reference: LimitReference,
        _ input: DispatchInput
    ) {
        let part = Self.margin(node, input)
        let candidate = BindingLimit(limit: limit, margin: limit * part, reference: reference)
        switch direction {
        case .import:
            if limit < importLimit[node]?.limit ?? .watts(.infinity) { importLimit[node] = candidate }
        case .export:
            if limit < exportLimit[node]?.limit ?? .watts(.infinity) { exportLimit[node] = candidate }
        }
    }
}

/// How far a measured voltage is moved to the safe side before amperes and kilowatts are turned into each other: class
/// 1 meters, and the change between two samples.
enum VoltageMargin {
    static let lower = 0.98
    static let upper = 1.02
}
