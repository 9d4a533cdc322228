// SPDX-License-Identifier: Apache-2.0

/// What the flows of a subtree can reach, in kW: on each phase and in total.
struct PhaseReach: Sendable {
    /// Between these lies each flow that keeps the limits below, as relaxed; not each value between is reached.
    var least = PhaseFlow.zero
    var most = PhaseFlow.zero
    /// The same without regard to limits: beyond these no flow lies in any case.
    var floor = PhaseVector.zero
    var ceiling = PhaseVector.zero

    @inline(__always)
    mutating func add(fixedKW: PhaseVector) {
        least.add(PhaseFlow(phases: fixedKW, total: fixedKW.sum))
        most.add(PhaseFlow(phases: fixedKW, total: fixedKW.sum))
        floor.add(fixedKW)
        ceiling.add(fixedKW)
    }

    @inline(__always)
    mutating func add(_ der: PriceResponse, _ share: PhaseShare) {
        least.phases.add(share.vector, times: der.lowerKW)
        least.total += der.lowerKW
        most.phases.add(share.vector, times: der.upperKW)
        most.total += der.upperKW
        floor.add(share.vector, times: der.lowerKW)
        ceiling.add(share.vector, times: der.upperKW)
    }

    @inline(__always)
    mutating func add(_ child: PhaseReach) {
        least.add(child.least)
        most.add(child.most)
        floor.add(child.floor)
        ceiling.add(child.ceiling)
    }

    /// Phases and total bound each other.
    mutating func tighten() {
        least.total = max(least.total, least.phases.sum)
        most.total = min(most.total, most.phases.sum)
        let (low, high) = (least.phases, most.phases)
        least.phases = PhaseVector(
            a: max(low.a, least.total - high.b - high.c), b: max(low.b, least.total - high.c - high.a),
            c: max(low.c, least.total - high.a - high.b))
        most.phases = PhaseVector(
            a: min(high.a, most.total - low.b - low.c), b: min(high.b, most.total - low.c - low.a),
            c: min(high.c, most.total - low.a - low.b))
    }

    /// Moves the node's bounds on a flow as far as this reach forces them, and the reach into the bounds.
    mutating func relax(_ flow: LimitedFlow, _ bounds: (lower: Double, upper: Double)) -> RelaxedBounds {
        let range = reach(of: flow)
        let margin = Self.margin * (1 + floor(of: flow).magnitude + ceiling(of: flow).magnitude)
        let upper = max(bounds.upper, range.least)
        let lower = min(bounds.lower, bounds.upper, range.most)
        clamp(flow, lower, upper)
        // Inside the bounds, but never beyond what can be reached.
        var aim = (floor: min(lower + margin, range.most), ceiling: max(upper - margin, range.least))
        if aim.floor > aim.ceiling {
            let middle = min(range.most, max(range.least, lower + (upper - lower) / 2))
            aim = (middle, middle)
        }
        return RelaxedBounds(lower: lower, upper: upper, floor: aim.floor, ceiling: aim.ceiling, margin: margin)
    }

    /// Whether no limit is needed to keep the flow within these bounds.
    func never(_ flow: LimitedFlow, passes bounds: RelaxedBounds) -> (lower: Bool, upper: Bool) {
        (floor(of: flow) >= bounds.lower + bounds.margin, ceiling(of: flow) <= bounds.upper - bounds.margin)
    }

    /// This share of the sums' size is more than their rounding.
    private static let margin = 1e-13

    private func reach(of flow: LimitedFlow) -> (least: Double, most: Double) {
        switch flow {
        case .a, .b, .c, .total: (least.kW(of: flow), most.kW(of: flow))
        case .aOverB: (least.phases.a - most.phases.b, most.phases.a - least.phases.b)
        case .bOverC: (least.phases.b - most.phases.c, most.phases.b - least.phases.c)
        case .cOverA: (least.phases.c - most.phases.a, most.phases.c - least.phases.a)
        }
    }

    private func floor(of flow: LimitedFlow) -> Double {
        switch flow {
        case .a: floor.a
        case .b: floor.b
        case .c: floor.c
        case .total: floor.sum
        case .aOverB: floor.a - ceiling.b
        case .bOverC: floor.b - ceiling.c
        case .cOverA: floor.c - ceiling.a
        }
    }

    private func ceiling(of flow: LimitedFlow) -> Double {
        switch flow {
        case .a: ceiling.a
        case .b: ceiling.b
        case .c: ceiling.c
        case .total: ceiling.sum
        case .aOverB: ceiling.a - floor.b
        case .bOverC: ceiling.b - floor.c
        case .cOverA: ceiling.c - floor.a
        }
    }

    private mutating func clamp(_ flow: LimitedFlow, _ lower: Double, _ upper: Double) {
        func clamped(_ value: Double) -> Double { max(lower, min(upper, value)) }
        switch flow {
        case .a: (least.phases.a, most.phases.a) = (clamped(least.phases.a), clamped(most.phases.a))
        case .b: (least.phases.b, most.phases.b) = (clamped(least.phases.b), clamped(most.phases.b))
        case .c: (least.phases.c, most.phases.c) = (clamped(least.phases.c), clamped(most.phases.c))
        case .total: (least.total, most.total) = (clamped(least.total), clamped(most.total))
        case .aOverB, .bOverC, .cOverA: break
        }
    }
}
