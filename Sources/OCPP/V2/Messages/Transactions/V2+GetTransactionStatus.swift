// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks whether a transaction goes on and messages of it wait (functional block E).
    public struct GetTransactionStatus: V2Request {
        /// The action in the frame.
        public static let action = "GetTransactionStatus"
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(transactionId: String? = nil, customData: CustomData? = nil) {
            self.transactionId = transactionId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Messages in queue.
            public var messagesInQueue: Bool
            /// Ongoing indicator.
            public var ongoingIndicator: Bool?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(messagesInQueue: Bool, ongoingIndicator: Bool? = nil, customData: CustomData? = nil) {
                self.messagesInQueue = messagesInQueue
                self.ongoingIndicator = ongoingIndicator
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var messagesInQueue: Bool?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "messagesInQueue": messagesInQueue = try reader.bool()
                    case "ongoingIndicator": ongoingIndicator = try reader.bool()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.messagesInQueue = try reader.require(messagesInQueue, "messagesInQueue")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("messagesInQueue", messagesInQueue)
                writer.member("ongoingIndicator", ongoingIndicator)
                writer.member("customData", customData)
            }
        }
    }
}
