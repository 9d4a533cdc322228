// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Readings of a connector's meter (1.6 section 4.7).
    public struct MeterValues: OCPPRequest {
        /// The action in the frame.
        public static let action = "MeterValues"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// The transaction they belong to.
        public var transactionId: Int?
        /// The readings, each set with its time.
        public var meterValue: [MeterValue]

        /// The payload by its members.
        public init(connectorId: Int, transactionId: Int? = nil, meterValue: [MeterValue]) {
            self.connectorId = connectorId
            self.transactionId = transactionId
            self.meterValue = meterValue
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var transactionId: Int?
            var meterValue: [MeterValue]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "transactionId": transactionId = try reader.integer()
                case "meterValue": meterValue = try reader.objects()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.transactionId = transactionId
            self.meterValue = try reader.require(meterValue, "meterValue")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("transactionId", transactionId)
            writer.member("meterValue", meterValue, minimum: 1)
        }

        /// An empty answer.
        public struct Response: OCPPPayload {
            /// A payload without members.
            public init() {}

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.skipValue()
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {}
        }
    }
}
