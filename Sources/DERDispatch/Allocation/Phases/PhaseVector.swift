// SPDX-License-Identifier: Apache-2.0

/// One number on each of the phases A, B and C.
@frozen
public struct PhaseVector: Hashable, Sendable {
    /// On phase A.
    public var a: Double
    /// On phase B.
    public var b: Double
    /// On phase C.
    public var c: Double

    /// Nothing on any phase.
    public static let zero = PhaseVector(a: 0, b: 0, c: 0)

    /// The three numbers.
    @inlinable
    public init(a: Double, b: Double, c: Double) {
        self.a = a
        self.b = b
        self.c = c
    }

    /// The same number on each phase.
    @inlinable
    public init(repeating value: Double) { self.init(a: value, b: value, c: value) }

    /// What the phases add up to.
    @inlinable public var sum: Double { a + b + c }

    /// The sum of the products, phase by phase.
    @inlinable
    public func dot(_ other: PhaseVector) -> Double { a * other.a + b * other.b + c * other.c }
}

extension PhaseVector {
    /// Adds `other`, so many times, phase by phase.
    @inline(__always)
    mutating func add(_ other: PhaseVector, times factor: Double = 1) {
        a += factor * other.a
        b += factor * other.b
        c += factor * other.c
    }
}

/// A symmetric matrix over the phases: how the flows of a subtree answer to prices on the phases.
struct PhaseMatrix: Sendable {
    var aa = 0.0
    var bb = 0.0
    var cc = 0.0
    var ab = 0.0
    var bc = 0.0
    var ca = 0.0

    /// Adds `factor` times the product of the vector with itself.
    @inline(__always)
    mutating func addSquare(of v: PhaseVector, times factor: Double) {
        let (a, b, c) = (factor * v.a, factor * v.b, factor * v.c)
        aa += a * v.a
        bb += b * v.b
        cc += c * v.c
        ab += a * v.b
        bc += b * v.c
        ca += c * v.a
    }

    @inline(__always)
    mutating func add(_ other: PhaseMatrix) {
        aa += other.aa
        bb += other.bb
        cc += other.cc
        ab += other.ab
        bc += other.bc
        ca += other.ca
    }

    @inline(__always)
    func times(_ v: PhaseVector) -> PhaseVector {
        PhaseVector(
            a: aa * v.a + ab * v.b + ca * v.c, b: ab * v.a + bb * v.b + bc * v.c, c: ca * v.a + bc * v.b + cc * v.c)
    }
}
