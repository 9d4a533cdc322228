// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `AddressType` of the standard.
    public struct Address: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Name. At most 50 characters.
        public var name: String
        /// Address1. At most 100 characters.
        public var address1: String
        /// City. At most 100 characters.
        public var city: String
        /// Country. At most 50 characters.
        public var country: String
        /// Address2. At most 100 characters.
        public var address2: String?
        /// Postal code. At most 20 characters.
        public var postalCode: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            name: String, address1: String, city: String, country: String, address2: String? = nil,
            postalCode: String? = nil, customData: CustomData? = nil
        ) {
            self.name = name
            self.address1 = address1
            self.city = city
            self.country = country
            self.address2 = address2
            self.postalCode = postalCode
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var name: String?
            var address1: String?
            var city: String?
            var country: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "name": name = try reader.text()
                case "address1": address1 = try reader.text()
                case "city": city = try reader.text()
                case "country": country = try reader.text()
                case "address2": address2 = try reader.text()
                case "postalCode": postalCode = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.name = try reader.require(name, "name")
            self.address1 = try reader.require(address1, "address1")
            self.city = try reader.require(city, "city")
            self.country = try reader.require(country, "country")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("name", name, limit: 50)
            writer.member("address1", address1, limit: 100)
            writer.member("city", city, limit: 100)
            writer.member("country", country, limit: 50)
            writer.member("address2", address2, limit: 100)
            writer.member("postalCode", postalCode, limit: 20)
            writer.member("customData", customData)
        }
    }
}
