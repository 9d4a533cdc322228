// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks whether a VAT number is good (functional block I).
    public struct VatNumberValidation: V2Request {
        /// The action in the frame.
        public static let action = "VatNumberValidation"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// VAT number. At most 20 characters.
        public var vatNumber: String
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(vatNumber: String, evseId: Int? = nil, customData: CustomData? = nil) {
            self.vatNumber = vatNumber
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var vatNumber: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "vatNumber": vatNumber = try reader.text()
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.vatNumber = try reader.require(vatNumber, "vatNumber")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("vatNumber", vatNumber, limit: 20)
            writer.member("evseId", evseId, least: 0)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// VAT number. At most 20 characters.
            public var vatNumber: String
            /// What became of it.
            public var status: GenericStatus
            /// Company.
            public var company: Address?
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
            public var evseId: Int?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                vatNumber: String, status: GenericStatus, company: Address? = nil, statusInfo: StatusInfo? = nil,
                evseId: Int? = nil, customData: CustomData? = nil
            ) {
                self.vatNumber = vatNumber
                self.status = status
                self.company = company
                self.statusInfo = statusInfo
                self.evseId = evseId
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var vatNumber: String?
                var status: GenericStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "vatNumber": vatNumber = try reader.text()
                    case "status": status = try reader.enumeration()
                    case "company": company = try reader.object()
                    case "statusInfo": statusInfo = try reader.object()
                    case "evseId": evseId = try reader.integer()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.vatNumber = try reader.require(vatNumber, "vatNumber")
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("vatNumber", vatNumber, limit: 20)
                writer.member("status", status)
                writer.member("company", company)
                writer.member("statusInfo", statusInfo)
                writer.member("evseId", evseId, least: 0)
                writer.member("customData", customData)
            }
        }
    }
}
