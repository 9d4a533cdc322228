// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// What each phase of each node carries and what bounds it; nil where phases are not followed.
    func phasePlans() -> [NodePhases?] {
        let (model, accounts) = (input.model, input.accounts)
        var plans = [NodePhases?](repeating: nil, count: model.nodeCount)
        guard accounts.followsPhases else { return plans }
        let (imports, exports) = countedRows()
        for node in 0..<model.nodeCount where model.phases.isFollowed[node] {
            var plan = NodePhases(countedImportKW: .zero, countedExportKW: .zero)
            for (slot, account) in accounts.kept.enumerated() where account.phase != nil {
                let row = slot * model.nodeCount + node
                let load = base.interval(account, node)
                plan.countedImportKW[account] = load.maximum + imports[row]
                plan.countedExportKW[account] = load.minimum + exports[row]
            }
            plan.measuredKW = input.liveMeterPhases(node)?.value
            plan.importLimitKW = phaseLimits(node, .import)
            plan.exportLimitKW = phaseLimits(node, .export)
            plan.unbalanceLimit = limits.unbalanceKW(node, input).map { .kilowatts($0) }
            plans[node] = plan
        }
        return plans
    }

    private func countedRows() -> (imports: [Double], exports: [Double]) {
        let accounts = input.accounts
        var imports = accounts.rows(repeating: 0)
        var exports = imports
        for der in powerKW.indices {
            accounts.add(countedImportKW[der], of: der, to: &imports)
            accounts.add(min(counted.exportKW[der], powerKW[der]), of: der, to: &exports)
        }
        for gone in input.departed {
            for (slot, account) in accounts.kept.enumerated() {
                let row = slot * accounts.nodeCount + gone.node
                imports[row] += gone.band.importLimit.kilowatts * gone.shares[account]
                exports[row] -= gone.band.exportLimit.kilowatts * gone.shares[account]
            }
        }
        accounts.sumUp(&imports)
        accounts.sumUp(&exports)
        return (imports, exports)
    }

    private func phaseLimits(_ node: Int, _ direction: FlowDirection) -> PhaseVector? {
        var kW = PhaseVector(repeating: .infinity)
        for account in FlowAccount.phases {
            if let limit = limits.bound(account, node, direction, input) { kW[account] = limit.limit.kilowatts }
        }
        return min(kW.a, kW.b, kW.c) < .infinity ? kW : nil
    }
}
