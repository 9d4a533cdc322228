// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that a payment at the station is settled (functional block I).
    public struct NotifySettlement: V2Request {
        /// The action in the frame.
        public static let action = "NotifySettlement"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// PSP ref. At most 255 characters.
        public var pspRef: String
        /// What became of it.
        public var status: PaymentStatus
        /// Settlement amount.
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
        /// VAT company.
        public var vatCompany: Address?
        /// VAT number. At most 20 characters.
        public var vatNumber: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            pspRef: String, status: PaymentStatus, settlementAmount: Double, transactionId: String? = nil,
            statusInfo: String? = nil, settlementTime: OCPPTimestamp?, receiptId: String? = nil,
            receiptUrl: String? = nil, vatCompany: Address? = nil, vatNumber: String? = nil,
            customData: CustomData? = nil
        ) {
            self.pspRef = pspRef
            self.status = status
            self.settlementAmount = settlementAmount
            self.transactionId = transactionId
            self.statusInfo = statusInfo
            self.settlementTime = settlementTime
            self.receiptId = receiptId
            self.receiptUrl = receiptUrl
            self.vatCompany = vatCompany
            self.vatNumber = vatNumber
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var pspRef: String?
            var status: PaymentStatus?
            var settlementAmount: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "pspRef": pspRef = try reader.text()
                case "status": status = try reader.enumeration()
                case "settlementAmount": settlementAmount = try reader.number()
                case "transactionId": transactionId = try reader.text()
                case "statusInfo": statusInfo = try reader.text()
                case "settlementTime": settlementTime = try reader.timestamp()
                case "receiptId": receiptId = try reader.text()
                case "receiptUrl": receiptUrl = try reader.text()
                case "vatCompany": vatCompany = try reader.object()
                case "vatNumber": vatNumber = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.pspRef = try reader.require(pspRef, "pspRef")
            self.status = try reader.require(status, "status")
            self.settlementAmount = try reader.require(settlementAmount, "settlementAmount")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("pspRef", pspRef, limit: 255)
            writer.member("status", status)
            writer.member("settlementAmount", number: settlementAmount)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("statusInfo", statusInfo, limit: 500)
            writer.require("settlementTime", settlementTime != nil)
            writer.member("settlementTime", settlementTime)
            writer.member("receiptId", receiptId, limit: 50)
            writer.member("receiptUrl", receiptUrl, limit: 2000)
            writer.member("vatCompany", vatCompany)
            writer.member("vatNumber", vatNumber, limit: 20)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// Receipt URL. At most 2000 characters.
            public var receiptUrl: String?
            /// Receipt id. At most 50 characters.
            public var receiptId: String?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(receiptUrl: String? = nil, receiptId: String? = nil, customData: CustomData? = nil) {
                self.receiptUrl = receiptUrl
                self.receiptId = receiptId
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "receiptUrl": receiptUrl = try reader.text()
                    case "receiptId": receiptId = try reader.text()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("receiptUrl", receiptUrl, limit: 2000)
                writer.member("receiptId", receiptId, limit: 50)
                writer.member("customData", customData)
            }
        }
    }

    /// `PaymentStatusEnumType` of the standard.
    public enum PaymentStatus: OpenEnumeration {
        case settled, canceled, rejected, failed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Settled", .settled), ("Canceled", .canceled), ("Rejected", .rejected), ("Failed", .failed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
