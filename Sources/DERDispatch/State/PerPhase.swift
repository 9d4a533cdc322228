// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One value a phase conductor; nil where the source says nothing of that phase.
public struct PerPhase<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Of phase A.
    public var a: Value?
    /// Of phase B.
    public var b: Value?
    /// Of phase C.
    public var c: Value?

    /// By its members.
    public init(a: Value? = nil, b: Value? = nil, c: Value? = nil) {
        self.a = a
        self.b = b
        self.c = c
    }

    /// The value of one phase; nil too where the code names none or several.
    public subscript(phase: PhaseCode) -> Value? {
        get {
            switch phase {
            case .a: a
            case .b: b
            case .c: c
            default: nil
            }
        }
        set {
            switch phase {
            case .a: a = newValue
            case .b: b = newValue
            case .c: c = newValue
            default: break
            }
        }
    }

    /// The phases there is a value of, in order.
    public var phases: [PhaseCode] { PhaseCode.each.filter { self[$0] != nil } }
}

extension PhaseCode {
    /// The single phases, in order.
    public static let each: [PhaseCode] = [.a, .b, .c]
}
