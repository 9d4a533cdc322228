// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffConditionsFixedType` of the standard.
    public struct TariffConditionsFixed: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Start time of day.
        public var startTimeOfDay: String?
        /// End time of day.
        public var endTimeOfDay: String?
        /// Day of week.
        public var dayOfWeek: [DayOfWeek]?
        /// Valid from date.
        public var validFromDate: String?
        /// Valid to date.
        public var validToDate: String?
        /// EVSE kind.
        public var evseKind: EvseKind?
        /// Payment brand. At most 20 characters.
        public var paymentBrand: String?
        /// Payment recognition. At most 20 characters.
        public var paymentRecognition: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            startTimeOfDay: String? = nil, endTimeOfDay: String? = nil, dayOfWeek: [DayOfWeek]? = nil,
            validFromDate: String? = nil, validToDate: String? = nil, evseKind: EvseKind? = nil,
            paymentBrand: String? = nil, paymentRecognition: String? = nil, customData: CustomData? = nil
        ) {
            self.startTimeOfDay = startTimeOfDay
            self.endTimeOfDay = endTimeOfDay
            self.dayOfWeek = dayOfWeek
            self.validFromDate = validFromDate
            self.validToDate = validToDate
            self.evseKind = evseKind
            self.paymentBrand = paymentBrand
            self.paymentRecognition = paymentRecognition
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "startTimeOfDay": startTimeOfDay = try reader.text()
                case "endTimeOfDay": endTimeOfDay = try reader.text()
                case "dayOfWeek": dayOfWeek = try reader.enumerations()
                case "validFromDate": validFromDate = try reader.text()
                case "validToDate": validToDate = try reader.text()
                case "evseKind": evseKind = try reader.enumeration()
                case "paymentBrand": paymentBrand = try reader.text()
                case "paymentRecognition": paymentRecognition = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("startTimeOfDay", startTimeOfDay, limit: nil)
            writer.member("endTimeOfDay", endTimeOfDay, limit: nil)
            writer.member("dayOfWeek", dayOfWeek, minimum: 1, maximum: 7)
            writer.member("validFromDate", validFromDate, limit: nil)
            writer.member("validToDate", validToDate, limit: nil)
            writer.member("evseKind", evseKind)
            writer.member("paymentBrand", paymentBrand, limit: 20)
            writer.member("paymentRecognition", paymentRecognition, limit: 20)
            writer.member("customData", customData)
        }
    }
}
