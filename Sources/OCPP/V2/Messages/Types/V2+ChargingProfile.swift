// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Limits or setpoints over time, with what they are for.
    public struct ChargingProfile: V2Payload {
        /// Names the profile; those of an external source may be negative.
        public var id: Int
        /// Among profiles of one purpose the highest level holds.
        public var stackLevel: Int
        /// What the profile is for.
        public var chargingProfilePurpose: ChargingProfilePurpose
        /// What its times count from.
        public var chargingProfileKind: ChargingProfileKind
        /// The schedules.
        public var chargingSchedule: [ChargingSchedule]
        /// How often a recurring profile begins anew.
        public var recurrencyKind: RecurrencyKind?
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        /// Not in force from then on.
        public var validTo: OCPPTimestamp?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// Seconds without connection after which the profile no longer holds. 2.1 only.
        public var maxOfflineDuration: Int?
        /// Whether the profile stays out of force once that time is over. 2.1 only.
        public var invalidAfterOfflineDuration: Bool?
        /// Seconds after which the station asks for newer figures. 2.1 only.
        public var dynUpdateInterval: Int?
        /// When the figures last changed. 2.1 only.
        public var dynUpdateTime: OCPPTimestamp?
        /// Price schedule signature. At most 256 characters. 2.1 only.
        public var priceScheduleSignature: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, stackLevel: Int, chargingProfilePurpose: ChargingProfilePurpose,
            chargingProfileKind: ChargingProfileKind, chargingSchedule: [ChargingSchedule],
            recurrencyKind: RecurrencyKind? = nil, validFrom: OCPPTimestamp? = nil, validTo: OCPPTimestamp? = nil,
            transactionId: String? = nil, maxOfflineDuration: Int? = nil, invalidAfterOfflineDuration: Bool? = nil,
            dynUpdateInterval: Int? = nil, dynUpdateTime: OCPPTimestamp? = nil, priceScheduleSignature: String? = nil,
            customData: CustomData? = nil
        ) {
            self.id = id
            self.stackLevel = stackLevel
            self.chargingProfilePurpose = chargingProfilePurpose
            self.chargingProfileKind = chargingProfileKind
            self.chargingSchedule = chargingSchedule
            self.recurrencyKind = recurrencyKind
            self.validFrom = validFrom
            self.validTo = validTo
            self.transactionId = transactionId
            self.maxOfflineDuration = maxOfflineDuration
            self.invalidAfterOfflineDuration = invalidAfterOfflineDuration
            self.dynUpdateInterval = dynUpdateInterval
            self.dynUpdateTime = dynUpdateTime
            self.priceScheduleSignature = priceScheduleSignature
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var stackLevel: Int?
            var chargingProfilePurpose: ChargingProfilePurpose?
            var chargingProfileKind: ChargingProfileKind?
            var chargingSchedule: [ChargingSchedule]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "stackLevel": stackLevel = try reader.integer()
                case "chargingProfilePurpose": chargingProfilePurpose = try reader.enumeration()
                case "chargingProfileKind": chargingProfileKind = try reader.enumeration()
                case "chargingSchedule": chargingSchedule = try reader.objects()
                case "recurrencyKind": recurrencyKind = try reader.enumeration()
                case "validFrom": validFrom = try reader.timestamp()
                case "validTo": validTo = try reader.timestamp()
                case "transactionId": transactionId = try reader.text()
                case "maxOfflineDuration": maxOfflineDuration = try reader.integer()
                case "invalidAfterOfflineDuration": invalidAfterOfflineDuration = try reader.bool()
                case "dynUpdateInterval": dynUpdateInterval = try reader.integer()
                case "dynUpdateTime": dynUpdateTime = try reader.timestamp()
                case "priceScheduleSignature": priceScheduleSignature = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.stackLevel = try reader.require(stackLevel, "stackLevel")
            self.chargingProfilePurpose = try reader.require(chargingProfilePurpose, "chargingProfilePurpose")
            self.chargingProfileKind = try reader.require(chargingProfileKind, "chargingProfileKind")
            self.chargingSchedule = try reader.require(chargingSchedule, "chargingSchedule")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("id", id)
            writer.member("stackLevel", stackLevel, least: is21 ? 0 : nil)
            writer.member("chargingProfilePurpose", chargingProfilePurpose)
            writer.member("chargingProfileKind", chargingProfileKind)
            writer.member("chargingSchedule", chargingSchedule, minimum: 1, maximum: 3)
            writer.member("recurrencyKind", recurrencyKind)
            writer.member("validFrom", validFrom)
            writer.member("validTo", validTo)
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("maxOfflineDuration", maxOfflineDuration, since: .v21)
            writer.member("invalidAfterOfflineDuration", invalidAfterOfflineDuration, since: .v21)
            writer.member("dynUpdateInterval", dynUpdateInterval, since: .v21)
            writer.member("dynUpdateTime", dynUpdateTime, since: .v21)
            writer.member("priceScheduleSignature", priceScheduleSignature, limit: 256, since: .v21)
            writer.member("customData", customData)
        }
    }
}
