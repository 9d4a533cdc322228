// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sends the local authorization list or changes of it (functional block D).
    public struct SendLocalList: V2Request {
        public static let action = "SendLocalList"
        public typealias Response = StatusResponse<Self, SendLocalListStatus>
        public var versionNumber: Int
        public var updateType: UpdateKind
        public var localAuthorizationList: [AuthorizationData]?
        public var customData: CustomData?

        public init(versionNumber: Int, updateType: UpdateKind) {
            self.versionNumber = versionNumber
            self.updateType = updateType
        }

        public init(unread: ()) {
            versionNumber = 0
            updateType = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("versionNumber", &versionNumber)
            coder.required("updateType", &updateType)
            coder.optional("localAuthorizationList", &localAuthorizationList, Facets(minItems: 1))
        }
    }

    /// A token of the local list.
    public struct AuthorizationData: V2Payload {
        /// The token.
        public var idToken: IdToken
        public var idTokenInfo: IdTokenInfo?
        public var customData: CustomData?

        public init(idToken: IdToken) { self.idToken = idToken }

        public init(unread: ()) { idToken = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("idToken", &idToken)
            coder.optional("idTokenInfo", &idTokenInfo)
        }
    }

    /// `SendLocalListStatusEnumType` of the standard.
    public enum SendLocalListStatus: OpenEnumeration {
        case accepted, failed, versionMismatch
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Failed", .failed), ("VersionMismatch", .versionMismatch),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `UpdateEnumType` of the standard.
    public enum UpdateKind: OpenEnumeration {
        case differential, full
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Differential", .differential), ("Full", .full),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
