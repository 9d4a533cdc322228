// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells the cost so far of a running transaction (functional block I).
    public struct CostUpdated: V2Request {
        /// The action in the frame.
        public static let action = "CostUpdated"
        /// Total cost.
        public var totalCost: Double
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(totalCost: Double, transactionId: String, customData: CustomData? = nil) {
            self.totalCost = totalCost
            self.transactionId = transactionId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var totalCost: Double?
            var transactionId: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "totalCost": totalCost = try reader.number()
                case "transactionId": transactionId = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.totalCost = try reader.require(totalCost, "totalCost")
            self.transactionId = try reader.require(transactionId, "transactionId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("totalCost", number: totalCost)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
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
