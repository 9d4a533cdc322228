// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks to start a transaction (functional block F).
    public struct RequestStartTransaction: V2Request {
        public static let action = "RequestStartTransaction"
        /// Who charges.
        public var idToken: IdToken
        /// Names this request; the transaction that comes of it repeats it.
        public var remoteStartId: Int
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// The group that the token belongs to.
        public var groupIdToken: IdToken?
        /// The profile.
        public var chargingProfile: ChargingProfile?
        public var customData: CustomData?

        public init(idToken: IdToken, remoteStartId: Int) {
            self.idToken = idToken
            self.remoteStartId = remoteStartId
        }

        public init(unread: ()) {
            idToken = .unread
            remoteStartId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("idToken", &idToken)
            coder.required("remoteStartId", &remoteStartId)
            coder.optional("evseId", &evseId, Facets(least21: 1))
            coder.optional("groupIdToken", &groupIdToken)
            coder.optional("chargingProfile", &chargingProfile)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: RequestStartStopStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// The transaction, by the station's name for it. At most 36 characters.
            public var transactionId: String?
            public var customData: CustomData?

            public init(status: RequestStartStopStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("transactionId", &transactionId, Facets(limit: 36))
            }
        }
    }
}
