// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `EVEnergyOfferType` of the standard.
    public struct EVEnergyOffer: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// EV power schedule.
        public var evPowerSchedule: EVPowerSchedule
        /// EV absolute price schedule.
        public var evAbsolutePriceSchedule: EVAbsolutePriceSchedule?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            evPowerSchedule: EVPowerSchedule, evAbsolutePriceSchedule: EVAbsolutePriceSchedule? = nil,
            customData: CustomData? = nil
        ) {
            self.evPowerSchedule = evPowerSchedule
            self.evAbsolutePriceSchedule = evAbsolutePriceSchedule
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evPowerSchedule: EVPowerSchedule?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evPowerSchedule": evPowerSchedule = try reader.object()
                case "evAbsolutePriceSchedule": evAbsolutePriceSchedule = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evPowerSchedule = try reader.require(evPowerSchedule, "evPowerSchedule")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evPowerSchedule", evPowerSchedule)
            writer.member("evAbsolutePriceSchedule", evAbsolutePriceSchedule)
            writer.member("customData", customData)
        }
    }
}
