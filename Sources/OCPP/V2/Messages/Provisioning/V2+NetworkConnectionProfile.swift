// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `NetworkConnectionProfileType` of the standard.
    public struct NetworkConnectionProfile: V2Payload {
        /// OCPP transport.
        public var ocppTransport: OCPPTransport
        /// OCPP CSMS URL. At most 2000 characters (2.0.1: 512).
        public var ocppCsmsUrl: String
        /// Message timeout.
        public var messageTimeout: Int
        /// Security profile.
        public var securityProfile: Int
        /// OCPP interface.
        public var ocppInterface: OCPPInterface
        /// APN.
        public var apn: APN?
        /// OCPP version. Required in 2.0.1.
        public var ocppVersion: NetworkProfileVersion?
        /// VPN.
        public var vpn: VPN?
        /// Identity. At most 48 characters. 2.1 only.
        public var identity: String?
        /// Basic auth password. At most 64 characters. 2.1 only.
        public var basicAuthPassword: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            ocppTransport: OCPPTransport, ocppCsmsUrl: String, messageTimeout: Int, securityProfile: Int,
            ocppInterface: OCPPInterface, apn: APN? = nil, ocppVersion: NetworkProfileVersion? = nil, vpn: VPN? = nil,
            identity: String? = nil, basicAuthPassword: String? = nil, customData: CustomData? = nil
        ) {
            self.ocppTransport = ocppTransport
            self.ocppCsmsUrl = ocppCsmsUrl
            self.messageTimeout = messageTimeout
            self.securityProfile = securityProfile
            self.ocppInterface = ocppInterface
            self.apn = apn
            self.ocppVersion = ocppVersion
            self.vpn = vpn
            self.identity = identity
            self.basicAuthPassword = basicAuthPassword
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var ocppTransport: OCPPTransport?
            var ocppCsmsUrl: String?
            var messageTimeout: Int?
            var securityProfile: Int?
            var ocppInterface: OCPPInterface?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "ocppTransport": ocppTransport = try reader.enumeration()
                case "ocppCsmsUrl": ocppCsmsUrl = try reader.text()
                case "messageTimeout": messageTimeout = try reader.integer()
                case "securityProfile": securityProfile = try reader.integer()
                case "ocppInterface": ocppInterface = try reader.enumeration()
                case "apn": apn = try reader.object()
                case "ocppVersion": ocppVersion = try reader.enumeration()
                case "vpn": vpn = try reader.object()
                case "identity": identity = try reader.text()
                case "basicAuthPassword": basicAuthPassword = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.ocppTransport = try reader.require(ocppTransport, "ocppTransport")
            self.ocppCsmsUrl = try reader.require(ocppCsmsUrl, "ocppCsmsUrl")
            self.messageTimeout = try reader.require(messageTimeout, "messageTimeout")
            self.securityProfile = try reader.require(securityProfile, "securityProfile")
            self.ocppInterface = try reader.require(ocppInterface, "ocppInterface")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("ocppTransport", ocppTransport)
            writer.member("ocppCsmsUrl", ocppCsmsUrl, limit: is21 ? 2000 : 512)
            writer.member("messageTimeout", messageTimeout)
            writer.member("securityProfile", securityProfile, least: is21 ? 0 : nil)
            writer.member("ocppInterface", ocppInterface)
            writer.member("apn", apn)
            writer.require("ocppVersion", ocppVersion != nil || is21)
            writer.member("ocppVersion", ocppVersion)
            writer.member("vpn", vpn)
            writer.member("identity", identity, limit: 48, since: .v21)
            writer.member("basicAuthPassword", basicAuthPassword, limit: 64, since: .v21)
            writer.member("customData", customData)
        }
    }
}
