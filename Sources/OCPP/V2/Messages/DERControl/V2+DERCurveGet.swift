// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `DERCurveGetType` of the standard.
    public struct DERCurveGet: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Curve.
        public var curve: DERCurve
        /// Id. At most 36 characters.
        public var id: String
        /// Curve type.
        public var curveType: DERControlKind
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            curve: DERCurve, id: String, curveType: DERControlKind, isDefault: Bool, isSuperseded: Bool,
            customData: CustomData? = nil
        ) {
            self.curve = curve
            self.id = id
            self.curveType = curveType
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var curve: DERCurve?
            var id: String?
            var curveType: DERControlKind?
            var isDefault: Bool?
            var isSuperseded: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "curve": curve = try reader.object()
                case "id": id = try reader.text()
                case "curveType": curveType = try reader.enumeration()
                case "isDefault": isDefault = try reader.bool()
                case "isSuperseded": isSuperseded = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.curve = try reader.require(curve, "curve")
            self.id = try reader.require(id, "id")
            self.curveType = try reader.require(curveType, "curveType")
            self.isDefault = try reader.require(isDefault, "isDefault")
            self.isSuperseded = try reader.require(isSuperseded, "isSuperseded")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("curve", curve)
            writer.member("id", id, limit: 36)
            writer.member("curveType", curveType)
            writer.member("isDefault", isDefault)
            writer.member("isSuperseded", isSuperseded)
            writer.member("customData", customData)
        }
    }
}
