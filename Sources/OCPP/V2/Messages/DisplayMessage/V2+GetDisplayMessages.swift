// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the messages of the display, which come as NotifyDisplayMessages (functional block O).
    public struct GetDisplayMessages: V2Request {
        public static let action = "GetDisplayMessages"
        public typealias Response = StatusResponse<Self, GetDisplayMessagesStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var id: [Int]?
        public var priority: MessagePriority?
        public var state: MessageState?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("id", &id, Facets(least21: 0, minItems: 1))
            coder.optional("priority", &priority)
            coder.optional("state", &state)
        }
    }

    /// `GetDisplayMessagesStatusEnumType` of the standard.
    public typealias GetDisplayMessagesStatus = ClearChargingProfileStatus
}
