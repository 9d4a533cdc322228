// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What a source tells of each of the feeder's phases; nil where it tells nothing.
struct PhaseParts: Sendable, Hashable {
    private var a: Double?
    private var b: Double?
    private var c: Double?

    /// The value on one phase.
    subscript(phase: PhaseCode) -> Double? {
        get { phase == .a ? a : phase == .b ? b : phase == .c ? c : nil }
        set {
            switch phase {
            case .a: a = newValue
            case .b: b = newValue
            case .c: c = newValue
            default: break
            }
        }
    }

    /// What the told phases add up to.
    var sum: Double { (a ?? 0) + (b ?? 0) + (c ?? 0) }

    /// Whether nothing is told.
    var isEmpty: Bool { a == nil && b == nil && c == nil }

    /// The value of each phase where each of `phases` is told; a phase that is not among them and not told has none.
    func vector(on phases: PhaseCode) -> PhaseVector? {
        let isWhole = phases.lines.allSatisfy { self[$0] != nil }
        return isWhole ? PhaseVector(a: a ?? 0, b: b ?? 0, c: c ?? 0) : nil
    }

    /// Each told value so many times.
    func times(_ factor: Double) -> PhaseParts {
        var parts = self
        for phase in PhaseCode.abc.lines { parts[phase] = self[phase].map { $0 * factor } }
        return parts
    }

    /// Two meters of the same flow differ by as much, kW.
    static let noiseKW = 0.2

    /// Whether phases that add up to `sum` are those of a `total`, both kW: meters of both round, and are not read at
    /// one instant.
    static func agree(sum: Double, total: Double) -> Bool {
        abs(sum - total) <= max(noiseKW, 0.1 * abs(total))
    }

    /// Whether voltages times currents are those of a `total`, both kW: currents have a reactive part too.
    static func agree(apparent: Double, total: Double) -> Bool {
        abs(apparent - total) <= max(noiseKW, 0.3 * abs(total))
    }
}

/// On which phases a subject's readings may be, and the voltage that holds where none is measured.
struct PhasePlace: Sendable, Hashable {
    var phases: PhaseCode
    var nominal: Voltage
    /// The phases of the subject's own L1, L2, L3, in order; nil where nobody knows.
    private var lines: [PhaseCode]?

    init(_ node: ConnectivityNode) {
        phases = node.phases
        nominal = node.nominalPhaseVoltage
        lines = node.phases.lines
    }

    /// Of whom nobody knows the phase, the readings tell.
    init(_ der: DER, at node: ConnectivityNode) {
        phases = der.isPhaseKnown ? der.phases : node.phases
        nominal = node.nominalPhaseVoltage
        lines = der.isPhaseKnown ? der.phaseRotation : nil
    }

    /// The phase that a conductor is on; nil where the subject has no such line, or nobody knows.
    func phase(of conductor: SignalMapping.Conductor) -> PhaseCode? {
        switch conductor {
        case .phase(let phase): phase
        case .line(let line): lines.flatMap { $0.indices.contains(line - 1) ? $0[line - 1] : nil }
        }
    }
}

extension Telemetry {
    /// Takes in powers by phase, kW. Where they do not add up to the total, one of them is wrong and nobody knows which:
    /// then the total alone holds.
    mutating func note(powerByPhase parts: PhaseParts, on phases: PhaseCode) {
        guard let vector = parts.vector(on: phases) else { return }
        if let total = power?.kilowatts {
            guard PhaseParts.agree(sum: vector.sum, total: total) else { return }
        } else {
            power = .kilowatts(vector.sum)
        }
        phasePowerKW = vector
    }

    /// Takes in powers that follow from currents, kW: as the total is divided among them. Unsigned, they have its sign.
    mutating func note(apparentByPhase parts: PhaseParts, on phases: PhaseCode) {
        guard let vector = parts.vector(on: phases), let total = power?.kilowatts else { return }
        let isSigned = min(vector.a, vector.b, vector.c) < 0
        let sum = isSigned || total >= 0 ? vector.sum : -vector.sum
        guard PhaseParts.agree(apparent: sum, total: total) else { return }
        guard !isSigned, sum != 0 else {
            phasePowerKW = vector
            return
        }
        let share = total / vector.sum
        phasePowerKW = PhaseVector(a: vector.a * share, b: vector.b * share, c: vector.c * share)
    }
}
