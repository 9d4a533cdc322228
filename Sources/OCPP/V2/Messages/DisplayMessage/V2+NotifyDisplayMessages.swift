// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the list asked for by GetDisplayMessages (functional block O).
    public struct NotifyDisplayMessages: V2Request {
        public static let action = "NotifyDisplayMessages"
        public typealias Response = EmptyResponse<Self>
        /// Names the request that this belongs to.
        public var requestId: Int
        public var messageInfo: [MessageInfo]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("messageInfo", &messageInfo, Facets(minItems: 1))
            coder.optional("tbc", &tbc)
        }
    }
}
