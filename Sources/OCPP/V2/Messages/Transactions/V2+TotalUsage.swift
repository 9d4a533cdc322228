// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `TotalUsageType` of the standard.
    public struct TotalUsage: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Energy.
        public var energy: Double
        /// Charging time.
        public var chargingTime: Int
        /// Idle time.
        public var idleTime: Int
        /// Reservation time.
        public var reservationTime: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            energy: Double, chargingTime: Int, idleTime: Int, reservationTime: Int? = nil, customData: CustomData? = nil
        ) {
            self.energy = energy
            self.chargingTime = chargingTime
            self.idleTime = idleTime
            self.reservationTime = reservationTime
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var energy: Double?
            var chargingTime: Int?
            var idleTime: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "energy": energy = try reader.number()
                case "chargingTime": chargingTime = try reader.integer()
                case "idleTime": idleTime = try reader.integer()
                case "reservationTime": reservationTime = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.energy = try reader.require(energy, "energy")
            self.chargingTime = try reader.require(chargingTime, "chargingTime")
            self.idleTime = try reader.require(idleTime, "idleTime")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("energy", number: energy)
            writer.member("chargingTime", chargingTime)
            writer.member("idleTime", idleTime)
            writer.member("reservationTime", reservationTime)
            writer.member("customData", customData)
        }
    }
}
