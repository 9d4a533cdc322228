// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the report asked for by CustomerInformation (functional block N).
    public struct NotifyCustomerInformation: V2Request {
        /// The action in the frame.
        public static let action = "NotifyCustomerInformation"
        /// Data. At most 512 characters.
        public var data: String
        /// Number of the part, from 0.
        public var seqNo: Int
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            data: String, seqNo: Int, requestId: Int, tbc: Bool? = nil, generatedAt: OCPPTimestamp?,
            customData: CustomData? = nil
        ) {
            self.data = data
            self.seqNo = seqNo
            self.requestId = requestId
            self.tbc = tbc
            self.generatedAt = generatedAt
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var data: String?
            var seqNo: Int?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "data": data = try reader.text()
                case "seqNo": seqNo = try reader.integer()
                case "requestId": requestId = try reader.integer()
                case "tbc": tbc = try reader.bool()
                case "generatedAt": generatedAt = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.data = try reader.require(data, "data")
            self.seqNo = try reader.require(seqNo, "seqNo")
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("data", data, limit: 512)
            writer.member("seqNo", seqNo, least: is21 ? 0 : nil)
            writer.member("requestId", requestId, least: is21 ? 0 : nil)
            writer.member("tbc", tbc)
            writer.require("generatedAt", generatedAt != nil)
            writer.member("generatedAt", generatedAt)
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
