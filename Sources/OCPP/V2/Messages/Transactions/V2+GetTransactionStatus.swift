// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks whether a transaction goes on and messages of it wait (functional block E).
    public struct GetTransactionStatus: V2Request {
        public static let action = "GetTransactionStatus"
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("transactionId", &transactionId, Facets(limit: 36))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var messagesInQueue: Bool
            public var ongoingIndicator: Bool?
            public var customData: CustomData?

            public init(messagesInQueue: Bool) { self.messagesInQueue = messagesInQueue }

            public init(unread: ()) { messagesInQueue = false }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("messagesInQueue", &messagesInQueue)
                coder.optional("ongoingIndicator", &ongoingIndicator)
            }
        }
    }
}
