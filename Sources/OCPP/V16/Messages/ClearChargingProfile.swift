// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Removes the charging profiles that match all that is given (1.6 section 5.5).
    public struct ClearChargingProfile: OCPPRequest {
        /// The action in the frame.
        public static let action = "ClearChargingProfile"
        /// The profile of that id.
        public var id: Int?
        /// Profiles of that connector; 0 is the station as a whole.
        public var connectorId: Int?
        /// Profiles of that purpose.
        public var chargingProfilePurpose: ChargingProfilePurpose?
        /// Profiles of that stack level.
        public var stackLevel: Int?

        /// The payload by its members.
        public init(
            id: Int? = nil, connectorId: Int? = nil, chargingProfilePurpose: ChargingProfilePurpose? = nil,
            stackLevel: Int? = nil
        ) {
            self.id = id
            self.connectorId = connectorId
            self.chargingProfilePurpose = chargingProfilePurpose
            self.stackLevel = stackLevel
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var connectorId: Int?
            var chargingProfilePurpose: ChargingProfilePurpose?
            var stackLevel: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "connectorId": connectorId = try reader.integer()
                case "chargingProfilePurpose": chargingProfilePurpose = try reader.enumeration()
                case "stackLevel": stackLevel = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.id = id
            self.connectorId = connectorId
            self.chargingProfilePurpose = chargingProfilePurpose
            self.stackLevel = stackLevel
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("id", id)
            writer.member("connectorId", connectorId)
            writer.member("chargingProfilePurpose", chargingProfilePurpose)
            writer.member("stackLevel", stackLevel)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether any matched.
            public var status: ClearChargingProfileStatus

            /// The payload by its members.
            public init(status: ClearChargingProfileStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ClearChargingProfileStatus?
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

    /// Whether a profile to clear was there.
    public enum ClearChargingProfileStatus: OpenEnumeration {
        case accepted, unknown
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Unknown", .unknown),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
