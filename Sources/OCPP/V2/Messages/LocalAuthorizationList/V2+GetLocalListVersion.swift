// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the version of the local authorization list (functional block D).
    public struct GetLocalListVersion: V2Request {
        public static let action = "GetLocalListVersion"
        public var customData: CustomData?

        public init(unread: () = ()) {}

        /// The answer.
        public struct Response: V2Payload {
            public var versionNumber: Int
            public var customData: CustomData?

            public init(versionNumber: Int) { self.versionNumber = versionNumber }

            public init(unread: ()) { versionNumber = 0 }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("versionNumber", &versionNumber)
            }
        }
    }
}
