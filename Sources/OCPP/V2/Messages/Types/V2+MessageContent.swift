// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MessageContentType` of the standard.
    public struct MessageContent: V2Payload {
        public var format: MessageFormat
        /// Content. At most 1024 characters (2.0.1: 512).
        public var content: String
        /// Language. At most 8 characters.
        public var language: String?
        public var customData: CustomData?

        public init(format: MessageFormat, content: String) {
            self.format = format
            self.content = content
        }

        public init(unread: ()) {
            format = .unread
            content = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("format", &format)
            coder.required("content", &content, Facets(limit: 1024, limit201: 512))
            coder.optional("language", &language, Facets(limit: 8))
        }
    }
}
