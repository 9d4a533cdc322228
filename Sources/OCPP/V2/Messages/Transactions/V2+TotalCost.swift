// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TotalCostType` of the standard.
    public struct TotalCost: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        /// Type of cost.
        public var typeOfCost: TariffCost
        /// Total.
        public var total: TotalPrice
        /// Fixed.
        public var fixed: Price?
        /// Energy.
        public var energy: Price?
        /// Charging time.
        public var chargingTime: Price?
        /// Idle time.
        public var idleTime: Price?
        /// Reservation time.
        public var reservationTime: Price?
        /// Reservation fixed.
        public var reservationFixed: Price?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            currency: String, typeOfCost: TariffCost, total: TotalPrice, fixed: Price? = nil, energy: Price? = nil,
            chargingTime: Price? = nil, idleTime: Price? = nil, reservationTime: Price? = nil,
            reservationFixed: Price? = nil, customData: CustomData? = nil
        ) {
            self.currency = currency
            self.typeOfCost = typeOfCost
            self.total = total
            self.fixed = fixed
            self.energy = energy
            self.chargingTime = chargingTime
            self.idleTime = idleTime
            self.reservationTime = reservationTime
            self.reservationFixed = reservationFixed
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var currency: String?
            var typeOfCost: TariffCost?
            var total: TotalPrice?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "currency": currency = try reader.text()
                case "typeOfCost": typeOfCost = try reader.enumeration()
                case "total": total = try reader.object()
                case "fixed": fixed = try reader.object()
                case "energy": energy = try reader.object()
                case "chargingTime": chargingTime = try reader.object()
                case "idleTime": idleTime = try reader.object()
                case "reservationTime": reservationTime = try reader.object()
                case "reservationFixed": reservationFixed = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.currency = try reader.require(currency, "currency")
            self.typeOfCost = try reader.require(typeOfCost, "typeOfCost")
            self.total = try reader.require(total, "total")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("currency", currency, limit: 3)
            writer.member("typeOfCost", typeOfCost)
            writer.member("total", total)
            writer.member("fixed", fixed)
            writer.member("energy", energy)
            writer.member("chargingTime", chargingTime)
            writer.member("idleTime", idleTime)
            writer.member("reservationTime", reservationTime)
            writer.member("reservationFixed", reservationFixed)
            writer.member("customData", customData)
        }
    }
}
