// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks for the version of the station's list of identifiers (1.6 section 5.10).
    public struct GetLocalListVersion: OCPPRequest {
        /// The action in the frame.
        public static let action = "GetLocalListVersion"

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
            /// Its version; 0 is an empty list, -1 is no support.
            public var listVersion: Int

            /// The payload by its members.
            public init(listVersion: Int) {
                self.listVersion = listVersion
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var listVersion: Int?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "listVersion": listVersion = try reader.integer()
                    default: try reader.skipValue()
                    }
                }
                self.listVersion = try reader.require(listVersion, "listVersion")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("listVersion", listVersion)
            }
        }
    }
}
