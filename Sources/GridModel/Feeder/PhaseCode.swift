// SPDX-License-Identifier: Apache-2.0

/// The phase conductors that equipment touches (CIM `PhaseCode` without the neutral). L1, L2, L3 exist only in OCPP.
@frozen
public struct PhaseCode: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// By its members.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Phase A.
    public static let a = PhaseCode(rawValue: 1)
    /// Phase B.
    public static let b = PhaseCode(rawValue: 2)
    /// Phase C.
    public static let c = PhaseCode(rawValue: 4)
    /// All three phases.
    public static let abc: PhaseCode = [.a, .b, .c]

    /// Parses `A`, `BC`, `ABC` in any order and case; nil for anything else or a repeated letter.
    public init?(text: String) {
        var code: PhaseCode = []
        for letter in text.utf8 {
            guard let phase: PhaseCode = [0x41: .a, 0x42: .b, 0x43: .c][letter & 0xDF], !code.contains(phase) else {
                return nil
            }
            code.insert(phase)
        }
        guard !code.isEmpty else { return nil }
        self = code
    }

    /// The phases one by one, in order.
    public var lines: [PhaseCode] { [.a, .b, .c].filter { contains($0) } }

    /// How many phases.
    @inlinable public var count: Int { rawValue.nonzeroBitCount }

    /// The letters in order, e.g. `ABC`.
    public var text: String {
        (contains(.a) ? "A" : "") + (contains(.b) ? "B" : "") + (contains(.c) ? "C" : "")
    }
}
