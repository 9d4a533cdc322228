// SPDX-License-Identifier: Apache-2.0

/// A power for each phase that one is known or stated for; nil for the others.
public struct PowerByPhase: Sendable, Hashable {
    /// On phase A.
    public var a: ActivePower?
    /// On phase B.
    public var b: ActivePower?
    /// On phase C.
    public var c: ActivePower?

    /// By its members.
    public init(a: ActivePower? = nil, b: ActivePower? = nil, c: ActivePower? = nil) {
        self.a = a
        self.b = b
        self.c = c
    }

    /// The power on one phase.
    public subscript(phase: PhaseCode) -> ActivePower? {
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

    /// The phases that have one.
    public var phases: PhaseCode { PhaseCode(PhaseCode.abc.lines.filter { self[$0] != nil }) }

    /// What they add up to; a phase without one counts nothing.
    public var sum: ActivePower { (a ?? .zero) + (b ?? .zero) + (c ?? .zero) }

    /// Each times a factor.
    public func scaled(by factor: Double) -> PowerByPhase {
        PowerByPhase(a: a.map { $0 * factor }, b: b.map { $0 * factor }, c: c.map { $0 * factor })
    }

    /// For people: `A 5 kW, B 3 kW`.
    var text: String {
        PhaseCode.abc.lines.compactMap { phase in self[phase].map { "\(phase.text) \(Format.kilowatts($0))" } }
            .joined(separator: ", ")
    }
}
