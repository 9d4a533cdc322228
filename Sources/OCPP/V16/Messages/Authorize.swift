// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks whether an identifier may charge (1.6 section 4.1).
    public struct Authorize: OCPPRequest {
        /// The action in the frame.
        public static let action = "Authorize"
        /// The identifier presented.
        public var idTag: String

        /// The payload by its members.
        public init(idTag: String) {
            self.idTag = idTag
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idTag: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idTag": idTag = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.idTag = try reader.require(idTag, "idTag")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("idTag", idTag, limit: 20)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What the CSMS says of it.
            public var idTagInfo: IdTagInfo

            /// The payload by its members.
            public init(idTagInfo: IdTagInfo) {
                self.idTagInfo = idTagInfo
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var idTagInfo: IdTagInfo?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "idTagInfo": idTagInfo = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.idTagInfo = try reader.require(idTagInfo, "idTagInfo")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("idTagInfo", idTagInfo)
            }
        }
    }
}
