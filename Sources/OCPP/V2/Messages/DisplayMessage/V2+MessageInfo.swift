// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `MessageInfoType` of the standard.
    public struct MessageInfo: V2Payload {
        /// Id.
        public var id: Int
        /// Priority.
        public var priority: MessagePriority
        /// Message.
        public var message: MessageContent
        /// Display.
        public var display: Component?
        /// State.
        public var state: MessageState?
        /// Start date time.
        public var startDateTime: OCPPTimestamp?
        /// End date time.
        public var endDateTime: OCPPTimestamp?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// Message extra. 2.1 only.
        public var messageExtra: [MessageContent]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, priority: MessagePriority, message: MessageContent, display: Component? = nil,
            state: MessageState? = nil, startDateTime: OCPPTimestamp? = nil, endDateTime: OCPPTimestamp? = nil,
            transactionId: String? = nil, messageExtra: [MessageContent]? = nil, customData: CustomData? = nil
        ) {
            self.id = id
            self.priority = priority
            self.message = message
            self.display = display
            self.state = state
            self.startDateTime = startDateTime
            self.endDateTime = endDateTime
            self.transactionId = transactionId
            self.messageExtra = messageExtra
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var priority: MessagePriority?
            var message: MessageContent?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "priority": priority = try reader.enumeration()
                case "message": message = try reader.object()
                case "display": display = try reader.object()
                case "state": state = try reader.enumeration()
                case "startDateTime": startDateTime = try reader.timestamp()
                case "endDateTime": endDateTime = try reader.timestamp()
                case "transactionId": transactionId = try reader.text()
                case "messageExtra": messageExtra = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.priority = try reader.require(priority, "priority")
            self.message = try reader.require(message, "message")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("priority", priority)
            writer.member("message", message)
            writer.member("display", display)
            writer.member("state", state)
            writer.member("startDateTime", startDateTime)
            writer.member("endDateTime", endDateTime)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("messageExtra", messageExtra, minimum: 1, maximum: 4, since: .v21)
            writer.member("customData", customData)
        }
    }
}
