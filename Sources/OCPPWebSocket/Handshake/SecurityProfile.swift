// SPDX-License-Identifier: Apache-2.0

/// How a station and we know each other (OCPP 2.x part 2, block A; OCPP 1.6 security whitepaper): a higher one is safer.
public enum SecurityProfile: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// `ws://`, the station by its password (HTTP Basic), in the clear.
    case basic = 1
    /// `wss://`: the server by its certificate, the station by its password.
    case tls = 2
    /// `wss://`: both by certificates.
    case mutualTLS = 3

    /// By their numbers.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
