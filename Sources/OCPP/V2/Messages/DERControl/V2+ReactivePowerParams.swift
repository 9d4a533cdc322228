// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ReactivePowerParamsType` of the standard.
    public struct ReactivePowerParams: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// V ref.
        public var vRef: Double?
        /// Autonomous v ref enable.
        public var autonomousVRefEnable: Bool?
        /// Autonomous v ref time constant.
        public var autonomousVRefTimeConstant: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            vRef: Double? = nil, autonomousVRefEnable: Bool? = nil, autonomousVRefTimeConstant: Double? = nil,
            customData: CustomData? = nil
        ) {
            self.vRef = vRef
            self.autonomousVRefEnable = autonomousVRefEnable
            self.autonomousVRefTimeConstant = autonomousVRefTimeConstant
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "vRef": vRef = try reader.number()
                case "autonomousVRefEnable": autonomousVRefEnable = try reader.bool()
                case "autonomousVRefTimeConstant": autonomousVRefTimeConstant = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("vRef", number: vRef)
            writer.member("autonomousVRefEnable", autonomousVRefEnable)
            writer.member("autonomousVRefTimeConstant", number: autonomousVRefTimeConstant)
            writer.member("customData", customData)
        }
    }
}
