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
    /// Price at each node in each account, by row.
    private(set) var prices: [Double] = []
    /// How fast the target of each DER falls with the price it pays, kW per unit of price: 0 where it stands at a bound.
    private(set) var slope: [Double]
    /// What no setpoint can avoid, kW of each account, by row.
    private(set) var importOverloadKW: [Double]
    /// The same for export.
    private(set) var exportOverloadKW: [Double]
    private let steps: WireSteps

    /// A difference of powers below this is rounding, kW.
    static let resolution = 1e-6

    init(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], solver: inout FillingSolver) {
        let model = input.model
        targetKW = Array(repeating: 0, count: model.derCount)
        slope = targetKW
        importOverloadKW = input.accounts.rows(repeating: 0)
        exportOverloadKW = importOverloadKW
        steps = WireSteps(input, ranges)
        let kept = steps.keptFree(of: room)
        share(input, room: kept, ranges: ranges, solver: &solver)
        tellDischarges(input, room: kept, ranges: ranges)
    }

    private mutating func share(
        _ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], solver: inout FillingSolver
    ) {
        let model = input.model
        let shape = AccessShape(input, ranges: ranges, exportRoom: room.exportRoom)
        var responses = (0..<model.derCount).map {
            ranges[$0].participates ? shape.response(of: $0, ranges[$0]) : AccessShape.nothing
        }
        let asked = ranges.map { $0.participates ? min($0.asked, 0) : 0 }
        let discounted = Self.discounted(room.importRoom, ranges, relief: asked, input)
        // A phantom asks nobody to export more, whom an export limit may curtail: what it takes beyond nought is asked
        // for when that is known.
        let mayCurtail = room.exportRoom.contains { $0 > -.infinity }
        let importRoom = mayCurtail ? zip(discounted, room.importRoom).map { max($0, min($1, 0)) } : discounted
        let isPostponed = importRoom != discounted
        guard solve(input, responses, importRoom, room.exportRoom, &solver) else { return }
        prices = solver.prices(input.accounts)
        noteOverloads(solver, input, [.import, .export])
        // Those that an export limit fixes below answer to that limit.
        let shared = responses
        defer { noteSlopes(shared, input) }
        guard mayCurtail else { return }
        let fixed = fixCurtailed(ranges, &responses, model)
        if fixed > 0 || isPostponed {
            let relief = targetKW.map { min($0, 0) }
            let roomier = Self.discounted(room.importRoom, ranges, relief: relief, input)
            if solve(input, responses, roomier, room.exportRoom, &solver) {
                let roomierPrices = solver.prices(input.accounts)
                for row in prices.indices where prices[row] >= 0 { prices[row] = max(roomierPrices[row], 0) }
                importOverloadKW = input.accounts.rows(repeating: 0)
                noteOverloads(solver, input, [.import])
            }
        }
        if failsExport(input, ranges, room.exportRoom) { curtail(input, shape, ranges, room, &solver) }
    }

    /// At the prices that hold in the end.
    private mutating func noteSlopes(_ responses: [PriceResponse], _ input: DispatchInput) {
        for der in slope.indices {
            guard let price = input.accounts.tightest(prices, of: der)?.price else { continue }
            slope[der] = responses[der].answer(to: price.magnitude, price > 0 ? .positive : .negative).slope
        }
    }

    /// Replaces one target.
    mutating func tell(_ power: Double, to der: Int) { targetKW[der] = power }

    /// Takes from the import room what the allocation counts as relief, `relief` (at most zero), but nobody has
    /// measured.
    private static func discounted(
        _ room: [Double], _ ranges: [DERRange], relief: [Double], _ input: DispatchInput
    ) -> [Double] {
        var phantom = input.accounts.rows(repeating: 0)
        for der in relief.indices where relief[der] < 0 {
            input.accounts.add(max(ranges[der].floor - relief[der], 0), of: der, to: &phantom)
        }
        input.accounts.sumUp(&phantom)
        return zip(room, phantom).map { $0 - $1 }
    }

    private mutating func solve(
        _ input: DispatchInput, _ responses: [PriceResponse], _ importRoom: [Double], _ exportRoom: [Double],
        _ solver: inout FillingSolver
    ) -> Bool {
        guard solver.solve(input, responses, lower: exportRoom, upper: importRoom) else { return false }
        for der in targetKW.indices { targetKW[der] = solver.setpointsKW[der] }
        return true
    }

    private mutating func noteOverloads(
        _ solver: FillingSolver, _ input: DispatchInput, _ directions: Set<NodeOverload.Direction>
    ) {
        for overload in solver.overloads where directions.contains(overload.direction) {
            guard let slot = input.accounts.kept.firstIndex(of: overload.account) else { continue }
            // What was kept free for rounding may be used before a limit is overdrawn.
            let kept = overload.direction == .import ? steps.importKW : steps.exportKW
            let node = overload.node
            let scale = overload.account == .equivalent ? input.model.nodeScale[node] : 1
            let row = slot * input.model.nodeCount + node
            let kW = max(overload.kW - kept[row], 0) / scale
            switch overload.direction {
            case .import: importOverloadKW[row] = kW
            case .export: exportOverloadKW[row] = kW
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
            responses[der] = responses[der].fixed(atKW: targetKW[der])
        }
        return count
    }

    /// Whether some export limit holds only if a draw happens that nobody has measured.
    private func failsExport(_ input: DispatchInput, _ ranges: [DERRange], _ exportRoom: [Double]) -> Bool {
        var flow = input.accounts.rows(repeating: 0)
        for der in ranges.indices where ranges[der].participates {
            input.accounts.add(surelyDrawn(input, der), of: der, to: &flow)
        }
        input.accounts.sumUp(&flow)
        return zip(flow, exportRoom).contains { $0 < $1 - Self.resolution }
    }

    /// Shares the export among those who export, with every draw as measured.
    private mutating func curtail(
        _ input: DispatchInput, _ shape: AccessShape, _ ranges: [DERRange], _ room: RoomEnvelope,
        _ solver: inout FillingSolver
    ) {
        let targets = targetKW
        let responses = targets.indices.map { der -> PriceResponse in
            guard ranges[der].participates else { return AccessShape.nothing }
            if targets[der] < 0 {
                let range = DERRange(lower: targets[der], upper: 0, asked: targets[der], participates: true)
                return shape.response(of: der, range)
            }
            return AccessShape.nothing.fixed(atKW: surelyDrawn(input, der))
        }
        let open = input.accounts.rows(repeating: .infinity)
        guard solve(input, responses, open, room.exportRoom, &solver) else { return }
        for der in targets.indices where targets[der] >= 0 { targetKW[der] = targets[der] }
        let exportPrices = solver.prices(input.accounts)
        for row in prices.indices where exportPrices[row] < 0 { prices[row] = exportPrices[row] }
        noteOverloads(solver, input, [.export])
    }

    /// What surely offsets an export: a draw as far as it is measured, and on all phases.
    private func surelyDrawn(_ input: DispatchInput, _ der: Int) -> Double {
        let target = targetKW[der]
        guard target > 0 else { return target }
        if !input.surelyRelieves(der) { return 0 }
        let isCoarse = input.model.setpointStep[der] != nil || input.model.isACEVSE[der]
        let told = isCoarse ? Quantization.place(target, der: der, input).power : target
        return min(told, max(input.livePowerKW(der) ?? 0, 0))
    }
}
