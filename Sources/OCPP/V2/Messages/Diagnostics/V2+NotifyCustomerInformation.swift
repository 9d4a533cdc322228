// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the report asked for by CustomerInformation (functional block N).
    public struct NotifyCustomerInformation: V2Request {
        public static let action = "NotifyCustomerInformation"
        public typealias Response = EmptyResponse<Self>
        /// Data. At most 512 characters.
        public var data: String
        /// Number of the part, from 0.
        public var seqNo: Int
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        public var customData: CustomData?

        public init(data: String, seqNo: Int, requestId: Int, generatedAt: OCPPTimestamp?) {
            self.data = data
            self.seqNo = seqNo
            self.requestId = requestId
            self.generatedAt = generatedAt
        }

        public init(unread: ()) {
            data = ""
            seqNo = 0
            requestId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("data", &data, Facets(limit: 512))
            coder.required("seqNo", &seqNo, Facets(least21: 0))
            coder.required("requestId", &requestId, Facets(least21: 0))
            coder.optional("tbc", &tbc)
            coder.optional("generatedAt", &generatedAt, Facets(required: .always))
        }
    }
}
