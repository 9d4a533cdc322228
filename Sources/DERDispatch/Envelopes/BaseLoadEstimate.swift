// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The uncontrolled load below each node, as an interval in kW: measured by difference where there is a live meter,
/// else as declared.
///
/// A meter M and the DERs' readings D are not of the same instant, so M - D is wrong for a while whenever a DER moves.
/// What is certain at any time is
///
///     M - (most the DERs may be drawing)  <=  uncontrolled  <=  M - (least they may be drawing)
///
/// where a reading that is time-aligned with the meter's pins both sides. The estimate is held, moved at once as far as
/// these bounds demand, and drawn slowly towards M - D. A DER that was told something new since its reading is likely
/// anywhere between the two, and what it was told before if that is not long ago, and what lies within that draws the
/// estimate nowhere: else each cut would seem, until the vehicles report, to be a change of the base load. At first
/// nothing is known, and the estimate begins at the worst that the meter and the declared bounds leave. So an
/// uncontrolled step is seen with the next sample of the meter, and a DER's own ramp is not mistaken for one.
///
/// There are two estimates, one for each limit: the greatest plus what the DERs count for as imports is never below M,
/// the least plus what they count for as exports never above it. So relief that ends unseen, a cloud or a vehicle that
/// stops, shows with the next sample of the meter, before the DER itself reports.
struct BaseLoadEstimate {
    /// Least uncontrolled load below each node, kW.
    var minimum: [Double]
    /// Greatest uncontrolled load below each node, kW.
    var maximum: [Double]
    /// The greatest, seen at once where stations are told amperes and nobody measures their voltage: what they count
    /// for then is up to a fifth more than they draw, and a step of the load that is no larger shows in `maximum` only
    /// slowly. In kW no harm is done, both together are what the meter reads; an ampere limit needs to know.
    private var atOnceKW: [Double]
    /// Whether it is measured (else assumed as declared).
    var isMeasured: [Bool]
    /// The same on each phase, kW, where phases are followed. What no meter has by phase is taken to be on all phases
    /// alike.
    private var onPhases: [PhaseLoad] = []

    /// What is on fewer phases counts beyond its total where phases are not followed, in each direction, kW: as if each
    /// phase carried what its heaviest does.
    private var beyond: [(least: Double, most: Double)] = []
    private let nodeScale: [Double]

    /// Two samples count as time-aligned when their source times are this close: two ticks.
    static let alignmentMilliseconds: Int64 = 2_000
    /// A DER this close to its setpoint, as a part of its plate, is between what it measured and that.
    static let settledWithin = 0.05
    /// Time constant of the slow approach: long against a station's meter interval of 10 s.
    static let timeConstantSeconds = 20.0
    /// What a class 1 meter and its wiring may be off, as a part of the reading, and never less than this many kW.
    static let tolerance = (part: 0.005, kilowatts: 0.02)

    init(_ input: DispatchInput, counted: CountedPower, memory: inout DispatchMemory) {
        let model = input.model
        minimum = model.declaredBase.map(\.minimum)
        maximum = model.declaredBase.map(\.maximum)
        atOnceKW = maximum
        isMeasured = Array(repeating: false, count: model.nodeCount)
        nodeScale = model.nodeScale
        var elapsed = memory.lastTick.map { (input.now.steady - $0).inSeconds } ?? 0
        elapsed = min(max(elapsed, 0), Self.timeConstantSeconds)
        let departed = DepartedPower.sums(input)
        let drawn = DrawnPowers.of(.total, input, counted)
        let isMeasuredByPhase = input.accounts.followsPhases && input.state.meters.contains { $0.phasePowerKW != nil }
        let drawnOnPhases = isMeasuredByPhase ? FlowAccount.phases.map { DrawnPowers.of($0, input, counted) } : []
        var below = PhaseLoad.Sums(input)
        if input.accounts.followsPhases {
            onPhases = Array(repeating: PhaseLoad(), count: model.nodeCount)
            beyond = Array(repeating: (0, 0), count: model.nodeCount)
        }
        for node in stride(from: model.nodeCount - 1, through: 0, by: -1) {
            if let measured = input.liveMeter(node) {
                var bounds = drawn.sum(model.index.ders(below: node), meterTime: measured.sourceTime)
                // Devices that left the feeder: whether they still draw, nobody says.
                if let departed { bounds.add(-departed.exportKW[node]...departed.importKW[node]) }
                estimate(node, meterKW: measured.value.kilowatts, bounds, elapsed, &memory)
            } else {
                memory.nodes[node].uncontrolledKW = nil
                memory.nodes[node].uncontrolledLeastKW = nil
            }
            if !onPhases.isEmpty {
                onPhases[node] = PhaseLoad(
                    below.load(node, minimum: minimum[node], maximum: maximum[node]), input, node, drawnOnPhases,
                    elapsed,
                    departed: departed.map { -$0.exportKW[node]...$0.importKW[node] }, &memory.nodes[node])
                below.add(node, onPhases[node], minimum: minimum[node], maximum: maximum[node])
                sumBeyond(node, model)
            }
            let parent = Int(model.index.parent[node])
            guard parent >= 0 else { continue }
            minimum[parent] += minimum[node]
            maximum[parent] += maximum[node]
            atOnceKW[parent] += max(atOnceKW[node], maximum[node])
        }
    }

    /// Adds to the node above what counts there beyond the total: of a zone of followed phases what its loads on each
    /// phase come to behind a delta winding, and the declared load of a node where they are not followed.
    private mutating func sumBeyond(_ node: Int, _ model: DispatchModel) {
        let parent = Int(model.index.parent[node])
        let isFollowed = model.phases.isFollowed
        guard !isFollowed[0] else { return }
        if !isFollowed[node] {
            let load = model.feeder.nodes[node].baseLoad ?? .none
            let phases = model.feeder.nodes[node].phases
            let most = SilentPart(load, on: phases, .import, isBelowDelta: false)
            let least = SilentPart(load, on: phases, .export, isBelowDelta: false)
            beyond[node].most += max(most.equivalentKW - most.totalKW, 0)
            beyond[node].least += max(least.equivalentKW - least.totalKW, 0)
        } else if parent >= 0, !isFollowed[parent] {
            let (least, most) = (onPhases[node].minimum, onPhases[node].maximum)
            let isBelowDelta = !model.feeder.nodes[node].passesPhases
            let drawn = CountedShare.equivalent(SIMD3(most.a, most.b, most.c), isBelowDelta: isBelowDelta)
            let given = CountedShare.equivalent(-SIMD3(least.a, least.b, least.c), isBelowDelta: isBelowDelta)
            beyond[node].most = max(drawn - maximum[node], 0)
            beyond[node].least = max(given + minimum[node], 0)
        }
        guard parent >= 0, !isFollowed[parent] else { return }
        beyond[parent].most += beyond[node].most
        beyond[parent].least += beyond[node].least
    }

    /// The load in an account; that of one phase where it is one of a phase.
    func interval(_ account: FlowAccount, _ node: Int) -> (minimum: Double, maximum: Double) {
        if account == .equivalent, !beyond.isEmpty {
            // In kW of the node's own phases.
            let part = 1 / nodeScale[node]
            return ((minimum[node] - beyond[node].least) * part, (maximum[node] + beyond[node].most) * part)
        }
        guard account.phase != nil else { return (minimum[node], maximum[node]) }
        return (onPhases[node].minimum[account], onPhases[node].maximum[account])
    }

    /// The greatest load in an account that counts against amperes.
    func atOnce(_ account: FlowAccount, _ node: Int) -> Double {
        account.phase == nil ? max(atOnceKW[node], maximum[node]) : onPhases[node].atOnce[account]
    }

    private mutating func estimate(
        _ node: Int, meterKW: Double, _ drawn: DrawnPower, _ elapsed: Double, _ memory: inout DispatchMemory
    ) {
        let known = memory.nodes[node]
        let (least, greatest) = Self.estimate(
            (known.uncontrolledLeastKW, known.uncontrolledKW), meterKW, drawn, elapsed,
            else: (minimum[node], maximum[node]))
        memory.nodes[node].uncontrolledKW = greatest
        memory.nodes[node].uncontrolledLeastKW = least
        let slack = Self.slack(meterKW)
        minimum[node] = min(least, greatest) - slack
        maximum[node] = max(least, greatest) + slack
        atOnceKW[node] = max(maximum[node], meterKW - drawn.readImport + slack)
        isMeasured[node] = true
    }

    /// What a meter may be off, kW.
    static func slack(_ meterKW: Double) -> Double { max(tolerance.kilowatts, tolerance.part * abs(meterKW)) }

    /// Both estimates after a sample of the meter.
    ///
    /// - Parameters:
    ///   - known: what was estimated before; nil at first.
    ///   - declared: what is known without a meter.
    static func estimate(
        _ known: (least: Double?, greatest: Double?), _ meterKW: Double, _ drawn: DrawnPower, _ elapsed: Double,
        else declared: (minimum: Double, maximum: Double)
    ) -> (least: Double, greatest: Double) {
        let most = min(declared.maximum, max(meterKW - drawn.least, declared.minimum))
        let greatest = estimate(
            known.greatest ?? most, meterKW, drawn, elapsed, within: drawn.least, drawn.countedImport)
        let least = estimate(
            known.least ?? declared.minimum, meterKW, drawn, elapsed, within: drawn.countedExport, drawn.most)
        return (least, greatest)
    }

    /// Draws an estimate towards what is likely, and moves it into what the meter leaves if the DERs draw
    /// `least...most`.
    private static func estimate(
        _ known: Double, _ meterKW: Double, _ drawn: DrawnPower, _ elapsed: Double, within least: Double, _ most: Double
    ) -> Double {
        let likely = min(max(known, meterKW - drawn.likelyMost), meterKW - drawn.likelyLeast)
        let estimate = known + (likely - known) * elapsed / timeConstantSeconds
        return min(max(estimate, meterKW - most), meterKW - least)
    }
}

extension DispatchInput {
    /// The reading of a node's meter, while it is live.
    func liveMeter(_ node: Int) -> Measured<ActivePower>? {
        guard let power = state.meters[node].power else { return nil }
        if !settings.guards.contains(.staleness) { return power }
        return power.isLive(at: now.steady) ? power : nil
    }
}
