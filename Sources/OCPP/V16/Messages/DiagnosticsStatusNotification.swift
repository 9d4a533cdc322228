// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Progress of an upload of diagnostics (1.6 section 4.4).
    public struct DiagnosticsStatusNotification: OCPPRequest {
        /// The action in the frame.
        public static let action = "DiagnosticsStatusNotification"
        /// How far it is.
        public var status: DiagnosticsStatus

        /// The payload by its members.
        public init(status: DiagnosticsStatus) {
            self.status = status
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: DiagnosticsStatus?
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

        /// An empty answer.
        public struct Response: OCPPPayload {
            /// A payload without members.
            public init() {}

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.skipValue()
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {}
        }
    }

    /// Progress of an upload of diagnostics.
    public enum DiagnosticsStatus: OpenEnumeration {
        case idle, uploaded, uploadFailed, uploading
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Idle", .idle), ("Uploaded", .uploaded), ("UploadFailed", .uploadFailed), ("Uploading", .uploading),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
