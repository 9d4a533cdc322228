// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// What the CSMS says of an identifier.
    public struct IdTagInfo: OCPPPayload {
        /// When it lapses.
        public var expiryDate: OCPPTimestamp?
        /// The group it belongs to.
        public var parentIdTag: String?
        /// Whether it may charge.
        public var status: AuthorizationStatus

        /// The payload by its members.
        public init(expiryDate: OCPPTimestamp? = nil, parentIdTag: String? = nil, status: AuthorizationStatus) {
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
            self.status = status
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var expiryDate: OCPPTimestamp?
            var parentIdTag: String?
            var status: AuthorizationStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "expiryDate": expiryDate = try reader.timestamp()
                case "parentIdTag": parentIdTag = try reader.text()
                case "status": status = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
            self.status = try reader.require(status, "status")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("expiryDate", expiryDate)
            writer.member("parentIdTag", parentIdTag, limit: 20)
            writer.member("status", status)
        }
    }

    /// Whether an identifier may charge.
    public enum AuthorizationStatus: OpenEnumeration {
        case accepted, blocked, expired, invalid, concurrentTx
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Blocked", .blocked), ("Expired", .expired), ("Invalid", .invalid),
            ("ConcurrentTx", .concurrentTx),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
