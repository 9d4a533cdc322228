// SPDX-License-Identifier: Apache-2.0

/// Random numbers of one subject at one time (SplitMix64: Steele, Lea, Flood 2014): the stream follows from seed, name
/// and number alone, so that what one site draws never depends on who else is there or when the run begins.
struct SeededStream {
    private var state: UInt64

    init(seed: UInt64, _ subject: String, _ number: Int64 = 0) {
        // FNV-1a over the name.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in subject.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ hash
        state = Self.mixed(state) &+ UInt64(bitPattern: number) &* 0xD134_2543_DE82_EF95
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Of mean 0 and standard deviation 1, within 6 (the sum of twelve uniform numbers).
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += uniform() }
        return sum
    }

    /// Of mean 1, with the longest tail cut at 4.
    mutating func exponential() -> Double { min(-Elementary.log(1 - uniform()), 4) }
}
