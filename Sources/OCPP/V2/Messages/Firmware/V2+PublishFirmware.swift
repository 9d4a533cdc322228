// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks a local controller to publish firmware (functional block L).
    public struct PublishFirmware: V2Request {
        /// The action in the frame.
        public static let action = "PublishFirmware"
        /// Where the firmware lies. At most 2000 characters (2.0.1: 512).
        public var location: String
        /// Checksum. At most 32 characters.
        public var checksum: String
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            location: String, checksum: String, requestId: Int, retries: Int? = nil, retryInterval: Int? = nil,
            customData: CustomData? = nil
        ) {
            self.location = location
            self.checksum = checksum
            self.requestId = requestId
            self.retries = retries
            self.retryInterval = retryInterval
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var location: String?
            var checksum: String?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "location": location = try reader.text()
                case "checksum": checksum = try reader.text()
                case "requestId": requestId = try reader.integer()
                case "retries": retries = try reader.integer()
                case "retryInterval": retryInterval = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.location = try reader.require(location, "location")
            self.checksum = try reader.require(checksum, "checksum")
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("location", location, limit: is21 ? 2000 : 512)
            writer.member("checksum", checksum, limit: 32)
            writer.member("requestId", requestId, least: is21 ? 0 : nil)
            writer.member("retries", retries, least: is21 ? 0 : nil)
            writer.member("retryInterval", retryInterval, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: GenericStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericStatus?
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
}
