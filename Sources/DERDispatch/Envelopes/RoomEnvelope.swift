// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each node leaves to the dispatchable DERs below it, in three-phase equivalent kW: the limit less its margin,
/// the uncontrolled load, the reserves, the trim, and whatever cannot be commanded.
///
/// ```
/// limit ─ margin ─ base load (max) ─ plug-in reserve ─ trim ─ counted import of the undispatchable = importRoom
/// ```
struct RoomEnvelope {
    /// Most that the dispatchable DERs below each node may import together; infinite where nothing bounds it.
    var importRoom: [Double]
    /// Least (most negative) that they may carry together; minus infinite where nothing bounds it.
    var exportRoom: [Double]
    let limits: NodeLimits
    let base: BaseLoadEstimate
    let reserve: [Double]
    /// What the ladder took from the import room of each node.
    private(set) var trimmed: [Double]

    init(
        _ input: DispatchInput, limits: NodeLimits, base: BaseLoadEstimate, counted: CountedPower,
        memory: DispatchMemory
    ) {
        let model = input.model
        self.limits = limits
        self.base = base
        reserve = PlugInReserve.compute(input)
        let fixed = Self.undispatchable(input, counted)
        importRoom = Array(repeating: .infinity, count: model.nodeCount)
        exportRoom = Array(repeating: -.infinity, count: model.nodeCount)
        trimmed = Array(repeating: 0, count: model.nodeCount)
        for node in 0..<model.nodeCount {
            let scale = model.nodeScale[node]
            let trim = memory.nodes[node].trimKW * scale
            if let limit = limits.importLimit[node] {
                let free = Self.withoutLosses(limit.usable.kilowatts, node, input, base) - base.maximum[node]
                trimmed[node] = memory.nodes[node].excessDirection == .export ? 0 : trim
                let unplaced = node == 0 ? input.unplacedImport.kilowatts : 0
                importRoom[node] = (free - unplaced) * scale - reserve[node] - trimmed[node] - fixed.importKW[node]
            }
            if let limit = limits.exportLimit[node] {
                let free = limit.usable.kilowatts + base.minimum[node]
                let withheld = memory.nodes[node].excessDirection == .export ? trim : 0
                exportRoom[node] = -free * scale + withheld - fixed.exportKW[node]
            }
        }
    }

    /// What a limit leaves to what is below the node, where losses are not measured along with it. Losses relieve an
    /// export, which is not counted on.
    private static func withoutLosses(
        _ limitKW: Double, _ node: Int, _ input: DispatchInput, _ base: BaseLoadEstimate
    ) -> Double {
        base.isMeasured[node] ? limitKW : limitKW * (1 - input.model.lossShare[node])
    }

    private static func undispatchable(
        _ input: DispatchInput, _ counted: CountedPower
    ) -> (importKW: [Double], exportKW: [Double]) {
        let model = input.model
        var imports = [Double](repeating: 0, count: model.nodeCount)
        var exports = imports
        for der in 0..<model.derCount where !counted.isDispatchable[der] {
            imports[Int(model.index.nodeOfDER[der])] += counted.importKW[der] * model.derScale[der]
            exports[Int(model.index.nodeOfDER[der])] += counted.exportKW[der] * model.derScale[der]
        }
        for gone in input.departed {
            imports[gone.node] += gone.band.importLimit.kilowatts * gone.scale
            exports[gone.node] -= gone.band.exportLimit.kilowatts * gone.scale
        }
        model.sumUp(nodes: &imports)
        model.sumUp(nodes: &exports)
        return (imports, exports)
    }
}
