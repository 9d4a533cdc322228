// SPDX-License-Identifier: Apache-2.0

/// How a DER's power falls on the phases: shares of 0 or more that add up to 1.
///
/// Which of the feeder's phases a wire carries (an EVSE's rotation) is settled before: these are the feeder's own.
@frozen
public struct PhaseShare: Hashable, Sendable {
    /// All on phase A.
    public static let a = PhaseShare(unchecked: PhaseVector(a: 1, b: 0, c: 0))
    /// All on phase B.
    public static let b = PhaseShare(unchecked: PhaseVector(a: 0, b: 1, c: 0))
    /// All on phase C.
    public static let c = PhaseShare(unchecked: PhaseVector(a: 0, b: 0, c: 1))
    /// Half on A, half on B.
    public static let ab = PhaseShare(unchecked: PhaseVector(a: 0.5, b: 0.5, c: 0))
    /// Half on B, half on C.
    public static let bc = PhaseShare(unchecked: PhaseVector(a: 0, b: 0.5, c: 0.5))
    /// Half on C, half on A.
    public static let ca = PhaseShare(unchecked: PhaseVector(a: 0.5, b: 0, c: 0.5))
    /// A third on each.
    public static let abc = PhaseShare(unchecked: PhaseVector(repeating: 1.0 / 3))

    /// The share on each phase.
    public let vector: PhaseVector

    /// Shares on the phases; a negative one is refused, and what does not add up to 1 within rounding.
    public init(a: Double, b: Double, c: Double) throws(PhaseShareError) {
        for share in [a, b, c] where !(share >= 0) { throw .share(share) }
        guard (a + b + c - 1).magnitude <= 4 * 1.0.ulp else { throw .sum(a + b + c) }
        vector = PhaseVector(a: a, b: b, c: c)
    }

    private init(unchecked vector: PhaseVector) { self.vector = vector }
}

/// Why shares are refused.
public enum PhaseShareError: Error, Equatable, Sendable {
    /// Negative, or not a number.
    case share(Double)
    /// Not 1.
    case sum(Double)
}
