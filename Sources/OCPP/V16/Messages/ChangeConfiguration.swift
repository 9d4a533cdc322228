// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Sets a configuration key (1.6 section 5.3).
    public struct ChangeConfiguration: OCPPRequest {
        /// The action in the frame.
        public static let action = "ChangeConfiguration"
        /// The key.
        public var key: String
        /// Its new value.
        public var value: String

        /// The payload by its members.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var key: String?
            var value: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "key": key = try reader.text()
                case "value": value = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.key = try reader.require(key, "key")
            self.value = try reader.require(value, "value")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("key", key, limit: 50)
            writer.member("value", value, limit: 500)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What the station did.
            public var status: ConfigurationStatus

            /// The payload by its members.
            public init(status: ConfigurationStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: ConfigurationStatus?
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

    /// What a station did with a new value of a key.
    public enum ConfigurationStatus: OpenEnumeration {
        case accepted, rejected, rebootRequired, notSupported
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("RebootRequired", .rebootRequired),
            ("NotSupported", .notSupported),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
