// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `APNType` of the standard.
    public struct APN: V2Payload {
        /// APN. At most 2000 characters (2.0.1: 512).
        public var apn: String
        /// APN authentication.
        public var apnAuthentication: APNAuthentication
        /// APN user name. At most 50 characters (2.0.1: 20).
        public var apnUserName: String?
        /// APN password. At most 64 characters (2.0.1: 20).
        public var apnPassword: String?
        /// SIM pin.
        public var simPin: Int?
        /// Preferred network. At most 6 characters.
        public var preferredNetwork: String?
        /// Use only preferred network. Absent means `false`.
        public var useOnlyPreferredNetwork: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            apn: String, apnAuthentication: APNAuthentication, apnUserName: String? = nil, apnPassword: String? = nil,
            simPin: Int? = nil, preferredNetwork: String? = nil, useOnlyPreferredNetwork: Bool? = nil,
            customData: CustomData? = nil
        ) {
            self.apn = apn
            self.apnAuthentication = apnAuthentication
            self.apnUserName = apnUserName
            self.apnPassword = apnPassword
            self.simPin = simPin
            self.preferredNetwork = preferredNetwork
            self.useOnlyPreferredNetwork = useOnlyPreferredNetwork
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var apn: String?
            var apnAuthentication: APNAuthentication?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "apn": apn = try reader.text()
                case "apnAuthentication": apnAuthentication = try reader.enumeration()
                case "apnUserName": apnUserName = try reader.text()
                case "apnPassword": apnPassword = try reader.text()
                case "simPin": simPin = try reader.integer()
                case "preferredNetwork": preferredNetwork = try reader.text()
                case "useOnlyPreferredNetwork": useOnlyPreferredNetwork = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.apn = try reader.require(apn, "apn")
            self.apnAuthentication = try reader.require(apnAuthentication, "apnAuthentication")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("apn", apn, limit: is21 ? 2000 : 512)
            writer.member("apnAuthentication", apnAuthentication)
            writer.member("apnUserName", apnUserName, limit: is21 ? 50 : 20)
            writer.member("apnPassword", apnPassword, limit: is21 ? 64 : 20)
            writer.member("simPin", simPin)
            writer.member("preferredNetwork", preferredNetwork, limit: 6)
            writer.member("useOnlyPreferredNetwork", useOnlyPreferredNetwork)
            writer.member("customData", customData)
        }
    }
}
