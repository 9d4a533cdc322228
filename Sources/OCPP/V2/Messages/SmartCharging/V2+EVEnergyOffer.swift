// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVEnergyOfferType` of the standard.
    public struct EVEnergyOffer: V2Payload {
        public var evPowerSchedule: EVPowerSchedule
        public var evAbsolutePriceSchedule: EVAbsolutePriceSchedule?
        public var customData: CustomData?

        public init(evPowerSchedule: EVPowerSchedule) { self.evPowerSchedule = evPowerSchedule }

        public init(unread: ()) { evPowerSchedule = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evPowerSchedule", &evPowerSchedule)
            coder.optional("evAbsolutePriceSchedule", &evAbsolutePriceSchedule)
        }
    }
}
