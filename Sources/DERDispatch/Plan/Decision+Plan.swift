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
            reason: reason(der))
        planned.storage = storagePlan(der)
        if planned.reason.cause == .unconstrained, isHeldBack(der) { planned.reason.cause = .ownBounds }
        return planned
    }

    private func reason(_ der: Int) -> SetpointReason {
        let principle = input.model.principle[der]
        guard isCommanded(der) else { return SetpointReason(cause: .notDispatchable, principle: principle) }
        if memory.ders[der].isDisobeying(at: input.now.steady) {
            return SetpointReason(cause: .disobeying, principle: principle)
        }
        if input.isKnownEmpty(der) { return SetpointReason(cause: .noVehicle, principle: principle) }
        if input.isStopped { return SetpointReason(cause: .stopped, principle: principle) }
        let stage = stages[Int(input.model.index.nodeOfDER[der])]
        if stage.stage >= .defaults {
            return atRow(
                input.accounts.wholeRow(stage.node), .excess, memory.nodes[stage.node].excessDirection ?? .import, der)
        }
        return scarcity(der)
    }

    private func scarcity(_ der: Int) -> SetpointReason {
        // A step of the wire's grid is no cut.
        let resolution = max(0.01, 1.1 * Quantization.stepKW(der, input))
        let less = wanted[der].asked - powerKW[der]
        // A photovoltaic unit is cut only below what it could deliver; uncurtailed it may be told more.
        let isPV = input.model.feeder.ders[der].unit.kind == .photovoltaic
        let isCut = isPV ? -less > resolution : abs(less) > resolution
        guard isCut else { return SetpointReason(cause: .unconstrained, principle: input.model.principle[der]) }
        let binding = prices.row(of: der, input, target)
        let cause = cause(der, isPriced: binding != nil)
        if cause == .notAdmitted, let row = tightestRow(der) {
            var reason = atRow(row, cause, .import, der)
            reason.missing = missing(der, atRow: row)
            return reason
        }
        if let row = binding {
            var reason = atRow(row, cause, target.prices[row] > 0 ? .import : .export, der)
            if cause == .limited { reason.gainPerKW = prices.gainPerKW(der, atRow: row, input, target) }
            return reason
        }
        return SetpointReason(cause: cause, principle: input.model.principle[der])
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

    /// The reason that lies at a node, in an account there: a limit of a phase is stated as that phase's.
    private func atRow(
        _ row: Int, _ cause: SetpointReason.Cause, _ direction: FlowDirection, _ der: Int
    ) -> SetpointReason {
        let (node, account) = (input.accounts.node(ofRow: row), input.accounts.account(ofRow: row))
        let bound = limits.bound(account, node, direction, input)
        var reason = SetpointReason(
            cause: cause, node: input.model.feeder.nodes[node].id, direction: direction,
            limit: bound?.limit, usable: bound?.usable,
            reference: bound?.reference, price: shadowPrice(ofRow: row), principle: input.model.principle[der])
        reason.phase = account.phase
        if room.isBalance(row, direction), let most = limits.unbalanceKW(node, input) {
            reason.isUnbalance = true
            reason.limit = .kilowatts(most)
            reason.usable = reason.limit
            reason.reference = .rating
        }
        return reason
    }
}
