// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// A schedule of limits with its purpose and precedence (1.6 section 7.8).
    public struct ChargingProfile: OCPPPayload {
        /// Its identifier; installing the same again replaces it.
        public var chargingProfileId: Int
        /// For a TxProfile, the transaction it is for.
        public var transactionId: Int?
        /// Precedence within its purpose: the highest that applies wins; from 0.
        public var stackLevel: Int
        /// What it limits.
        public var chargingProfilePurpose: ChargingProfilePurpose
        /// What its schedule is counted from.
        public var chargingProfileKind: ChargingProfileKind
        /// For a recurring profile, how often it begins anew.
        public var recurrencyKind: RecurrencyKind?
        /// It does not apply before.
        public var validFrom: OCPPTimestamp?
        /// It does not apply from then on.
        public var validTo: OCPPTimestamp?
        /// The limits.
        public var chargingSchedule: ChargingSchedule

        /// The payload by its members.
        public init(
            chargingProfileId: Int, transactionId: Int? = nil, stackLevel: Int,
            chargingProfilePurpose: ChargingProfilePurpose, chargingProfileKind: ChargingProfileKind,
            recurrencyKind: RecurrencyKind? = nil, validFrom: OCPPTimestamp? = nil, validTo: OCPPTimestamp? = nil,
            chargingSchedule: ChargingSchedule
        ) {
            self.chargingProfileId = chargingProfileId
            self.transactionId = transactionId
            self.stackLevel = stackLevel
            self.chargingProfilePurpose = chargingProfilePurpose
            self.chargingProfileKind = chargingProfileKind
            self.recurrencyKind = recurrencyKind
            self.validFrom = validFrom
            self.validTo = validTo
            self.chargingSchedule = chargingSchedule
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingProfileId: Int?
            var transactionId: Int?
            var stackLevel: Int?
            var chargingProfilePurpose: ChargingProfilePurpose?
            var chargingProfileKind: ChargingProfileKind?
            var recurrencyKind: RecurrencyKind?
            var validFrom: OCPPTimestamp?
            var validTo: OCPPTimestamp?
            var chargingSchedule: ChargingSchedule?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingProfileId": chargingProfileId = try reader.integer()
                case "transactionId": transactionId = try reader.integer()
                case "stackLevel": stackLevel = try reader.integer()
                case "chargingProfilePurpose": chargingProfilePurpose = try reader.enumeration()
                case "chargingProfileKind": chargingProfileKind = try reader.enumeration()
                case "recurrencyKind": recurrencyKind = try reader.enumeration()
                case "validFrom": validFrom = try reader.timestamp()
                case "validTo": validTo = try reader.timestamp()
                case "chargingSchedule": chargingSchedule = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingProfileId = try reader.require(chargingProfileId, "chargingProfileId")
            self.transactionId = transactionId
            self.stackLevel = try reader.require(stackLevel, "stackLevel")
            self.chargingProfilePurpose = try reader.require(chargingProfilePurpose, "chargingProfilePurpose")
            self.chargingProfileKind = try reader.require(chargingProfileKind, "chargingProfileKind")
            self.recurrencyKind = recurrencyKind
            self.validFrom = validFrom
            self.validTo = validTo
            self.chargingSchedule = try reader.require(chargingSchedule, "chargingSchedule")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("chargingProfileId", chargingProfileId)
            writer.member("transactionId", transactionId)
            writer.member("stackLevel", stackLevel)
            writer.member("chargingProfilePurpose", chargingProfilePurpose)
            writer.member("chargingProfileKind", chargingProfileKind)
            writer.member("recurrencyKind", recurrencyKind)
            writer.member("validFrom", validFrom)
            writer.member("validTo", validTo)
            writer.member("chargingSchedule", chargingSchedule)
        }
    }

    /// What a charging profile limits (1.6 section 3.13.1).
    public enum ChargingProfilePurpose: OpenEnumeration {
        case chargePointMaxProfile, txDefaultProfile, txProfile
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ChargePointMaxProfile", .chargePointMaxProfile), ("TxDefaultProfile", .txDefaultProfile),
            ("TxProfile", .txProfile),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// What the schedule of a charging profile is counted from.
    public enum ChargingProfileKind: OpenEnumeration {
        case absolute, recurring, relative
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Absolute", .absolute), ("Recurring", .recurring), ("Relative", .relative),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// How often a recurring profile begins anew.
    public enum RecurrencyKind: OpenEnumeration {
        case daily, weekly
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Daily", .daily), ("Weekly", .weekly),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
