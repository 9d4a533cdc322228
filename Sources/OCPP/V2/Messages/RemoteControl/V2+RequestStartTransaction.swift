// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks to start a transaction (functional block F).
    public struct RequestStartTransaction: V2Request {
        /// The action in the frame.
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            idToken: IdToken, remoteStartId: Int, evseId: Int? = nil, groupIdToken: IdToken? = nil,
            chargingProfile: ChargingProfile? = nil, customData: CustomData? = nil
        ) {
            self.idToken = idToken
            self.remoteStartId = remoteStartId
            self.evseId = evseId
            self.groupIdToken = groupIdToken
            self.chargingProfile = chargingProfile
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idToken: IdToken?
            var remoteStartId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idToken": idToken = try reader.object()
                case "remoteStartId": remoteStartId = try reader.integer()
                case "evseId": evseId = try reader.integer()
                case "groupIdToken": groupIdToken = try reader.object()
                case "chargingProfile": chargingProfile = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idToken = try reader.require(idToken, "idToken")
            self.remoteStartId = try reader.require(remoteStartId, "remoteStartId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("idToken", idToken)
            writer.member("remoteStartId", remoteStartId)
            writer.member("evseId", evseId, least: is21 ? 1 : nil)
            writer.member("groupIdToken", groupIdToken)
            writer.member("chargingProfile", chargingProfile)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: RequestStartStopStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// The transaction, by the station's name for it. At most 36 characters.
            public var transactionId: String?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: RequestStartStopStatus, statusInfo: StatusInfo? = nil, transactionId: String? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.transactionId = transactionId
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: RequestStartStopStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "transactionId": transactionId = try reader.text()
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
                writer.member("transactionId", transactionId, limit: 36)
                writer.member("customData", customData)
            }
        }
    }
}
