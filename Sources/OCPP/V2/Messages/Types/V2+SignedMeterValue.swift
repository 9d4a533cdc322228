// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// A value as its meter has signed it.
    public struct SignedMeterValue: V2Payload {
        /// Signed meter data. At most 32768 characters (2.0.1: 2500).
        public var signedMeterData: String
        /// Encoding method. At most 50 characters.
        public var encodingMethod: String
        /// Signing method. At most 50 characters. Required in 2.0.1.
        public var signingMethod: String?
        /// Public key. At most 2500 characters. Required in 2.0.1.
        public var publicKey: String?
        public var customData: CustomData?

        public init(signedMeterData: String, encodingMethod: String) {
            self.signedMeterData = signedMeterData
            self.encodingMethod = encodingMethod
        }

        public init(unread: ()) {
            signedMeterData = ""
            encodingMethod = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("signedMeterData", &signedMeterData, Facets(limit: 32768, limit201: 2500))
            coder.required("encodingMethod", &encodingMethod, Facets(limit: 50))
            coder.optional("signingMethod", &signingMethod, Facets(limit: 50, required: .in201))
            coder.optional("publicKey", &publicKey, Facets(limit: 2500, required: .in201))
        }
    }
}
