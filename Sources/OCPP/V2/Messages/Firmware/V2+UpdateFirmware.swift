// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks the station to fetch and install firmware (functional block L).
    public struct UpdateFirmware: V2Request {
        /// The action in the frame.
        public static let action = "UpdateFirmware"
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Firmware.
        public var firmware: Firmware
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, firmware: Firmware, retries: Int? = nil, retryInterval: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.firmware = firmware
            self.retries = retries
            self.retryInterval = retryInterval
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var firmware: Firmware?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "firmware": firmware = try reader.object()
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.firmware = try reader.require(firmware, "firmware")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("firmware", firmware)
            writer.member("retries", retries, least: is21 ? 0 : nil)
            writer.member("retryInterval", retryInterval)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: UpdateFirmwareStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: UpdateFirmwareStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: UpdateFirmwareStatus?
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

    /// `FirmwareType` of the standard.
    public struct Firmware: V2Payload {
        /// Where the firmware lies. At most 2000 characters (2.0.1: 512).
        public var location: String
        /// Retrieve date time.
        public var retrieveDateTime: OCPPTimestamp
        /// Install date time.
        public var installDateTime: OCPPTimestamp?
        /// Signing certificate. At most 5500 characters.
        public var signingCertificate: String?
        /// Signature. At most 800 characters.
        public var signature: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            location: String, retrieveDateTime: OCPPTimestamp, installDateTime: OCPPTimestamp? = nil,
            signingCertificate: String? = nil, signature: String? = nil, customData: CustomData? = nil
        ) {
            self.location = location
            self.retrieveDateTime = retrieveDateTime
            self.installDateTime = installDateTime
            self.signingCertificate = signingCertificate
            self.signature = signature
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var location: String?
            var retrieveDateTime: OCPPTimestamp?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "location": location = try reader.text()
                case "retrieveDateTime": retrieveDateTime = try reader.timestamp()
                case "installDateTime": installDateTime = try reader.timestamp()
                case "signingCertificate": signingCertificate = try reader.text()
                case "signature": signature = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.location = try reader.require(location, "location")
            self.retrieveDateTime = try reader.require(retrieveDateTime, "retrieveDateTime")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("location", location, limit: is21 ? 2000 : 512)
            writer.member("retrieveDateTime", retrieveDateTime)
            writer.member("installDateTime", installDateTime)
            writer.member("signingCertificate", signingCertificate, limit: 5500)
            writer.member("signature", signature, limit: 800)
            writer.member("customData", customData)
        }
    }

    /// `UpdateFirmwareStatusEnumType` of the standard.
    public enum UpdateFirmwareStatus: OpenEnumeration {
        case accepted, rejected, acceptedCanceled, invalidCertificate, revokedCertificate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("AcceptedCanceled", .acceptedCanceled),
            ("InvalidCertificate", .invalidCertificate), ("RevokedCertificate", .revokedCertificate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
