// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `AdditionalSelectedServicesType` of the standard.
    public struct AdditionalSelectedServices: V2Payload {
        public var serviceFee: RationalNumber
        /// Service name. At most 80 characters.
        public var serviceName: String
        public var customData: CustomData?

        public init(serviceFee: RationalNumber, serviceName: String) {
            self.serviceFee = serviceFee
            self.serviceName = serviceName
        }

        public init(unread: ()) {
            serviceFee = .unread
            serviceName = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("serviceFee", &serviceFee)
            coder.required("serviceName", &serviceName, Facets(limit: 80))
        }
    }
}
