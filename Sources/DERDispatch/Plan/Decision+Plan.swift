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
        return PlannedSetpoint(
            power: isCommanded ? .kilowatts(powerKW[der]) : nil, current: current[der], target: .kilowatts(goal),
            asked: .kilowatts(wanted[der].asked), countedImport: .kilowatts(countedImport(der)),
            countedExport: .kilowatts(counted.exportKW[der]), guaranteed: .kilowatts(wanted[der].guaranteed),
            reason: reason(der))
    }

    /// What the DER counts for once this plan is sent.
    func countedImport(_ der: Int) -> Double {
        guard isCommanded(der), !input.isKnownEmpty(der) else { return counted.importKW[der] }
        return powerKW[der] > 0 ? max(counted.importKW[der], powerKW[der]) : counted.importKW[der]
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
            return atNode(stage.node, .excess, memory.nodes[stage.node].excessDirection ?? .import, der)
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
        let cause = cause(der, isCut: isCut)
        if cause == .notAdmitted, let node = tightestNode(der) {
            var reason = atNode(node, cause, .import, der)
            reason.missing = missing(der, at: node)
            return reason
        }
        if let node = bindingNode(der), cause != .unconstrained {
            var reason = atNode(node, cause, target.nodePrice[node] > 0 ? .import : .export, der)
            if cause == .limited { reason.gainPerKW = prices.gainPerKW(der, input.model, target) }
            return reason
        }
        return SetpointReason(cause: cause, principle: input.model.principle[der])
    }

    private func cause(_ der: Int, isCut: Bool) -> SetpointReason.Cause {
        if !isCut { return .unconstrained }
        if wanted[der].minimum != nil, !memory.ders[der].isAdmitted { return .notAdmitted }
        if raise.isAwaitingRoom[der] { return .awaitingRoom }
        if raise.isStepping[der] {
            let settled = input.now.steady - memory.startedAt >= input.settings.settlingTime
            return settled ? .raising : .afterRestart
        }
        return bindingNode(der) == nil ? .ownBounds : .limited
    }

    /// The node whose price the DER pays.
    private func bindingNode(_ der: Int) -> Int? { prices.node(at: Int(input.model.index.nodeOfDER[der])) }

    /// The node that keeps a waiting EVSE waiting: the one its minimum does not fit under, or else the one that leaves
    /// it the least.
    private func tightestNode(_ der: Int) -> Int? {
        if admission.blockedAt[der] >= 0 { return Int(admission.blockedAt[der]) }
        let path = input.model.index.path(from: Int(input.model.index.nodeOfDER[der]))
        return path.filter { limits.importLimit[$0] != nil }.min { admission.leftOver[$0] < admission.leftOver[$1] }
    }

    /// What a node lacks for the minimum of an EVSE that waits, as power there; nil where it would fit and only its turn
    /// has not come.
    private func missing(_ der: Int, at node: Int) -> ActivePower? {
        guard let minimum = wanted[der].minimum else { return nil }
        let lacking = minimum * input.model.derScale[der] - admission.leftOver[node]
        return lacking > 0 ? .kilowatts(lacking / input.model.nodeScale[node]) : nil
    }

    private func atNode(
        _ node: Int, _ cause: SetpointReason.Cause, _ direction: FlowDirection, _ der: Int
    ) -> SetpointReason {
        let limit = direction == .import ? limits.importLimit[node] : limits.exportLimit[node]
        let parent = Int(input.model.index.parent[node])
        let above = parent >= 0 ? target.nodePrice[parent] : 0
        return SetpointReason(
            cause: cause, node: input.model.feeder.nodes[node].id, direction: direction, limit: limit?.limit,
            usable: limit?.usable, reference: limit?.reference,
            price: target.nodePrice.isEmpty ? 0 : target.nodePrice[node] - above,
            principle: input.model.principle[der])
    }
}
