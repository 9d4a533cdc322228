// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Where each DER is to arrive: the exact allocation over the tree, both directions at once.
///
/// One number a DER cannot say all: a limited vehicle may draw nothing, a photovoltaic unit may lie in the shade. So
/// what relieves a limit only counts as measured, and the one question becomes up to three:
///
/// 1. All DERs, both directions. Photovoltaics stand at what they could deliver; what of it nobody measured ("phantom")
///    is taken from the import room.
/// 2. Where an export limit curtails photovoltaics, their phantom is smaller than that: once more with them fixed, so
///    that a curtailment takes no import room from anybody.
/// 3. Where an export limit would only hold if somebody drew what he may draw: those who export alone, with every draw as
///    measured.
struct TargetAllocation {
    /// Target of each DER, kW.
    private(set) var targetKW: [Double]
    /// Price at each node.
    private(set) var nodePrice: [Double] = []
    /// How fast the target of each DER falls with the price at its node, three-phase equivalent kW per unit of price: 0
    /// where it stands at a bound.
    private(set) var slope: [Double]
    /// What no setpoint can avoid, kW at the node itself.
    private(set) var importOverloadKW: [Double]
    /// The same for export.
    private(set) var exportOverloadKW: [Double]
    private let steps: WireSteps

    /// A difference of powers below this is rounding, kW.
    static let resolution = 1e-6

    init(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], solver: inout AllocationSolver) {
        let model = input.model
        targetKW = Array(repeating: 0, count: model.derCount)
        slope = targetKW
        importOverloadKW = Array(repeating: 0, count: model.nodeCount)
        exportOverloadKW = importOverloadKW
        steps = WireSteps(input, ranges)
        let kept = steps.keptFree(of: room)
        share(input, room: kept, ranges: ranges, solver: &solver)
        tellDischarges(input, room: kept, ranges: ranges)
    }

    private mutating func share(
        _ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], solver: inout AllocationSolver
    ) {
        let model = input.model
        let shape = AccessShape(input, ranges: ranges, exportRoom: room.exportRoom)
        var responses = (0..<model.derCount).map {
            ranges[$0].participates ? shape.response(of: $0, ranges[$0]) : AccessShape.nothing
        }
        let asked = ranges.map { $0.participates ? min($0.asked, 0) : 0 }
        let importRoom = Self.discounted(room.importRoom, ranges, relief: asked, model)
        guard solve(model, responses, importRoom, room.exportRoom, &solver) else { return }
        nodePrice = solver.nodePrice
        noteOverloads(solver, model, [.import, .export])
        // Those that an export limit fixes below answer to that limit.
        let shared = responses
        defer { noteSlopes(shared, model) }
        guard room.exportRoom.contains(where: { $0 > -.infinity }) else { return }
        let fixed = fixCurtailed(ranges, &responses, model)
        if fixed > 0 {
            let relief = targetKW.map { min($0, 0) }
            let roomier = Self.discounted(room.importRoom, ranges, relief: relief, model)
            if solve(model, responses, roomier, room.exportRoom, &solver) {
                for node in nodePrice.indices where nodePrice[node] >= 0 {
                    nodePrice[node] = max(solver.nodePrice[node], 0)
                }
                importOverloadKW = Array(repeating: 0, count: model.nodeCount)
                noteOverloads(solver, model, [.import])
            }
        }
        if failsExport(input, ranges, room.exportRoom) { curtail(input, shape, ranges, room, &solver) }
    }

    /// At the prices that hold in the end.
    private mutating func noteSlopes(_ responses: [PriceResponse], _ model: DispatchModel) {
        for der in slope.indices {
            let price = nodePrice[Int(model.index.nodeOfDER[der])]
            guard price != 0 else { continue }
            slope[der] = responses[der].answer(to: price.magnitude, price > 0 ? .positive : .negative).slope
        }
    }

    /// Replaces one target.
    mutating func tell(_ power: Double, to der: Int) { targetKW[der] = power }

    /// Takes from the import room what the allocation counts as relief, `relief` (at most zero), but nobody has
    /// measured.
    private static func discounted(
        _ room: [Double], _ ranges: [DERRange], relief: [Double], _ model: DispatchModel
    ) -> [Double] {
        var phantom = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where relief[der] < 0 {
            phantom[Int(model.index.nodeOfDER[der])] += max(ranges[der].floor - relief[der], 0) * model.derScale[der]
        }
        model.sumUp(nodes: &phantom)
        return zip(room, phantom).map { $0 - $1 }
    }

    private mutating func solve(
        _ model: DispatchModel, _ responses: [PriceResponse], _ importRoom: [Double], _ exportRoom: [Double],
        _ solver: inout AllocationSolver
    ) -> Bool {
        let bounds = zip(importRoom, exportRoom).map { room, export in
            (try? FlowBounds(lowerKW: min(export, room), upperKW: room, fixedKW: 0)) ?? .closed
        }
        guard let problem = try? AllocationProblem(tree: model.tree, nodes: bounds, ders: responses) else {
            return false
        }
        _ = solver.solve(problem)
        for der in 0..<model.derCount { targetKW[der] = solver.setpointsKW[der] / model.derScale[der] }
        return true
    }

    private mutating func noteOverloads(
        _ solver: AllocationSolver, _ model: DispatchModel, _ directions: Set<NodeOverload.Direction>
    ) {
        for overload in solver.overloads where directions.contains(overload.direction) {
            // What was kept free for rounding may be used before a limit is overdrawn.
            let kept = overload.direction == .import ? steps.importKW : steps.exportKW
            let kW = max(overload.kW - kept[overload.node], 0) / model.nodeScale[overload.node]
            switch overload.direction {
            case .import: importOverloadKW[overload.node] = kW
            case .export: exportOverloadKW[overload.node] = kW
            }
        }
    }

    /// Fixes those that an export limit holds below what they could deliver, and counts those among them whose phantom
    /// was taken from the import room.
    private func fixCurtailed(_ ranges: [DERRange], _ responses: inout [PriceResponse], _ model: DispatchModel) -> Int {
        var count = 0
        for der in targetKW.indices where ranges[der].participates && ranges[der].asked < 0 {
            guard targetKW[der] > ranges[der].asked + Self.resolution else { continue }
            if ranges[der].floor > ranges[der].asked + Self.resolution { count += 1 }
            responses[der] = responses[der].fixed(atKW: targetKW[der] * model.derScale[der])
        }
        return count
    }

    /// Whether some export limit holds only if a draw happens that nobody has measured.
    private func failsExport(_ input: DispatchInput, _ ranges: [DERRange], _ exportRoom: [Double]) -> Bool {
        let model = input.model
        var flow = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            flow[Int(model.index.nodeOfDER[der])] += surelyDrawn(input, der) * model.derScale[der]
        }
        model.sumUp(nodes: &flow)
        return zip(flow, exportRoom).contains { $0 < $1 - Self.resolution }
    }

    /// Shares the export among those who export, with every draw as measured.
    private mutating func curtail(
        _ input: DispatchInput, _ shape: AccessShape, _ ranges: [DERRange], _ room: RoomEnvelope,
        _ solver: inout AllocationSolver
    ) {
        let model = input.model
        let targets = targetKW
        let responses = (0..<model.derCount).map { der -> PriceResponse in
            guard ranges[der].participates else { return AccessShape.nothing }
            if targets[der] < 0 {
                let range = DERRange(lower: targets[der], upper: 0, asked: targets[der], participates: true)
                return shape.response(of: der, range)
            }
            return AccessShape.nothing.fixed(atKW: surelyDrawn(input, der) * model.derScale[der])
        }
        let open = [Double](repeating: .infinity, count: model.nodeCount)
        guard solve(model, responses, open, room.exportRoom, &solver) else { return }
        for der in targets.indices where targets[der] >= 0 { targetKW[der] = targets[der] }
        for node in nodePrice.indices where solver.nodePrice[node] < 0 { nodePrice[node] = solver.nodePrice[node] }
        noteOverloads(solver, model, [.export])
    }

    /// What surely offsets an export: a draw as far as it is measured, and on all phases.
    private func surelyDrawn(_ input: DispatchInput, _ der: Int) -> Double {
        let target = targetKW[der]
        guard target > 0 else { return target }
        if input.model.feeder.ders[der].phases.count < 3 { return 0 }
        let isCoarse = input.model.setpointStep[der] != nil || input.model.isACEVSE[der]
        let told = isCoarse ? Quantization.place(target, der: der, input).power : target
        return min(told, max(input.livePowerKW(der) ?? 0, 0))
    }
}

extension PriceResponse {
    /// The same DER with no choice.
    fileprivate func fixed(atKW power: Double) -> PriceResponse {
        (try? PriceResponse(
            lowerKW: power, upperKW: power, preferredKW: power, weightUp: 1, weightDown: 1, tier: tier)) ?? self
    }
}
