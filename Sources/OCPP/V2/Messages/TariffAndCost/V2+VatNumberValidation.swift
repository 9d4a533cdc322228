// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks whether a VAT number is good (functional block I).
    public struct VatNumberValidation: V2Request, V21Payload {
        public static let action = "VatNumberValidation"
        /// VAT number. At most 20 characters.
        public var vatNumber: String
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(vatNumber: String) { self.vatNumber = vatNumber }

        public init(unread: ()) { vatNumber = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("vatNumber", &vatNumber, Facets(limit: 20))
            coder.optional("evseId", &evseId, Facets(least: 0))
        }

        /// The answer.
        public struct Response: V21Payload {
            /// VAT number. At most 20 characters.
            public var vatNumber: String
            /// What became of it.
            public var status: GenericStatus
            public var company: Address?
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
            public var evseId: Int?
            public var customData: CustomData?

            public init(vatNumber: String, status: GenericStatus) {
                self.vatNumber = vatNumber
                self.status = status
            }

            public init(unread: ()) {
                vatNumber = ""
                status = .unread
            }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("vatNumber", &vatNumber, Facets(limit: 20))
                coder.required("status", &status)
                coder.optional("company", &company)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("evseId", &evseId, Facets(least: 0))
            }
        }
    }
}
