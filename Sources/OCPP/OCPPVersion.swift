// SPDX-License-Identifier: Apache-2.0

/// A version of the standard that speaks JSON over WebSocket.
public enum OCPPVersion: String, Hashable, Comparable, Sendable, CaseIterable {
    case v16 = "ocpp1.6"
    case v201 = "ocpp2.0.1"
    case v21 = "ocpp2.1"

    /// The WebSocket subprotocol that stands for it.
    public var subprotocol: String { rawValue }

    /// Older and newer.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .v16: 0
        case .v201: 1
        case .v21: 2
        }
    }
}
