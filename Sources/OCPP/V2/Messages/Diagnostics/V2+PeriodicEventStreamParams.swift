// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `PeriodicEventStreamParamsType` of the standard.
    public struct PeriodicEventStreamParams: V2Payload {
        public var interval: Int?
        public var values: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("interval", &interval, Facets(least: 0))
            coder.optional("values", &values, Facets(least: 0))
        }
    }
}
