// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Begins a stream of values (functional block N).
    public struct OpenPeriodicEventStream: V2Request, V21Payload {
        public static let action = "OpenPeriodicEventStream"
        public typealias Response = StatusResponse<Self, GenericStatus>
        public var constantStreamData: ConstantStreamData
        public var customData: CustomData?

        public init(constantStreamData: ConstantStreamData) { self.constantStreamData = constantStreamData }

        public init(unread: ()) { constantStreamData = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("constantStreamData", &constantStreamData)
        }
    }
}
