// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the version of the local authorization list (functional block D).
    public struct GetLocalListVersion: V2Request {
        /// The action in the frame.
        public static let action = "GetLocalListVersion"
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(customData: CustomData? = nil) {
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Version number.
            public var versionNumber: Int
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(versionNumber: Int, customData: CustomData? = nil) {
                self.versionNumber = versionNumber
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var versionNumber: Int?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "versionNumber": versionNumber = try reader.integer()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.versionNumber = try reader.require(versionNumber, "versionNumber")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("versionNumber", versionNumber)
                writer.member("customData", customData)
            }
        }
    }
}
