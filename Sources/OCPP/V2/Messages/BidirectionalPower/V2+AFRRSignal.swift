// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Passes a signal of frequency restoration on to a vehicle that follows its signal curve (functional
    /// block Q).
    public struct AFRRSignal: V2Request, V21Payload {
        public static let action = "AFRRSignal"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// When the signal begins.
        public var timestamp: OCPPTimestamp
        public var signal: Int
        public var customData: CustomData?

        public init(timestamp: OCPPTimestamp, signal: Int) {
            self.timestamp = timestamp
            self.signal = signal
        }

        public init(unread: ()) {
            timestamp = .unread
            signal = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("timestamp", &timestamp)
            coder.required("signal", &signal)
        }
    }
}
