// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that a limit from elsewhere no longer holds (functional block K).
    public struct ClearedChargingLimit: V2Request {
        /// The action in the frame.
        public static let action = "ClearedChargingLimit"
        /// Who set the limit.
        public var chargingLimitSource: ChargingLimitSource
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(chargingLimitSource: ChargingLimitSource, evseId: Int? = nil, customData: CustomData? = nil) {
            self.chargingLimitSource = chargingLimitSource
            self.evseId = evseId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingLimitSource: ChargingLimitSource?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingLimitSource": chargingLimitSource = try reader.enumeration()
                case "evseId": evseId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingLimitSource = try reader.require(chargingLimitSource, "chargingLimitSource")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("chargingLimitSource", chargingLimitSource, freeText: is21 ? 20 : nil)
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }
}
