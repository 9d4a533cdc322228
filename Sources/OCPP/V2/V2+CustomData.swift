// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V2 {
    /// What a vendor adds to an object: members of its own. Kept as they came, numbers as `Double`.
    ///
    /// Every object may have one and few do, so it takes one pointer of each.
    public struct CustomData: PayloadValue, Equatable {
        private final class Content: Sendable {
            let vendorId: String
            let members: JSONObject

            init(vendorId: String, members: JSONObject) {
                self.vendorId = vendorId
                self.members = members
            }
        }

        private var content: Content

        /// The vendor.
        public var vendorId: String {
            get { content.vendorId }
            set { content = Content(vendorId: newValue, members: members) }
        }

        /// The vendor's members, without `vendorId`.
        public var members: JSONObject {
            get { content.members }
            set { content = Content(vendorId: vendorId, members: newValue) }
        }

        /// The addition of a vendor; a member `vendorId` is not written twice.
        public init(vendorId: String, members: JSONObject = JSONObject()) {
            content = Content(vendorId: vendorId, members: members)
        }

        /// Whether vendor and members are the same.
        public static func == (left: Self, right: Self) -> Bool {
            left.content === right.content || left.vendorId == right.vendorId && left.members == right.members
        }

        /// An addition that says nothing.
        public static var unread: Self { Self(vendorId: "") }

        /// Reads the object.
        public static func read(_ coder: inout PayloadCoder) throws(JSONError) -> Self? {
            var vendorId: String?
            var members = JSONObject()
            try coder.reader.beginObject()
            while let member = try coder.reader.nextKey() {
                switch member {
                case "vendorId": vendorId = try coder.reader.text()
                // The reader has refused a key that comes twice; looking again would take the square of their number.
                default: members.append(member.string, try JSONValue(from: &coder.reader))
                }
            }
            return Self(vendorId: try coder.reader.require(vendorId, "vendorId"), members: members)
        }

        /// Writes the object with its braces.
        public func write(_: StaticString, _: Facets, _ coder: inout PayloadCoder) {
            coder.writer.json?.beginObject()
            coder.writer.member("vendorId", vendorId, limit: 255)
            for (key, value) in members where key != "vendorId" { coder.writer.member(text: key, value) }
            coder.writer.json?.endObject()
        }
    }
}
