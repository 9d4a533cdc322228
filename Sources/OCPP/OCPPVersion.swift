// SPDX-License-Identifier: Apache-2.0

/// A version of the standard that speaks JSON over WebSocket.
public enum OCPPVersion: String, Hashable, Sendable, CaseIterable {
    case v16 = "ocpp1.6"
    case v201 = "ocpp2.0.1"
    case v21 = "ocpp2.1"

    /// The WebSocket subprotocol that stands for it.
    public var subprotocol: String { rawValue }
}
