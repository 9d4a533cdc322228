// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that a payment at the station is settled (functional block I).
    public struct NotifySettlement: V2Request, V21Payload {
        public static let action = "NotifySettlement"
        /// PSP ref. At most 255 characters.
        public var pspRef: String
        /// What became of it.
        public var status: PaymentStatus
        public var settlementAmount: Double
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// The reason, in words. At most 500 characters.
        public var statusInfo: String?
        /// Settlement time. Nil where nothing readable was sent.
        public var settlementTime: OCPPTimestamp?
        /// Receipt id. At most 50 characters.
        public var receiptId: String?
        /// Receipt URL. At most 2000 characters.
        public var receiptUrl: String?
        public var vatCompany: Address?
        /// VAT number. At most 20 characters.
        public var vatNumber: String?
        public var customData: CustomData?

        public init(
            pspRef: String, status: PaymentStatus, settlementAmount: Double, settlementTime: OCPPTimestamp?
        ) {
            self.pspRef = pspRef
            self.status = status
            self.settlementAmount = settlementAmount
            self.settlementTime = settlementTime
        }

        public init(unread: ()) {
            pspRef = ""
            status = .unread
            settlementAmount = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("pspRef", &pspRef, Facets(limit: 255))
            coder.required("status", &status)
            coder.required("settlementAmount", &settlementAmount)
            coder.optional("transactionId", &transactionId, Facets(limit: 36))
            coder.optional("statusInfo", &statusInfo, Facets(limit: 500))
            coder.optional("settlementTime", &settlementTime, Facets(required: .always))
            coder.optional("receiptId", &receiptId, Facets(limit: 50))
            coder.optional("receiptUrl", &receiptUrl, Facets(limit: 2000))
            coder.optional("vatCompany", &vatCompany)
            coder.optional("vatNumber", &vatNumber, Facets(limit: 20))
        }

        /// The answer.
        public struct Response: V21Payload {
            /// Receipt URL. At most 2000 characters.
            public var receiptUrl: String?
            /// Receipt id. At most 50 characters.
            public var receiptId: String?
            public var customData: CustomData?

            public init(unread: () = ()) {}

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.optional("receiptUrl", &receiptUrl, Facets(limit: 2000))
                coder.optional("receiptId", &receiptId, Facets(limit: 50))
            }
        }
    }

    /// `PaymentStatusEnumType` of the standard.
    public enum PaymentStatus: OpenEnumeration {
        case settled, canceled, rejected, failed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Settled", .settled), ("Canceled", .canceled), ("Rejected", .rejected), ("Failed", .failed),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
