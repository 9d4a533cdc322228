// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Where each DER is to arrive: the exact allocation over the tree, both directions at once.
///
/// One number a DER cannot say all: a limited vehicle may draw nothing, a photovoltaic unit may lie in the shade. So what
/// relieves a limit only counts as measured. For import that is known beforehand (`floor`). For export it depends on the
/// answer, so the answer is checked, and where a check fails that node's bound is tightened by the shortfall and the
/// allocation repeated.
struct TargetAllocation {
    /// Target of each DER, kW.
    private(set) var targetKW: [Double]
    /// Price at each node.
    private(set) var nodePrice: [Double] = []
    /// What no setpoint can avoid, kW at the node itself.
    private(set) var importOverloadKW: [Double]
    /// The same for export.
    private(set) var exportOverloadKW: [Double]

    /// Repeats of the check; each tightens every failing node at least to its shortfall, three levels settle in three.
    static let maximumRounds = 4

    init(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], solver: inout AllocationSolver) {
        let model = input.model
        targetKW = Array(repeating: 0, count: model.derCount)
        importOverloadKW = Array(repeating: 0, count: model.nodeCount)
        exportOverloadKW = importOverloadKW
        let shape = AccessShape(input, ranges: ranges)
        let responses = (0..<model.derCount).map {
            ranges[$0].participates ? shape.response(of: $0, ranges[$0]) : AccessShape.nothing
        }
        var importRoom = room.importRoom
        Self.discountRelief(model, ranges, &importRoom)
        var exportRoom = room.exportRoom
        for round in 0..<Self.maximumRounds {
            solve(model, responses, importRoom, exportRoom, &solver)
            let isLast = round == Self.maximumRounds - 1
            if isLast || !tighten(input, ranges, room.exportRoom, &exportRoom) { break }
        }
        for overload in solver.overloads {
            let kW = overload.kW / model.nodeScale[overload.node]
            switch overload.direction {
            case .import: importOverloadKW[overload.node] = kW
            case .export: exportOverloadKW[overload.node] = kW
            }
        }
    }

    /// Takes from the import room what the allocation would count as relief but nobody has measured.
    private static func discountRelief(_ model: DispatchModel, _ ranges: [DERRange], _ room: inout [Double]) {
        var phantom = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            let preferred = min(ranges[der].asked, 0)
            phantom[Int(model.index.nodeOfDER[der])] += max(ranges[der].floor - preferred, 0) * model.derScale[der]
        }
        model.sumUp(nodes: &phantom)
        for node in 0..<model.nodeCount { room[node] -= phantom[node] }
    }

    private mutating func solve(
        _ model: DispatchModel, _ responses: [PriceResponse], _ importRoom: [Double], _ exportRoom: [Double],
        _ solver: inout AllocationSolver
    ) {
        let bounds = zip(importRoom, exportRoom).map { room, export in
            (try? FlowBounds(lowerKW: min(export, room), upperKW: room, fixedKW: 0)) ?? .open
        }
        guard let problem = try? AllocationProblem(tree: model.tree, nodes: bounds, ders: responses) else { return }
        _ = solver.solve(problem)
        for der in 0..<model.derCount { targetKW[der] = solver.setpointsKW[der] / model.derScale[der] }
        nodePrice = solver.nodePrice
    }

    /// Checks export with every relief as measured; tightens where it fails.
    ///
    /// - Returns: whether a bound was tightened.
    private func tighten(
        _ input: DispatchInput, _ ranges: [DERRange], _ wanted: [Double], _ exportRoom: inout [Double]
    ) -> Bool {
        let model = input.model
        guard exportRoom.contains(where: { $0 > -.infinity }) else { return false }
        var flow = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            flow[Int(model.index.nodeOfDER[der])] += surelyDrawn(input, der) * model.derScale[der]
        }
        model.sumUp(nodes: &flow)
        var isTightened = false
        for node in 0..<model.nodeCount where flow[node] < wanted[node] - 1e-6 {
            exportRoom[node] += wanted[node] - flow[node]
            isTightened = true
        }
        return isTightened
    }

    /// What surely offsets an export: a draw as far as it is measured, and on all phases.
    private func surelyDrawn(_ input: DispatchInput, _ der: Int) -> Double {
        let target = targetKW[der]
        guard target > 0 else { return target }
        if input.model.feeder.ders[der].phases.count < 3 { return 0 }
        if case .battery = input.model.feeder.ders[der].unit { return target }
        return min(target, max(input.livePowerKW(der) ?? 0, 0))
    }
}
