// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to start a transaction (1.6 section 5.11).
    public struct RemoteStartTransaction: OCPPRequest {
        /// The action in the frame.
        public static let action = "RemoteStartTransaction"
        /// Where; the station chooses if it is absent.
        public var connectorId: Int?
        /// For whom.
        public var idTag: String
        /// A TxProfile for the transaction, without transaction id.
        public var chargingProfile: ChargingProfile?

        /// The payload by its members.
        public init(connectorId: Int? = nil, idTag: String, chargingProfile: ChargingProfile? = nil) {
            self.connectorId = connectorId
            self.idTag = idTag
            self.chargingProfile = chargingProfile
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var idTag: String?
            var chargingProfile: ChargingProfile?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "idTag": idTag = try reader.text()
                case "chargingProfile": chargingProfile = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.connectorId = connectorId
            self.idTag = try reader.require(idTag, "idTag")
            self.chargingProfile = chargingProfile
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("idTag", idTag, limit: 20)
            writer.member("chargingProfile", chargingProfile)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will try.
            public var status: AcceptedOrRejected

            /// The payload by its members.
            public init(status: AcceptedOrRejected) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AcceptedOrRejected?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
            }
        }
    }
}
