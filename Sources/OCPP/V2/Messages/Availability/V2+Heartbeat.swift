// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Shows that the station is there, and asks for the time (functional block G).
    public struct Heartbeat: V2Request {
        public static let action = "Heartbeat"
        public var customData: CustomData?

        public init(unread: () = ()) {}

        /// The answer.
        public struct Response: V2Payload {
            /// The time to set the station's clock by.
            public var currentTime: OCPPTimestamp
            public var customData: CustomData?

            public init(currentTime: OCPPTimestamp) { self.currentTime = currentTime }

            public init(unread: ()) { currentTime = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("currentTime", &currentTime)
            }
        }
    }
}
