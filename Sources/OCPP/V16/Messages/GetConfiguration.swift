// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks for configuration keys; all of them where none is named (1.6 section 5.8).
    public struct GetConfiguration: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetConfiguration"
        /// The keys.
        public var key: [String]?

        /// The payload by its members.
        public init(key: [String]? = nil) {
            self.key = key
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var key: [String]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "key": key = try reader.texts()
                default: try reader.skipValue()
                }
            }
            self.key = key
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("key", key, limit: 50)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Known keys.
            public var configurationKey: [KeyValue]?
            /// Keys the station does not know.
            public var unknownKey: [String]?

            /// The payload by its members.
            public init(configurationKey: [KeyValue]? = nil, unknownKey: [String]? = nil) {
                self.configurationKey = configurationKey
                self.unknownKey = unknownKey
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var configurationKey: [KeyValue]?
                var unknownKey: [String]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "configurationKey": configurationKey = try reader.objects()
                    case "unknownKey": unknownKey = try reader.texts()
                    default: try reader.skipValue()
                    }
                }
                self.configurationKey = configurationKey
                self.unknownKey = unknownKey
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("configurationKey", configurationKey)
                writer.member("unknownKey", unknownKey, limit: 50)
            }
        }
    }
}
