// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TariffType` of the standard.
    public struct Tariff: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Tariff id. At most 60 characters.
        public var tariffId: String
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        /// Description.
        public var description: [MessageContent]?
        /// Energy.
        public var energy: TariffEnergy?
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        /// Charging time.
        public var chargingTime: TariffTime?
        /// Idle time.
        public var idleTime: TariffTime?
        /// Fixed fee.
        public var fixedFee: TariffFixed?
        /// Reservation time.
        public var reservationTime: TariffTime?
        /// Reservation fixed.
        public var reservationFixed: TariffFixed?
        /// Minimum cost.
        public var minCost: Price?
        /// Maximum cost.
        public var maxCost: Price?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            tariffId: String, currency: String, description: [MessageContent]? = nil, energy: TariffEnergy? = nil,
            validFrom: OCPPTimestamp? = nil, chargingTime: TariffTime? = nil, idleTime: TariffTime? = nil,
            fixedFee: TariffFixed? = nil, reservationTime: TariffTime? = nil, reservationFixed: TariffFixed? = nil,
            minCost: Price? = nil, maxCost: Price? = nil, customData: CustomData? = nil
        ) {
            self.tariffId = tariffId
            self.currency = currency
            self.description = description
            self.energy = energy
            self.validFrom = validFrom
            self.chargingTime = chargingTime
            self.idleTime = idleTime
            self.fixedFee = fixedFee
            self.reservationTime = reservationTime
            self.reservationFixed = reservationFixed
            self.minCost = minCost
            self.maxCost = maxCost
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var tariffId: String?
            var currency: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "tariffId": tariffId = try reader.text()
                case "currency": currency = try reader.text()
                case "description": description = try reader.objects()
                case "energy": energy = try reader.object()
                case "validFrom": validFrom = try reader.timestamp()
                case "chargingTime": chargingTime = try reader.object()
                case "idleTime": idleTime = try reader.object()
                case "fixedFee": fixedFee = try reader.object()
                case "reservationTime": reservationTime = try reader.object()
                case "reservationFixed": reservationFixed = try reader.object()
                case "minCost": minCost = try reader.object()
                case "maxCost": maxCost = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.tariffId = try reader.require(tariffId, "tariffId")
            self.currency = try reader.require(currency, "currency")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("tariffId", tariffId, limit: 60)
            writer.member("currency", currency, limit: 3)
            writer.member("description", description, minimum: 1, maximum: 10)
            writer.member("energy", energy)
            writer.member("validFrom", validFrom)
            writer.member("chargingTime", chargingTime)
            writer.member("idleTime", idleTime)
            writer.member("fixedFee", fixedFee)
            writer.member("reservationTime", reservationTime)
            writer.member("reservationFixed", reservationFixed)
            writer.member("minCost", minCost)
            writer.member("maxCost", maxCost)
            writer.member("customData", customData)
        }
    }
}
