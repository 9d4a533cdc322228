// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `MessageContentType` of the standard.
    public struct MessageContent: V2Payload {
        /// Format.
        public var format: MessageFormat
        /// Content. At most 1024 characters (2.0.1: 512).
        public var content: String
        /// Language. At most 8 characters.
        public var language: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(format: MessageFormat, content: String, language: String? = nil, customData: CustomData? = nil) {
            self.format = format
            self.content = content
            self.language = language
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var format: MessageFormat?
            var content: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "format": format = try reader.enumeration()
                case "content": content = try reader.text()
                case "language": language = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.format = try reader.require(format, "format")
            self.content = try reader.require(content, "content")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("format", format)
            writer.member("content", content, limit: is21 ? 1024 : 512)
            writer.member("language", language, limit: 8)
            writer.member("customData", customData)
        }
    }
}
