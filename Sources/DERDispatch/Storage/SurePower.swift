// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a vehicle that gives now can count on to take back later: its share under the limits of now, while all
/// who is there, and those who may plug in at once, draw all they can and the base load is at its declared most.
///
/// Under max-min and one tier nobody gets less than the least of the equal shares on his path. Under other principles,
/// or among tiers, only what is left when all others have taken their plates is sure.
enum SurePower {
    /// kW by DER, the plate of those who need nothing; empty where nobody does.
    static func ofVehicles(_ input: DispatchInput, _ limits: NodeLimits, _ counted: CountedPower) -> [Double] {
        let model = input.model
        let vehicles = model.storages.filter {
            model.feeder.ders[$0].unit.kind == .evse && input.state.ders[$0].needs != nil && !input.isKnownEmpty($0)
        }
        guard !vehicles.isEmpty else { return [] }
        var sure = model.feeder.ders.map(\.unit.maximumImport.kilowatts)
        let sharers = Sharers(input, counted)
        let room = room(input, limits, unshared: sharers.unsharedKW)
        let reserve = PlugInReserve.compute(input)
        for der in vehicles {
            let weight = model.feeder.ders[der].weight
            let isEqual = sharers.isOneTier && model.principle[der] == .maxMin
            let plate = sure[der] * model.equivalent(der)
            var share = plate
            for node in model.index.path(from: Int(model.index.nodeOfDER[der])) where room[node] < .infinity {
                let left = room[node] - reserveKW(node, reserve, input) - (sharers.plateKW[node] - plate)
                let equal = room[node] * weight / max(sharers.weight[node], weight)
                share = min(share, isEqual ? max(left, equal) : left)
            }
            sure[der] = max(share, 0) / model.equivalent(der) * input.accounts.realShare(der)
        }
        return sure
    }

    /// What is held at a node for vehicles that may plug in, as if all phases carried the fullest.
    private static func reserveKW(_ node: Int, _ reserve: [Double], _ input: DispatchInput) -> Double {
        let accounts = input.accounts
        guard accounts.followsPhases else { return reserve[accounts.wholeRow(node)] }
        let onPhases = accounts.kept.indices.filter { accounts.kept[$0].phase != nil }
        return 3 * (onPhases.map { reserve[$0 * accounts.nodeCount + node] }.max() ?? 0)
    }

    /// What each node leaves to those who share it, three-phase equivalent kW.
    private static func room(_ input: DispatchInput, _ limits: NodeLimits, unshared: [Double]) -> [Double] {
        let model = input.model
        var base = model.declaredBase.map(\.maximum)
        model.sumUp(nodes: &base)
        return (0..<model.nodeCount).map { node in
            guard let limit = limits.importLimit[node] else { return .infinity }
            let free = limit.usable.kilowatts * (1 - model.lossShare[node]) - base[node]
            return free * model.nodeScale[node] - unshared[node]
        }
    }
}

/// Who may draw below each node.
private struct Sharers {
    /// Sum of their weights.
    var weight: [Double]
    /// Sum of their plates, three-phase equivalent kW.
    var plateKW: [Double]
    /// What those count for who are not dispatched.
    var unsharedKW: [Double]
    /// Whether nobody goes before others.
    let isOneTier: Bool

    init(_ input: DispatchInput, _ counted: CountedPower) {
        let model = input.model
        weight = Array(repeating: 0, count: model.nodeCount)
        plateKW = weight
        unsharedKW = weight
        let heaviest = model.evses.reduce(0) { max($0, model.feeder.ders[$1].weight) }
        isOneTier = model.order.price.allSatisfy { $0 == model.order.price[0] }
        for (der, unit) in model.feeder.ders.enumerated() where !input.isKnownEmpty(der) {
            let node = Int(model.index.nodeOfDER[der])
            if !counted.isDispatchable[der] {
                unsharedKW[node] += max(counted.importKW[der], 0) * model.equivalent(der)
            } else if unit.unit.maximumImport > .zero {
                weight[node] += unit.weight
                plateKW[node] += unit.unit.highestImport.kilowatts * model.equivalent(der)
            }
        }
        model.sumUp(nodes: &weight)
        for (node, count) in Self.newcomers(model).enumerated() { weight[node] += count * heaviest }
        model.sumUp(nodes: &plateKW)
        model.sumUp(nodes: &unsharedKW)
    }

    /// How many may plug in at once below each node.
    private static func newcomers(_ model: DispatchModel) -> [Double] {
        var counts = model.feeder.nodes.map { Double($0.simultaneousPlugIns) }
        for node in stride(from: model.nodeCount - 1, to: 0, by: -1) {
            let parent = Int(model.index.parent[node])
            counts[parent] = max(counts[parent], counts[node])
        }
        return counts
    }
}

extension DispatchModel {
    /// Equivalent kW per kW of a DER: what is sure is what is left even if all were on one phase.
    fileprivate func equivalent(_ der: Int) -> Double { 3 / phaseCount[der] }
}
