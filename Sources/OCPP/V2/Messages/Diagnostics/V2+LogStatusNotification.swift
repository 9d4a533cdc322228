// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells how the upload of a log goes (functional block N).
    public struct LogStatusNotification: V2Request {
        /// The action in the frame.
        public static let action = "LogStatusNotification"
        /// What became of it.
        public var status: UploadLogStatus
        /// Names the request that this belongs to.
        public var requestId: Int?
        /// The reason, in detail. 2.1 only.
        public var statusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            status: UploadLogStatus, requestId: Int? = nil, statusInfo: StatusInfo? = nil, customData: CustomData? = nil
        ) {
            self.status = status
            self.requestId = requestId
            self.statusInfo = statusInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var status: UploadLogStatus?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "status": status = try reader.enumeration()
                case "requestId": requestId = try reader.integer()
                case "statusInfo": statusInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.status = try reader.require(status, "status")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("status", status)
            writer.member("requestId", requestId)
            writer.member("statusInfo", statusInfo, since: .v21)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }

    /// `UploadLogStatusEnumType` of the standard.
    public enum UploadLogStatus: OpenEnumeration {
        case badMessage, idle, notSupportedOperation, permissionDenied, uploaded, uploadFailure, uploading,
            acceptedCanceled
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("BadMessage", .badMessage), ("Idle", .idle), ("NotSupportedOperation", .notSupportedOperation),
            ("PermissionDenied", .permissionDenied), ("Uploaded", .uploaded), ("UploadFailure", .uploadFailure),
            ("Uploading", .uploading), ("AcceptedCanceled", .acceptedCanceled),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
