// SPDX-License-Identifier: Apache-2.0

/// What a limit at a node bounds: one phase, their total, or by how much one phase passes the next.
public enum LimitedFlow: UInt8, CaseIterable, Sendable {
    /// The flow on phase A.
    case a
    /// The flow on phase B.
    case b
    /// The flow on phase C.
    case c
    /// What the phases carry together.
    case total
    /// A less B.
    case aOverB
    /// B less C.
    case bOverC
    /// C less A.
    case cOverA

    /// The weights of the phases in this flow.
    public var direction: PhaseVector {
        switch self {
        case .a: PhaseVector(a: 1, b: 0, c: 0)
        case .b: PhaseVector(a: 0, b: 1, c: 0)
        case .c: PhaseVector(a: 0, b: 0, c: 1)
        case .total: PhaseVector(a: 1, b: 1, c: 1)
        case .aOverB: PhaseVector(a: 1, b: -1, c: 0)
        case .bOverC: PhaseVector(a: 0, b: 1, c: -1)
        case .cOverA: PhaseVector(a: -1, b: 0, c: 1)
        }
    }
}
