// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Changes how often a stream of values is sent (functional block N).
    public struct AdjustPeriodicEventStream: V2Request, V21Payload {
        public static let action = "AdjustPeriodicEventStream"
        public typealias Response = StatusResponse<Self, GenericStatus>
        public var id: Int
        public var params: PeriodicEventStreamParams
        public var customData: CustomData?

        public init(id: Int, params: PeriodicEventStreamParams) {
            self.id = id
            self.params = params
        }

        public init(unread: ()) {
            id = 0
            params = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least: 0))
            coder.required("params", &params)
        }
    }
}
