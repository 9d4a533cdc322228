// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Ends a stream of values (functional block N).
    public struct ClosePeriodicEventStream: V2Request, V21Payload {
        public static let action = "ClosePeriodicEventStream"
        public typealias Response = EmptyResponse<Self>
        public var id: Int
        public var customData: CustomData?

        public init(id: Int) { self.id = id }

        public init(unread: ()) { id = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least: 0))
        }
    }
}
