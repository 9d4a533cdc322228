// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The whole step of one tick: from what is known to what each DER is to do, and why.
///
/// Pure: the same build and the same input give the same plan, bit for bit. The order is that of design.md section 4:
/// expire, obedience and ladder, limits, base load, envelopes, turns, allocation, raises, dead band, invariants,
/// reasons.
public struct Dispatcher: Sendable {
    private var solver = FillingSolver()

    /// A dispatcher; it keeps only work arrays.
    public init() {}

    /// Decides one tick.
    ///
    /// - Returns: the plan and what the next tick must remember.
    public mutating func dispatch(_ given: DispatchInput) -> (plan: DispatchPlan, memory: DispatchMemory) {
        var input = given
        var memory = given.memory
        input.state.advance(to: input.now, input.model)
        PhaseUse.revise(input, &memory)
        PhaseTransition.revise(input, &memory)
        input.accounts = Accounts(input.model, input.state, input.limits, memory)
        input.readings = TickReadings.of(input)
        let findings = Obedience.revise(input, &memory)
        DemandEstimate.revise(input, &memory)
        let counted = CountedPower(input, memory: memory)
        let base = BaseLoadEstimate(input, counted: counted, memory: &memory)
        let given = NodeLimits(input, amperes: AmpereLimits(input, base: base, counted: counted))
        var limits = given
        // What was lifted at the last tick is no excess at this one, before it is lifted again.
        if !input.model.guarantees.isEmpty { limits.lift(as: memory, input) }
        Ladder.handBack(findings, input, &memory)
        Ladder.climb(input, limits: limits, &memory)
        StorageEstimate.revise(&input, limits: limits, counted: counted, &memory)
        let relief = StorageRelief(input, limits: limits)
        var ranges = DERRange.all(input, counted: counted, relief: relief, memory: memory)
        limits = given
        var room = RoomEnvelope(input, limits: limits, base: base, counted: counted, memory: memory)
        if !input.model.guarantees.isEmpty {
            GuaranteedPower.keep(
                input, &limits, room: room, counted: counted, ranges: &ranges, memory: &memory, solver: &solver)
            room = RoomEnvelope(input, limits: limits, base: base, counted: counted, memory: memory)
        }
        let wanted = ranges
        PhaseChoice.revise(input, room: room, wanted: wanted, &memory, solver: &solver)
        let fairKW = fairShare(input, room, wanted, memory)
        if let fairKW { TurnCredit.settle(input, ranges: wanted, fairKW: fairKW, memory: &memory) }
        let admission = Admission(input, room: room, fairKW: fairKW, ranges: &ranges, memory: &memory)
        if let fairKW { TurnCredit.weigh(&ranges, input, fairKW: fairKW, memory) }
        GuaranteedPower.raiseFloors(&ranges)
        var target = TargetAllocation(input, room: room, ranges: ranges, solver: &solver)
        target.tellRatings(input, room: room, ranges: ranges)
        let raise = RaiseRoom(
            input, room: room, ranges: ranges, target: target, counted: counted, memory: memory, solver: &solver)
        var plan: DispatchPlan
        let raised: [Int]
        // A scope of its own: while a decision holds the memory, a change to it would copy it all.
        do {
            var decision = Decision(
                input: input, memory: memory, limits: limits, base: base, counted: counted, room: room, wanted: wanted,
                ranges: ranges, admission: admission, target: target, raise: raise)
            decision.settle()
            plan = decision.plan()
            PhaseTransition.proceed(decision, &plan, &memory)
            raised = decision.raised
        }
        for der in raised { memory.ders[der].raisedAt = input.now.steady }
        CutMemory.settle(plan, input, &memory)
        memory.lastTick = input.now.steady
        return (plan, memory)
    }

    /// The share everybody would have without the gap, kW; nil where the room holds everybody's minimum.
    private mutating func fairShare(
        _ input: DispatchInput, _ room: RoomEnvelope, _ wanted: [DERRange], _ memory: DispatchMemory
    ) -> [Double]? {
        guard Admission.isContended(input, room: room, ranges: wanted) else { return nil }
        let relaxed = Admission.relaxed(wanted, input, memory)
        return TargetAllocation(input, room: room, ranges: relaxed, solver: &solver).targetKW
    }
}

/// Everything one tick found out, on its way to becoming a plan.
struct Decision {
    let input: DispatchInput
    let memory: DispatchMemory
    let limits: NodeLimits
    let base: BaseLoadEstimate
    let counted: CountedPower
    let room: RoomEnvelope
    let wanted: [DERRange]
    let ranges: [DERRange]
    let admission: Admission
    let target: TargetAllocation
    let raise: RaiseRoom

    /// What is to be in force, kW; for DERs that are not dispatched, what they hold.
    private(set) var powerKW: [Double] = []
    /// The same as current for AC EVSEs.
    private(set) var current: [Current?] = []
    /// What each DER counts for as an import once this plan is sent, kW.
    private(set) var countedImportKW: [Double] = []
    /// The rung of the ladder above each node, and where it stands.
    private(set) var stages: [(stage: LadderStage, node: Int)] = []
    /// Who sets the price at each node.
    let prices: PriceSetters

    init(
        input: DispatchInput, memory: DispatchMemory, limits: NodeLimits, base: BaseLoadEstimate,
        counted: CountedPower, room: RoomEnvelope, wanted: [DERRange], ranges: [DERRange], admission: Admission,
        target: TargetAllocation, raise: RaiseRoom
    ) {
        self.input = input
        self.memory = memory
        self.limits = limits
        self.base = base
        self.counted = counted
        self.room = room
        self.wanted = wanted
        self.ranges = ranges
        self.admission = admission
        self.target = target
        self.raise = raise
        prices = PriceSetters(input, target)
    }

    /// Settles the powers: dead band, ladder, stop, and the grid of the wire.
    mutating func settle() {
        stages = Ladder.stages(input.model, memory)
        (powerKW, current) = settledPowers()
        countedImportKW = countedImports()
    }

    // Apart from `settle`, which changes the decision: what only reads it need not copy it for each DER.
    private func settledPowers() -> (powerKW: [Double], current: [Current?]) {
        var powerKW = raise.powerKW
        let waiting = powerKW.indices.map { der in
            let isStart = raise.isAwaitingRoom[der] && input.state.ders[der].allowed.importLimit <= .zero
            return isStart ? ranges[der].minimum ?? -.infinity : -.infinity
        }
        DeadBand.apply(
            &powerKW, input, ranges: ranges, room: room.importRoom, exportRoom: room.exportRoom, counted: counted,
            waiting: waiting)
        var current = [Current?](repeating: nil, count: powerKW.count)
        for der in powerKW.indices where isCommanded(der) {
            let asked = ranges[der].participates ? wanted[der].asked : 0
            (powerKW[der], current[der]) = Quantization.place(
                overridden(der, powerKW[der]), asked: asked, der: der, input)
        }
        return (powerKW, current)
    }

    private func countedImports() -> [Double] {
        var imports = counted.importKW
        for der in imports.indices where powerKW[der] > 0 && isCommanded(der) && !input.isKnownEmpty(der) {
            imports[der] = max(imports[der], powerKW[der])
        }
        return imports
    }

    /// Whether the DER gets a setpoint: it is dispatchable, or disobedient and told again.
    func isCommanded(_ der: Int) -> Bool { counted.isCommanded[der] }

    /// DERs whose limit in force rises with this tick.
    var raised: [Int] {
        powerKW.indices.filter { der in
            guard isCommanded(der), !input.isKnownEmpty(der) else { return false }
            let allowed = input.state.ders[der].allowed
            return powerKW[der] > allowed.importLimit.kilowatts + 1e-6
                || powerKW[der] < -allowed.exportLimit.kilowatts - 1e-6
        }
    }

    private func overridden(_ der: Int, _ wished: Double) -> Double {
        let stage = stages[Int(input.model.index.nodeOfDER[der])]
        if ranges[der].participates, stage.stage < .defaults, !input.isStopped { return gapped(wished, der) }
        let band = input.state.defaultBand(der)
        let power = ranges[der].participates ? wished : held(der, band)
        if input.isStopped {
            return gapped(min(max(power, -band.exportLimit.kilowatts), band.importLimit.kilowatts), der)
        }
        let direction = memory.nodes[stage.node].excessDirection ?? .import
        return gapped(Ladder.cap(power, default: band, stage: stage.stage, direction), der)
    }

    /// What is held where the allocation has no say: the default while no vehicle is there, else what is in force.
    private func held(_ der: Int, _ band: PowerBand) -> Double {
        if input.isKnownEmpty(der) { return gapped(band.importLimit.kilowatts, der) }
        let command = input.state.ders[der].command?.power.kilowatts
        let held = command ?? min(band.importLimit.kilowatts, input.state.ders[der].allowed.importLimit.kilowatts)
        return memory.ders[der].isDisobeying(at: input.now.steady) ? derated(held, der) : gapped(held, der)
    }

    /// What a DER that does not follow is told while it is out of the sharing: the least that keeps it working, nothing
    /// where even that has no room, and never a discharge (rules 7 and 11).
    private func derated(_ power: Double, _ der: Int) -> Double {
        switch input.model.feeder.ders[der].unit {
        case .evse:
            hasRoom(input.minimumChargeKW(der), der)
                ? gapped(min(max(power, 0), input.minimumChargeKW(der)), der) : 0
        case .load(let load): min(power, load.minimum.kilowatts)
        case .battery: 0
        case .photovoltaic: min(power, 0)
        }
    }

    /// Whether the path of a DER that is out of the sharing would hold this much in place of what it counts for.
    private func hasRoom(_ power: Double, _ der: Int) -> Bool {
        let freed = counted.importKW[der] - power
        return input.accounts.allRows(onPathOf: der) { room.importRoom[$0] + freed * $1 >= 0 }
    }

    /// Nothing between 0 and the least that works.
    private func gapped(_ power: Double, _ der: Int) -> Double {
        guard input.model.isEVSE[der], power > 0, input.settings.guards.contains(.gap) else { return power }
        let minimum = input.minimumChargeKW(der)
        if power >= minimum { return power }
        guard case .evse(let evse) = input.model.feeder.ders[der].unit else { return power }
        // A default given as exactly the minimum at nominal voltage means the minimum.
        return power >= evse.minimumCharge.kilowatts - 1e-9 ? minimum : 0
    }
}
