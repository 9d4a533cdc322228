// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Readings of a meter outside transactions (functional block J).
    public struct MeterValues: V2Request {
        /// The action in the frame.
        public static let action = "MeterValues"
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// The readings, each set with its time.
        public var meterValue: [MeterValue]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(evseId: Int, meterValue: [MeterValue], customData: CustomData? = nil) {
            self.evseId = evseId
            self.meterValue = meterValue
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            var meterValue: [MeterValue]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "meterValue": meterValue = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
            self.meterValue = try reader.require(meterValue, "meterValue")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("evseId", evseId, least: is21 ? 0 : nil)
            writer.member("meterValue", meterValue, minimum: 1)
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
