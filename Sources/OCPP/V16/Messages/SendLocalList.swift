// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Replaces or amends the station's list of identifiers (1.6 section 5.15).
    public struct SendLocalList: OCPPRequest {
        /// The action in the frame.
        public static let action = "SendLocalList"
        /// Version after it.
        public var listVersion: Int
        /// The entries.
        public var localAuthorizationList: [AuthorizationData]?
        /// Replace or amend.
        public var updateType: UpdateType

        /// The payload by its members.
        public init(listVersion: Int, localAuthorizationList: [AuthorizationData]? = nil, updateType: UpdateType) {
            self.listVersion = listVersion
            self.localAuthorizationList = localAuthorizationList
            self.updateType = updateType
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var listVersion: Int?
            var localAuthorizationList: [AuthorizationData]?
            var updateType: UpdateType?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "listVersion": listVersion = try reader.integer()
                case "localAuthorizationList": localAuthorizationList = try reader.objects()
                case "updateType": updateType = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.listVersion = try reader.require(listVersion, "listVersion")
            self.localAuthorizationList = localAuthorizationList
            self.updateType = try reader.require(updateType, "updateType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("listVersion", listVersion)
            writer.member("localAuthorizationList", localAuthorizationList)
            writer.member("updateType", updateType)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What became of it.
            public var status: UpdateStatus

            /// The payload by its members.
            public init(status: UpdateStatus) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: UpdateStatus?
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

    /// Replace the list, or amend it.
    public enum UpdateType: OpenEnumeration {
        case differential, full
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Differential", .differential), ("Full", .full),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// What became of an update of the list.
    public enum UpdateStatus: OpenEnumeration {
        case accepted, failed, notSupported, versionMismatch
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("NotSupported", .notSupported),
            ("VersionMismatch", .versionMismatch),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
