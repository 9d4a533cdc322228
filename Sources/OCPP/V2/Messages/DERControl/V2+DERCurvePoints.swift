// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `DERCurvePointsType` of the standard.
    public struct DERCurvePoints: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// X.
        public var x: Double
        /// Y.
        public var y: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(x: Double, y: Double, customData: CustomData? = nil) {
            self.x = x
            self.y = y
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var x: Double?
            var y: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "x": x = try reader.number()
                case "y": y = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.x = try reader.require(x, "x")
            self.y = try reader.require(y, "y")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("x", number: x)
            writer.member("y", number: y)
            writer.member("customData", customData)
        }
    }
}
