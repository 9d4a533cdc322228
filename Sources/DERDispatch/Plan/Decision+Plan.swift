// SPDX-License-Identifier: Apache-2.0

import GridModel

extension Decision {
    /// The plan, with the reason for each number.
    func plan() -> DispatchPlan {
        let nodes = nodePlans()
        let setpoints = (0..<input.model.derCount).map { setpoint($0) }
        return DispatchPlan(madeAt: input.now, setpoints: setpoints, nodes: nodes, alarms: alarms(nodes))
    }

    private func setpoint(_ der: Int) -> PlannedSetpoint {
        let isCommanded = isCommanded(der)
        let goal = ranges[der].participates ? target.targetKW[der] : powerKW[der]
        var planned = PlannedSetpoint(
            power: isCommanded ? .kilowatts(powerKW[der]) : nil, current: current[der], target: .kilowatts(goal),
            asked: .kilowatts(wanted[der].asked), countedImport: .kilowatts(countedImportKW[der]),
            countedExport: .kilowatts(counted.exportKW[der]), guaranteed: .kilowatts(wanted[der].guaranteed),
            reason: SetpointReason(cause: .unconstrained, principle: input.model.principle[der]))
        explain(der, &planned.reason)
        if input.model.isStorage[der] { planned.storage = storagePlan(der) }
        if planned.reason.cause == .unconstrained, isHeldBack(der) { planned.reason.cause = .ownBounds }
        return planned
    }

    // In place, here and below: a reason is long, and there is one for each DER.
    private func explain(_ der: Int, _ reason: inout SetpointReason) {
        if !isCommanded(der) {
            reason.cause = .notDispatchable
        } else if memory.ders[der].isDisobeying(at: input.now.steady) {
            reason.cause = .disobeying
        } else if input.isKnownEmpty(der) {
            reason.cause = .noVehicle
        } else if input.isStopped {
            reason.cause = .stopped
        } else {
            let stage = stages[Int(input.model.index.nodeOfDER[der])]
            guard stage.stage >= .defaults else { return explainCut(der, &reason) }
            let direction = memory.nodes[stage.node].excessDirection ?? .import
            reason.cause = .excess
            place(&reason, atRow: input.accounts.wholeRow(stage.node), direction)
        }
    }

    private func explainCut(_ der: Int, _ reason: inout SetpointReason) {
        // A step of the wire's grid is no cut.
        let resolution = max(0.01, 1.1 * Quantization.stepKW(der, input))
        let less = wanted[der].asked - powerKW[der]
        // A photovoltaic unit is cut only below what it could deliver; uncurtailed it may be told more.
        let isCut = input.model.declared.isPhotovoltaic[der] ? -less > resolution : abs(less) > resolution
        guard isCut else { return }
        let binding = prices.row(of: der, input, target)
        reason.cause = cause(der, isPriced: binding != nil)
        if reason.cause == .notAdmitted, let row = tightestRow(der) {
            place(&reason, atRow: row, .import)
            reason.missing = missing(der, atRow: row)
        } else if let row = binding {
            place(&reason, atRow: row, target.prices[row] > 0 ? .import : .export)
            if reason.cause == .limited { reason.gainPerKW = prices.gainPerKW(der, atRow: row, input, target) }
        }
    }

    /// Why a DER is cut; `isPriced` where it pays the price of a limit.
    private func cause(_ der: Int, isPriced: Bool) -> SetpointReason.Cause {
        if wanted[der].minimum != nil, !memory.ders[der].isAdmitted { return .notAdmitted }
        if raise.isAwaitingRoom[der] { return .awaitingRoom }
        if raise.isStepping[der] {
            let settled = input.now.steady - memory.startedAt >= input.settings.settlingTime
            return settled ? .raising : .afterRestart
        }
        return isPriced ? .limited : .ownBounds
    }

    /// The node and account that keep a waiting EVSE waiting: those its minimum does not fit under, or else the one that leaves
    /// it the least.
    private func tightestRow(_ der: Int) -> Int? {
        if admission.blockedAt[der] >= 0 { return Int(admission.blockedAt[der]) }
        var tightest: Int?
        input.accounts.forEachRow(onPathOf: der) { row, _ in
            let isLess = tightest.map { admission.leftOver[row] < admission.leftOver[$0] } ?? true
            if room.importRoom[row] < .infinity, isLess { tightest = row }
        }
        return tightest
    }

    /// What a node lacks for the minimum of an EVSE that waits, as power there; nil where it would fit and only its turn
    /// has not come.
    private func missing(_ der: Int, atRow row: Int) -> ActivePower? {
        guard let minimum = wanted[der].minimum else { return nil }
        let account = input.accounts.account(ofRow: row)
        let lacking = minimum * input.accounts.shares[der][account] - admission.leftOver[row]
        let scale = account == .equivalent ? input.model.nodeScale[input.accounts.node(ofRow: row)] : 1
        return lacking > 0 ? .kilowatts(lacking / scale) : nil
    }

    /// Says that the reason lies at a node, in an account there: a limit of a phase is stated as that phase's.
    private func place(_ reason: inout SetpointReason, atRow row: Int, _ direction: FlowDirection) {
        let (node, account) = (input.accounts.node(ofRow: row), input.accounts.account(ofRow: row))
        let bound = limits.bound(account, node, direction, input)
        reason.node = input.model.feeder.nodes[node].id
        reason.direction = direction
        reason.limit = bound?.limit
        reason.usable = bound?.usable
        reason.reference = bound?.reference
        reason.price = shadowPrice(ofRow: row)
        reason.phase = account.phase
        if room.isBalance(row, direction), let most = limits.unbalanceKW(node, input) {
            reason.isUnbalance = true
            reason.limit = .kilowatts(most)
            reason.usable = reason.limit
            reason.reference = .rating
        }
    }
}
