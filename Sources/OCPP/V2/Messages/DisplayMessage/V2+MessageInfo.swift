// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessageInfoType` of the standard.
    public struct MessageInfo: V2Payload {
        public var id: Int
        public var priority: MessagePriority
        public var message: MessageContent
        public var display: Component?
        public var state: MessageState?
        public var startDateTime: OCPPTimestamp?
        public var endDateTime: OCPPTimestamp?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// Message extra. 2.1 only.
        public var messageExtra: [MessageContent]?
        public var customData: CustomData?

        public init(id: Int, priority: MessagePriority, message: MessageContent) {
            self.id = id
            self.priority = priority
            self.message = message
        }

        public init(unread: ()) {
            id = 0
            priority = .unread
            message = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
            coder.required("priority", &priority)
            coder.required("message", &message)
            coder.optional("display", &display)
            coder.optional("state", &state)
            coder.optional("startDateTime", &startDateTime)
            coder.optional("endDateTime", &endDateTime)
            coder.optional("transactionId", &transactionId, Facets(limit: 36))
            coder.optional("messageExtra", &messageExtra, Facets(minItems: 1, maxItems: 4, since: .v21))
        }
    }
}
