// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// An entry of the station's list of identifiers.
    public struct AuthorizationData: OCPPPayload {
        /// The identifier.
        public var idTag: String
        /// What is said of it; absent in an amendment removes the entry.
        public var idTagInfo: IdTagInfo?

        /// The payload by its members.
        public init(idTag: String, idTagInfo: IdTagInfo? = nil) {
            self.idTag = idTag
            self.idTagInfo = idTagInfo
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idTag: String?
            var idTagInfo: IdTagInfo?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idTag": idTag = try reader.text()
                case "idTagInfo": idTagInfo = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idTag = try reader.require(idTag, "idTag")
            self.idTagInfo = idTagInfo
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("idTag", idTag, limit: 20)
            writer.member("idTagInfo", idTagInfo)
        }
    }
}
