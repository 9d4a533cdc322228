// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `CostDimensionType` of the standard.
    public struct CostDimension: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Type.
        public var type: CostDimensionKind
        /// Volume.
        public var volume: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(type: CostDimensionKind, volume: Double, customData: CustomData? = nil) {
            self.type = type
            self.volume = volume
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var type: CostDimensionKind?
            var volume: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.enumeration()
                case "volume": volume = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.type = try reader.require(type, "type")
            self.volume = try reader.require(volume, "volume")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type)
            writer.member("volume", number: volume)
            writer.member("customData", customData)
        }
    }
}
