// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks a local controller to publish firmware (functional block L).
    public struct PublishFirmware: V2Request {
        public static let action = "PublishFirmware"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// Where the firmware lies. At most 2000 characters (2.0.1: 512).
        public var location: String
        /// Checksum. At most 32 characters.
        public var checksum: String
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// How often to try.
        public var retries: Int?
        /// Seconds between tries.
        public var retryInterval: Int?
        public var customData: CustomData?

        public init(location: String, checksum: String, requestId: Int) {
            self.location = location
            self.checksum = checksum
            self.requestId = requestId
        }

        public init(unread: ()) {
            location = ""
            checksum = ""
            requestId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("location", &location, Facets(limit: 2000, limit201: 512))
            coder.required("checksum", &checksum, Facets(limit: 32))
            coder.required("requestId", &requestId, Facets(least21: 0))
            coder.optional("retries", &retries, Facets(least21: 0))
            coder.optional("retryInterval", &retryInterval, Facets(least21: 0))
        }
    }
}
