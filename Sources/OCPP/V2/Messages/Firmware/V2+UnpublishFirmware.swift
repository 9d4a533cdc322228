// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks a local controller to stop publishing firmware (functional block L).
    public struct UnpublishFirmware: V2Request {
        public static let action = "UnpublishFirmware"
        /// Checksum. At most 32 characters.
        public var checksum: String
        public var customData: CustomData?

        public init(checksum: String) { self.checksum = checksum }

        public init(unread: ()) { checksum = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("checksum", &checksum, Facets(limit: 32))
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: UnpublishFirmwareStatus
            public var customData: CustomData?

            public init(status: UnpublishFirmwareStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
            }
        }
    }

    /// `UnpublishFirmwareStatusEnumType` of the standard.
    public enum UnpublishFirmwareStatus: OpenEnumeration {
        case downloadOngoing, noFirmware, unpublished
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("DownloadOngoing", .downloadOngoing), ("NoFirmware", .noFirmware), ("Unpublished", .unpublished),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
