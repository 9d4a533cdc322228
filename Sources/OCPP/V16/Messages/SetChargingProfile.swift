// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Installs a charging profile (1.6 section 5.16).
    public struct SetChargingProfile: OCPPRequest {
        /// The action in the frame.
        public static let action = "SetChargingProfile"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// The profile.
        public var csChargingProfiles: ChargingProfile

        /// The payload by its members.
        public init(connectorId: Int, csChargingProfiles: ChargingProfile) {
            self.connectorId = connectorId
            self.csChargingProfiles = csChargingProfiles
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var csChargingProfiles: ChargingProfile?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "csChargingProfiles": csChargingProfiles = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.csChargingProfiles = try reader.require(csChargingProfiles, "csChargingProfiles")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("csChargingProfiles", csChargingProfiles)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What the station did with it; no proof that it obeys.
            public var status: ChargingProfileStatus

            /// The payload by its members.
            public init(status: ChargingProfileStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ChargingProfileStatus?
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

    /// What a station did with a charging profile.
    public enum ChargingProfileStatus: OpenEnumeration {
        case accepted, rejected, notSupported
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("NotSupported", .notSupported),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
