// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `RelativeTimeIntervalType` of the standard.
    public struct RelativeTimeInterval: V2Payload {
        public var start: Int
        public var duration: Int?
        public var customData: CustomData?

        public init(start: Int) { self.start = start }

        public init(unread: ()) { start = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("start", &start)
            coder.optional("duration", &duration)
        }
    }
}
