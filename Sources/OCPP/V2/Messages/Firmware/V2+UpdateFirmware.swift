// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks the station to fetch and install firmware (functional block L).
    public struct UpdateFirmware: V2Request {
        public static let action = "UpdateFirmware"
        public typealias Response = StatusResponse<Self, UpdateFirmwareStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var firmware: Firmware
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        public var customData: CustomData?

        public init(requestId: Int, firmware: Firmware) {
            self.requestId = requestId
            self.firmware = firmware
        }

        public init(unread: ()) {
            requestId = 0
            firmware = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("firmware", &firmware)
            coder.optional("retries", &retries, Facets(least21: 0))
            coder.optional("retryInterval", &retryInterval)
        }
    }

    /// `FirmwareType` of the standard.
    public struct Firmware: V2Payload {
        /// Where the firmware lies. At most 2000 characters (2.0.1: 512).
        public var location: String
        public var retrieveDateTime: OCPPTimestamp
        public var installDateTime: OCPPTimestamp?
        /// Signing certificate. At most 5500 characters.
        public var signingCertificate: String?
        /// Signature. At most 800 characters.
        public var signature: String?
        public var customData: CustomData?

        public init(location: String, retrieveDateTime: OCPPTimestamp) {
            self.location = location
            self.retrieveDateTime = retrieveDateTime
        }

        public init(unread: ()) {
            location = ""
            retrieveDateTime = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("location", &location, Facets(limit: 2000, limit201: 512))
            coder.required("retrieveDateTime", &retrieveDateTime)
            coder.optional("installDateTime", &installDateTime)
            coder.optional("signingCertificate", &signingCertificate, Facets(limit: 5500))
            coder.optional("signature", &signature, Facets(limit: 800))
        }
    }

    /// `UpdateFirmwareStatusEnumType` of the standard.
    public enum UpdateFirmwareStatus: OpenEnumeration {
        case accepted, rejected, acceptedCanceled, invalidCertificate, revokedCertificate
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("AcceptedCanceled", .acceptedCanceled),
            ("InvalidCertificate", .invalidCertificate), ("RevokedCertificate", .revokedCertificate),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
