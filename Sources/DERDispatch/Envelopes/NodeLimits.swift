// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The most restrictive limit of each node in each direction, as active power, with its source (rule 1).
struct NodeLimits {
    var importLimit: [BindingLimit?]
    var exportLimit: [BindingLimit?]

    init(_ input: DispatchInput) {
        let nodes = input.model.feeder.nodes
        importLimit = Array(repeating: nil, count: nodes.count)
        exportLimit = Array(repeating: nil, count: nodes.count)
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
        for limit in input.limits.effective(at: input.now) {
            guard let position = input.model.index.nodePosition[limit.node] else { continue }
            let power = activePower(limit.value, at: position, input: input)
            narrow(position, limit.direction, to: power, limit.reference, input)
        }
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
        let part = input.settings.guards.contains(.margins) ? input.model.feeder.nodes[node].margin : 0
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
