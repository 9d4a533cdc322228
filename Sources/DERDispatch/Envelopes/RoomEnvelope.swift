// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each node leaves to the dispatchable DERs below it in each account, by row: the limit less its margin, the
/// uncontrolled load, the reserves, the trim, and whatever cannot be commanded.
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
    /// Rows where it is the balance of phases that bounds the import, and the export.
    var balanceRows: (imports: Set<Int>, exports: Set<Int>) = ([], [])
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
        importRoom = input.accounts.rows(repeating: .infinity)
        exportRoom = input.accounts.rows(repeating: -.infinity)
        trimmed = input.accounts.rows(repeating: 0)
        for (slot, account) in input.accounts.kept.enumerated() {
            for node in 0..<model.nodeCount {
                let row = slot * model.nodeCount + node
                let load = base.interval(account, node)
                let scale = account == .equivalent ? model.nodeScale[node] : 1
                let trim = Self.trim(memory.nodes[node], account, input)
                if let limit = limits.bound(account, node, .import, input) {
                    let free = Self.withoutLosses(limit.usable.kilowatts, node, input, base) - load.maximum
                    trimmed[row] = memory.nodes[node].excessDirection == .export ? 0 : trim * scale
                    let unplaced = node == 0 ? input.unplacedImport.kilowatts * model.part(of: account, node) : 0
                    importRoom[row] = (free - unplaced) * scale - reserve[row] - trimmed[row] - fixed.importKW[row]
                }
                if let limit = limits.bound(account, node, .export, input) {
                    let free = limit.usable.kilowatts + load.minimum
                    let withheld = memory.nodes[node].excessDirection == .export ? trim : 0
                    exportRoom[row] = (withheld - free) * scale - fixed.exportKW[row]
                }
            }
        }
        if model.isAnyUnbalanceLimited { keepBalance(input, fixed: fixed) }
    }

    /// What the ladder takes from an account: a trim of an excess in total, or on a phase.
    private static func trim(_ node: NodeMemory, _ account: FlowAccount, _ input: DispatchInput) -> Double {
        let isOfPhase = node.excessAccount.phase != nil
        guard input.accounts.followsPhases else { return isOfPhase ? 3 * node.trimKW : node.trimKW }
        return isOfPhase == (account.phase != nil) && (!isOfPhase || node.excessAccount == account) ? node.trimKW : 0
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
        var imports = input.accounts.rows(repeating: 0)
        var exports = imports
        for der in 0..<model.derCount where !counted.isDispatchable[der] {
            input.accounts.add(counted.importKW[der], of: der, to: &imports)
            input.accounts.add(counted.exportKW[der], of: der, to: &exports)
        }
        for gone in input.departed {
            for (slot, account) in input.accounts.kept.enumerated() {
                let row = slot * model.nodeCount + gone.node
                imports[row] += gone.band.importLimit.kilowatts * gone.shares[account]
                exports[row] -= gone.band.exportLimit.kilowatts * gone.shares[account]
            }
        }
        input.accounts.sumUp(&imports)
        input.accounts.sumUp(&exports)
        return (imports, exports)
    }
}
