// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to restart (1.6 section 5.14).
    public struct Reset: OCPPRequest {
        /// The action in the frame.
        public static let action = "Reset"
        /// How hard.
        public var type: ResetType

        /// The payload by its members.
        public init(type: ResetType) {
            self.type = type
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var type: ResetType?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.type = try reader.require(type, "type")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will.
            public var status: AcceptedOrRejected

            /// The payload by its members.
            public init(status: AcceptedOrRejected) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AcceptedOrRejected?
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

    /// Whether transactions are ended properly first (soft) or not (hard).
    public enum ResetType: OpenEnumeration {
        case hard, soft
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Hard", .hard), ("Soft", .soft),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
