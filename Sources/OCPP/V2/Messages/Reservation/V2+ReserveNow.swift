// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Reserves an EVSE for a token (functional block H).
    public struct ReserveNow: V2Request {
        /// The action in the frame.
        public static let action = "ReserveNow"
        /// Id.
        public var id: Int
        /// Expiry date time.
        public var expiryDateTime: OCPPTimestamp
        /// For whom it is reserved.
        public var idToken: IdToken
        /// Connector type.
        public var connectorType: ConnectorKind?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// The group that the token belongs to.
        public var groupIdToken: IdToken?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, expiryDateTime: OCPPTimestamp, idToken: IdToken, connectorType: ConnectorKind? = nil,
            evseId: Int? = nil, groupIdToken: IdToken? = nil, customData: CustomData? = nil
        ) {
            self.id = id
            self.expiryDateTime = expiryDateTime
            self.idToken = idToken
            self.connectorType = connectorType
            self.evseId = evseId
            self.groupIdToken = groupIdToken
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var expiryDateTime: OCPPTimestamp?
            var idToken: IdToken?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "expiryDateTime": expiryDateTime = try reader.timestamp()
                case "idToken": idToken = try reader.object()
                case "connectorType": connectorType = try reader.enumeration()
                case "evseId": evseId = try reader.integer()
                case "groupIdToken": groupIdToken = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.expiryDateTime = try reader.require(expiryDateTime, "expiryDateTime")
            self.idToken = try reader.require(idToken, "idToken")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id, least: is21 ? 0 : nil)
            writer.member("expiryDateTime", expiryDateTime)
            writer.member("idToken", idToken)
            writer.member("connectorType", connectorType, freeText: is21 ? 20 : nil)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("groupIdToken", groupIdToken)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: ReserveNowStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: ReserveNowStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ReserveNowStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// `ConnectorEnumType` of the standard.
    public enum ConnectorKind: OpenEnumeration {
        case cCCS1, cCCS2, cG105, cTesla, cType1, cType2, s3091P16A, s3091P32A, s3093P16A, s3093P32A, sBS1361, sCEE77,
            sType2, sType3, other1PhMax16A, other1PhOver16A, other3Ph, pan, wInductive, wResonant, undetermined, unknown
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("cCCS1", .cCCS1), ("cCCS2", .cCCS2), ("cG105", .cG105), ("cTesla", .cTesla), ("cType1", .cType1),
            ("cType2", .cType2), ("s309-1P-16A", .s3091P16A), ("s309-1P-32A", .s3091P32A), ("s309-3P-16A", .s3093P16A),
            ("s309-3P-32A", .s3093P32A), ("sBS1361", .sBS1361), ("sCEE-7-7", .sCEE77), ("sType2", .sType2),
            ("sType3", .sType3), ("Other1PhMax16A", .other1PhMax16A), ("Other1PhOver16A", .other1PhOver16A),
            ("Other3Ph", .other3Ph), ("Pan", .pan), ("wInductive", .wInductive), ("wResonant", .wResonant),
            ("Undetermined", .undetermined), ("Unknown", .unknown),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ReserveNowStatusEnumType` of the standard.
    public enum ReserveNowStatus: OpenEnumeration {
        case accepted, faulted, occupied, rejected, unavailable
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Faulted", .faulted), ("Occupied", .occupied), ("Rejected", .rejected),
            ("Unavailable", .unavailable),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
