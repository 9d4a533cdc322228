// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            signedMeterData: String, encodingMethod: String, signingMethod: String? = nil, publicKey: String? = nil,
            customData: CustomData? = nil
        ) {
            self.signedMeterData = signedMeterData
            self.encodingMethod = encodingMethod
            self.signingMethod = signingMethod
            self.publicKey = publicKey
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var signedMeterData: String?
            var encodingMethod: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "signedMeterData": signedMeterData = try reader.text()
                case "encodingMethod": encodingMethod = try reader.text()
                case "signingMethod": signingMethod = try reader.text()
                case "publicKey": publicKey = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.signedMeterData = try reader.require(signedMeterData, "signedMeterData")
            self.encodingMethod = try reader.require(encodingMethod, "encodingMethod")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("signedMeterData", signedMeterData, limit: is21 ? 32768 : 2500)
            writer.member("encodingMethod", encodingMethod, limit: 50)
            writer.require("signingMethod", signingMethod != nil || is21)
            writer.member("signingMethod", signingMethod, limit: 50)
            writer.require("publicKey", publicKey != nil || is21)
            writer.member("publicKey", publicKey, limit: 2500)
            writer.member("customData", customData)
        }
    }
}
