// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that priority charging has begun or ended at the station (functional block K).
    public struct NotifyPriorityCharging: V2Request {
        /// The action in the frame.
        public static let action = "NotifyPriorityCharging"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// Activated.
        public var activated: Bool
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(transactionId: String, activated: Bool, customData: CustomData? = nil) {
            self.transactionId = transactionId
            self.activated = activated
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var transactionId: String?
            var activated: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.text()
                case "activated": activated = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.transactionId = try reader.require(transactionId, "transactionId")
            self.activated = try reader.require(activated, "activated")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("activated", activated)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }
}
