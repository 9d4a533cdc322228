// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same in each run with the same seed (SplitMix64).
///
/// Everything that has luck of its own gets a generator of its own, named after it: so one more draw here changes
/// nothing there.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The stream of `name` under `seed`.
    public init(seed: UInt64, name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ hash
        _ = next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Evenly between the bounds.
    public mutating func between(_ lower: Double, _ upper: Double) -> Double {
        lower + (upper - lower) * Double(next() >> 11) * 0x1p-53
    }

    /// Whole milliseconds, evenly between the bounds in seconds.
    public mutating func seconds(_ lower: Double, _ upper: Double) -> Duration {
        .milliseconds(Int64(between(lower, upper) * 1_000))
    }

    /// True with this probability.
    public mutating func chance(_ probability: Double) -> Bool { between(0, 1) < probability }

    /// Mean 0, variance 1, never beyond 3.5: the sum of four even draws.
    public mutating func bell() -> Double {
        let sum = between(0, 1) + between(0, 1) + between(0, 1) + between(0, 1)
        return (sum - 2) * 3.0.squareRoot()
    }
}

/// A value that wanders round 0 with variance 1 and forgets itself over a time constant (Ornstein-Uhlenbeck).
struct Wandering: Sendable {
    private(set) var value: Double
    let constantS: Double

    init(constantS: Double, _ generator: inout SeededGenerator) {
        self.constantS = constantS
        value = generator.bell()
    }

    mutating func advance(seconds: Double, _ generator: inout SeededGenerator) {
        let part = min(1, seconds / constantS)
        value += -value * part + generator.bell() * (2 * part).squareRoot()
        value = max(-3, min(3, value))
    }
}
