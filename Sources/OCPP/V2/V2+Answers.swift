// SPDX-License-Identifier: Apache-2.0

extension V2 {
    /// The answer that says nothing.
    public struct EmptyResponse<Request: V2Payload>: V2Payload {
        /// Those of the request.
        public static var versions: [OCPPVersion] { Request.versions }
        /// What the vendor adds.
        public var customData: CustomData?

        /// An answer without members.
        public init(unread: () = ()) {}
    }

    /// The answer that is a status.
    public struct StatusResponse<Request: V2Payload, Status: OpenEnumeration>: V2Payload {
        /// Those of the request.
        public static var versions: [OCPPVersion] { Request.versions }
        /// What became of it.
        public var status: Status
        /// The reason, in detail.
        public var statusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The answer by what it must have.
        public init(status: Status) { self.status = status }

        /// An answer to be read into.
        public init(unread: ()) { status = .unread }

        /// Names the members.
        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("status", &status)
            coder.optional("statusInfo", &statusInfo)
        }
    }
}
