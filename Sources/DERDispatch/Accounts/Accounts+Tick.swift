// SPDX-License-Identifier: Apache-2.0

import GridModel

extension FlowAccount {
    /// The phase that is counted; nil for sums of phases.
    var phase: PhaseCode? {
        switch self {
        case .a: .a
        case .b: .b
        case .c: .c
        case .total, .equivalent: nil
        }
    }

    /// The account of a phase; nil for several.
    init?(_ phase: PhaseCode) {
        guard let account = Self.phases.first(where: { $0.phase == phase }) else { return nil }
        self = account
    }

    /// The accounts of single phases.
    static let phases: [FlowAccount] = [.a, .b, .c]
}

extension Accounts {
    /// The accounts of a tick: phases are followed where something is unbalanced, or known by phase.
    init(_ model: DispatchModel, _ state: FleetState, _ limits: LimitBook, _ memory: DispatchMemory) {
        let learned = PhaseUse.known(model, memory)
        guard Self.isAnythingByPhase(model, state, limits, hasLearned: !learned.isEmpty) else {
            self.init(kept: [.equivalent], shares: model.phases.shares, index: model.index)
            return
        }
        var shares = model.phases.shares
        var ratios: [Int: Double] = [:]
        for (der, phases) in learned {
            let all = model.feeder.ders[der].phases
            shares[der] = FollowedPhases.shares(using: phases, of: all)
            ratios[der] = memory.ders[der].outletRatio(model.feeder.ders[der])
        }
        var commanded: [Int: Double] = [:]
        var uncertain: [Int: PhaseCode] = [:]
        for (der, known) in memory.phaseSwitches {
            if known.phases < PhaseSwitch.all { commanded[der] = ratios[der] }
            if known.isUncertain, ratios[der] == nil { uncertain[der] = model.feeder.ders[der].phaseRotation[0] }
        }
        let kept: [FlowAccount] = Self.needsEquivalents(model, limits) ? FlowAccount.allCases : [.a, .b, .c, .total]
        self.init(
            kept: kept, shares: shares, ratios: ratios, commanded: commanded, uncertain: uncertain, index: model.index)
    }

    private static func isAnythingByPhase(
        _ model: DispatchModel, _ state: FleetState, _ limits: LimitBook, hasLearned: Bool
    ) -> Bool {
        guard model.phases.isFollowed.contains(true) else { return false }
        if !model.switchers.isEmpty { return true }
        if hasLearned || model.phases.isAnyUnbalanced || model.isAnyUnbalanceLimited || model.isAnyGivenByPhase {
            return true
        }
        if limits.limits.values.contains(where: { $0.phase != nil }) { return true }
        return state.meters.contains { $0.phasePowerKW != nil }
    }

    /// Whether a node where no phases are followed has a limit of a phase.
    private static func needsEquivalents(_ model: DispatchModel, _ limits: LimitBook) -> Bool {
        guard model.phases.isFollowed.contains(false) else { return false }
        for (node, isFollowed) in zip(model.feeder.nodes, model.phases.isFollowed) where !isFollowed {
            if case .current = node.rating { return true }
            if node.importLimitByPhase != nil || node.exportLimitByPhase != nil { return true }
        }
        return limits.limits.values.contains { limit in
            if case .current = limit.value { true } else { limit.phase != nil }
        }
    }
}
