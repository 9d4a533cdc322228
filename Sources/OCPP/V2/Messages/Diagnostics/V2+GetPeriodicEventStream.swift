// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the open streams of values (functional block N).
    public struct GetPeriodicEventStream: V2Request, V21Payload {
        public static let action = "GetPeriodicEventStream"
        public var customData: CustomData?

        public init(unread: () = ()) {}

        /// The answer.
        public struct Response: V21Payload {
            public var constantStreamData: [ConstantStreamData]?
            public var customData: CustomData?

            public init(unread: () = ()) {}

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.optional("constantStreamData", &constantStreamData, Facets(minItems: 1))
            }
        }
    }
}
