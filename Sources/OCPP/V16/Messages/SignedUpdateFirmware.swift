// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to install firmware that is signed (1.6 security whitepaper).
    public struct SignedUpdateFirmware: OCPPRequest {
        /// The action in the frame.
        public static let action = "SignedUpdateFirmware"
        /// How often a download is tried again.
        public var retries: Int?
        /// Time between two tries, s.
        public var retryInterval: Int?
        /// Names the request in the notifications that follow.
        public var requestId: Int
        /// The firmware.
        public var firmware: Firmware

        /// The payload by its members.
        public init(retries: Int? = nil, retryInterval: Int? = nil, requestId: Int, firmware: Firmware) {
            self.retries = retries
            self.retryInterval = retryInterval
            self.requestId = requestId
            self.firmware = firmware
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var retries: Int?
            var retryInterval: Int?
            var requestId: Int?
            var firmware: Firmware?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "requestId": requestId = try reader.integer()
                case "firmware": firmware = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.retries = retries
            self.retryInterval = retryInterval
            self.requestId = try reader.require(requestId, "requestId")
            self.firmware = try reader.require(firmware, "firmware")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("retries", retries)
            writer.member("retryInterval", retryInterval)
            writer.member("requestId", requestId)
            writer.member("firmware", firmware)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will.
            public var status: SignedUpdateFirmwareStatus

            /// The payload by its members.
            public init(status: SignedUpdateFirmwareStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: SignedUpdateFirmwareStatus?
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

    /// Whether firmware will be installed.
    public enum SignedUpdateFirmwareStatus: OpenEnumeration {
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
