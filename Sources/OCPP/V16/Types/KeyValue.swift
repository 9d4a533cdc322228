// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// A configuration key with its value.
    public struct KeyValue: OCPPPayload {
        /// The key.
        public var key: String
        /// Whether it cannot be set. Read as false where it is missing.
        public var readonly: Bool
        /// Its value; absent where it is set but not shown.
        public var value: String?

        /// The payload by its members.
        public init(key: String, readonly: Bool, value: String? = nil) {
            self.key = key
            self.readonly = readonly
            self.value = value
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var key: String?
            var readonly: Bool?
            var value: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "key": key = try reader.text()
                case "readonly": readonly = try reader.bool()
                case "value": value = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.key = try reader.require(key, "key")
            self.readonly = readonly ?? false
            self.value = value
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("key", key, limit: 50)
            writer.member("readonly", readonly)
            writer.member("value", value, limit: 500)
        }
    }
}
