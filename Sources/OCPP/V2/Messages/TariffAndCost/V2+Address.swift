// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `AddressType` of the standard.
    public struct Address: V2Payload {
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
        public var customData: CustomData?

        public init(name: String, address1: String, city: String, country: String) {
            self.name = name
            self.address1 = address1
            self.city = city
            self.country = country
        }

        public init(unread: ()) {
            name = ""
            address1 = ""
            city = ""
            country = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("name", &name, Facets(limit: 50))
            coder.required("address1", &address1, Facets(limit: 100))
            coder.required("city", &city, Facets(limit: 100))
            coder.required("country", &country, Facets(limit: 50))
            coder.optional("address2", &address2, Facets(limit: 100))
            coder.optional("postalCode", &postalCode, Facets(limit: 20))
        }
    }
}
