// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Reports a transaction that has started (1.6 section 4.8); repeated until answered.
    public struct StartTransaction: OCPPRequest {
        /// The action in the frame.
        public static let action = "StartTransaction"
        /// Connector, from 1.
        public var connectorId: Int
        /// Who started it.
        public var idTag: String
        /// Meter reading at the start, Wh.
        public var meterStart: Int
        /// The reservation it uses up.
        public var reservationId: Int?
        /// When it started, by the station's clock; nil where the station sent nothing readable.
        public var timestamp: OCPPTimestamp?

        /// The payload by its members.
        public init(
            connectorId: Int, idTag: String, meterStart: Int, reservationId: Int? = nil, timestamp: OCPPTimestamp?
        ) {
            self.connectorId = connectorId
            self.idTag = idTag
            self.meterStart = meterStart
            self.reservationId = reservationId
            self.timestamp = timestamp
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var idTag: String?
            var meterStart: Int?
            var reservationId: Int?
            var timestamp: OCPPTimestamp?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "idTag": idTag = try reader.text()
                case "meterStart": meterStart = try reader.integer()
                case "reservationId": reservationId = try reader.integer()
                case "timestamp": timestamp = try reader.timestamp()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.idTag = try reader.require(idTag, "idTag")
            self.meterStart = try reader.require(meterStart, "meterStart")
            self.reservationId = reservationId
            self.timestamp = timestamp
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("idTag", idTag, limit: 20)
            writer.member("meterStart", meterStart)
            writer.member("reservationId", reservationId)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
        }

        /// Gives the transaction its number.
        public struct Response: OCPPPayload {
            /// What the CSMS says of the identifier.
            public var idTagInfo: IdTagInfo
            /// The CSMS's choice.
            public var transactionId: Int

            /// The payload by its members.
            public init(idTagInfo: IdTagInfo, transactionId: Int) {
                self.idTagInfo = idTagInfo
                self.transactionId = transactionId
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var idTagInfo: IdTagInfo?
                var transactionId: Int?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "idTagInfo": idTagInfo = try reader.object()
                    case "transactionId": transactionId = try reader.integer()
                    default: try reader.skipValue()
                    }
                }
                self.idTagInfo = try reader.require(idTagInfo, "idTagInfo")
                self.transactionId = try reader.require(transactionId, "transactionId")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("idTagInfo", idTagInfo)
                writer.member("transactionId", transactionId)
            }
        }
    }
}
