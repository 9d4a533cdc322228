// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sends the local authorization list or changes of it (functional block D).
    public struct SendLocalList: V2Request {
        /// The action in the frame.
        public static let action = "SendLocalList"
        /// Version number.
        public var versionNumber: Int
        /// Update type.
        public var updateType: UpdateKind
        /// Local authorization list.
        public var localAuthorizationList: [AuthorizationData]?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            versionNumber: Int, updateType: UpdateKind, localAuthorizationList: [AuthorizationData]? = nil,
            customData: CustomData? = nil
        ) {
            self.versionNumber = versionNumber
            self.updateType = updateType
            self.localAuthorizationList = localAuthorizationList
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var versionNumber: Int?
            var updateType: UpdateKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "versionNumber": versionNumber = try reader.integer()
                case "updateType": updateType = try reader.enumeration()
                case "localAuthorizationList": localAuthorizationList = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.versionNumber = try reader.require(versionNumber, "versionNumber")
            self.updateType = try reader.require(updateType, "updateType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("versionNumber", versionNumber)
            writer.member("updateType", updateType)
            writer.member("localAuthorizationList", localAuthorizationList, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: SendLocalListStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: SendLocalListStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: SendLocalListStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
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
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// A token of the local list.
    public struct AuthorizationData: V2Payload {
        /// The token.
        public var idToken: IdToken
        /// Id token info.
        public var idTokenInfo: IdTokenInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(idToken: IdToken, idTokenInfo: IdTokenInfo? = nil, customData: CustomData? = nil) {
            self.idToken = idToken
            self.idTokenInfo = idTokenInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idToken: IdToken?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idToken": idToken = try reader.object()
                case "idTokenInfo": idTokenInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idToken = try reader.require(idToken, "idToken")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("idToken", idToken)
            writer.member("idTokenInfo", idTokenInfo)
            writer.member("customData", customData)
        }
    }

    /// `SendLocalListStatusEnumType` of the standard.
    public enum SendLocalListStatus: OpenEnumeration {
        case accepted, failed, versionMismatch
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("VersionMismatch", .versionMismatch),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `UpdateEnumType` of the standard.
    public enum UpdateKind: OpenEnumeration {
        case differential, full
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Differential", .differential), ("Full", .full),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
