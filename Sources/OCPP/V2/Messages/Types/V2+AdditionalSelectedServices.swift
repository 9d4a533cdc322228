// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `AdditionalSelectedServicesType` of the standard.
    public struct AdditionalSelectedServices: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Service fee.
        public var serviceFee: RationalNumber
        /// Service name. At most 80 characters.
        public var serviceName: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(serviceFee: RationalNumber, serviceName: String, customData: CustomData? = nil) {
            self.serviceFee = serviceFee
            self.serviceName = serviceName
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var serviceFee: RationalNumber?
            var serviceName: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "serviceFee": serviceFee = try reader.object()
                case "serviceName": serviceName = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.serviceFee = try reader.require(serviceFee, "serviceFee")
            self.serviceName = try reader.require(serviceName, "serviceName")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("serviceFee", serviceFee)
            writer.member("serviceName", serviceName, limit: 80)
            writer.member("customData", customData)
        }
    }
}
