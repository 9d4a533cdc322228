// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks a local controller to stop publishing firmware (functional block L).
    public struct UnpublishFirmware: V2Request {
        /// The action in the frame.
        public static let action = "UnpublishFirmware"
        /// Checksum. At most 32 characters.
        public var checksum: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(checksum: String, customData: CustomData? = nil) {
            self.checksum = checksum
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var checksum: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "checksum": checksum = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.checksum = try reader.require(checksum, "checksum")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("checksum", checksum, limit: 32)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: UnpublishFirmwareStatus
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: UnpublishFirmwareStatus, customData: CustomData? = nil) {
                self.status = status
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: UnpublishFirmwareStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("customData", customData)
            }
        }
    }

    /// `UnpublishFirmwareStatusEnumType` of the standard.
    public enum UnpublishFirmwareStatus: OpenEnumeration {
        case downloadOngoing, noFirmware, unpublished
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("DownloadOngoing", .downloadOngoing), ("NoFirmware", .noFirmware), ("Unpublished", .unpublished),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
