// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a node draws that nobody controls, and on which phases.
///
/// Where the topology declares it by phase, each phase draws by itself; together they keep to what is declared of the
/// node, which may be less than all of them at their greatest. Elsewhere it is alike on all phases.
struct NodeLoad: Sendable {
    /// Set from outside, it stays there in place of the shape of the day.
    var level: ActivePower?
    private(set) var power: ActivePower
    private(set) var byPhase: PhasePowers
    private let bounds: BaseLoad
    private let lines: [PhaseCode]
    private var whole: BaseLoadProcess
    private var phases: [(phase: PhaseCode, load: BaseLoadProcess)]

    init(_ node: ConnectivityNode, seed: UInt64) {
        bounds = node.baseLoad ?? .none
        lines = node.phases.lines
        let name = "base/\(node.id)"
        whole = BaseLoadProcess(bounds, generator: SeededGenerator(seed: seed, name: name))
        let declared = bounds.byPhase
        phases = (declared == nil ? [] : lines).map { phase in
            let own = BaseLoad(minimum: declared?.minimum[phase] ?? .zero, maximum: declared?.maximum[phase] ?? .zero)
            return (phase, BaseLoadProcess(own, generator: SeededGenerator(seed: seed, name: name + phase.text)))
        }
        power = bounds.minimum
        byPhase = PhasePowers(power, on: lines)
        if !phases.isEmpty { keepToTheNode() }
    }

    mutating func advance(hour: Double, seconds: Double) {
        guard phases.isEmpty else {
            for index in phases.indices { phases[index].load.advance(hour: hour, seconds: seconds) }
            return keepToTheNode()
        }
        whole.level = level
        whole.advance(hour: hour, seconds: seconds)
        power = whole.power
        byPhase = PhasePowers(power, on: lines)
    }

    /// What the phases draw, each brought nearer to its least or its greatest in the same part, until the sum is what
    /// it should be or the node allows.
    private mutating func keepToTheNode() {
        let drawn = phases.reduce(ActivePower.zero) { $0 + $1.load.power }
        let wanted = (level ?? drawn).clamped(lower: bounds.minimum, upper: bounds.maximum)
        let isLess = wanted < drawn
        let ends = phases.map { isLess ? $0.load.bounds.minimum : $0.load.bounds.maximum }
        let way = ends.reduce(.zero, +) - drawn
        let part = way == .zero ? 0 : min(1, max(0, (wanted - drawn) / way))
        byPhase = .zero
        for ((phase, load), end) in zip(phases, ends) { byPhase[phase] = load.power + (end - load.power) * part }
        power = byPhase.total
    }
}
