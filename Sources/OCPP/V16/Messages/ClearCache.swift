// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Empties the station's authorization cache (1.6 section 5.4).
    public struct ClearCache: OCPPRequest {
        /// The action in the frame.
        public static let action = "ClearCache"

        /// A payload without members.
        public init() {}

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.skipValue()
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {}

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it did.
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
}
