// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `VoltageParamsType` of the standard.
    public struct VoltageParams: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Hv10 minimum mean value.
        public var hv10MinMeanValue: Double?
        /// Hv10 minimum mean trip delay.
        public var hv10MinMeanTripDelay: Double?
        /// Power during cessation.
        public var powerDuringCessation: PowerDuringCessation?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            hv10MinMeanValue: Double? = nil, hv10MinMeanTripDelay: Double? = nil,
            powerDuringCessation: PowerDuringCessation? = nil, customData: CustomData? = nil
        ) {
            self.hv10MinMeanValue = hv10MinMeanValue
            self.hv10MinMeanTripDelay = hv10MinMeanTripDelay
            self.powerDuringCessation = powerDuringCessation
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "hv10MinMeanValue": hv10MinMeanValue = try reader.number()
                case "hv10MinMeanTripDelay": hv10MinMeanTripDelay = try reader.number()
                case "powerDuringCessation": powerDuringCessation = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("hv10MinMeanValue", number: hv10MinMeanValue)
            writer.member("hv10MinMeanTripDelay", number: hv10MinMeanTripDelay)
            writer.member("powerDuringCessation", powerDuringCessation)
            writer.member("customData", customData)
        }
    }
}
