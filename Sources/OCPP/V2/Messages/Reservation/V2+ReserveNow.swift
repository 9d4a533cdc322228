// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Reserves an EVSE for a token (functional block H).
    public struct ReserveNow: V2Request {
        public static let action = "ReserveNow"
        public typealias Response = StatusResponse<Self, ReserveNowStatus>
        public var id: Int
        public var expiryDateTime: OCPPTimestamp
        /// For whom it is reserved.
        public var idToken: IdToken
        public var connectorType: ConnectorKind?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// The group that the token belongs to.
        public var groupIdToken: IdToken?
        public var customData: CustomData?

        public init(id: Int, expiryDateTime: OCPPTimestamp, idToken: IdToken) {
            self.id = id
            self.expiryDateTime = expiryDateTime
            self.idToken = idToken
        }

        public init(unread: ()) {
            id = 0
            expiryDateTime = .unread
            idToken = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(least21: 0))
            coder.required("expiryDateTime", &expiryDateTime)
            coder.required("idToken", &idToken)
            coder.optional("connectorType", &connectorType, Facets(free21: 20))
            coder.optional("evseId", &evseId, Facets(least21: 0))
            coder.optional("groupIdToken", &groupIdToken)
        }
    }

    /// `ConnectorEnumType` of the standard.
    public enum ConnectorKind: OpenEnumeration {
        case cCCS1, cCCS2, cG105, cTesla, cType1, cType2, s3091P16A, s3091P32A, s3093P16A, s3093P32A, sBS1361,
            sCEE77, sType2, sType3, other1PhMax16A, other1PhOver16A, other3Ph, pan, wInductive, wResonant,
            undetermined, unknown
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("cCCS1", .cCCS1), ("cCCS2", .cCCS2), ("cG105", .cG105), ("cTesla", .cTesla), ("cType1", .cType1),
            ("cType2", .cType2), ("s309-1P-16A", .s3091P16A), ("s309-1P-32A", .s3091P32A),
            ("s309-3P-16A", .s3093P16A), ("s309-3P-32A", .s3093P32A), ("sBS1361", .sBS1361),
            ("sCEE-7-7", .sCEE77), ("sType2", .sType2), ("sType3", .sType3),
            ("Other1PhMax16A", .other1PhMax16A), ("Other1PhOver16A", .other1PhOver16A), ("Other3Ph", .other3Ph),
            ("Pan", .pan), ("wInductive", .wInductive), ("wResonant", .wResonant),
            ("Undetermined", .undetermined), ("Unknown", .unknown),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ReserveNowStatusEnumType` of the standard.
    public enum ReserveNowStatus: OpenEnumeration {
        case accepted, faulted, occupied, rejected, unavailable
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Faulted", .faulted), ("Occupied", .occupied), ("Rejected", .rejected),
            ("Unavailable", .unavailable),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
