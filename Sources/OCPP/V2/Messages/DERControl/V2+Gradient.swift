// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `GradientType` of the standard.
    public struct Gradient: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// Gradient.
        public var gradient: Double
        /// Soft gradient.
        public var softGradient: Double
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(priority: Int, gradient: Double, softGradient: Double, customData: CustomData? = nil) {
            self.priority = priority
            self.gradient = gradient
            self.softGradient = softGradient
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            var gradient: Double?
            var softGradient: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "gradient": gradient = try reader.number()
                case "softGradient": softGradient = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
            self.gradient = try reader.require(gradient, "gradient")
            self.softGradient = try reader.require(softGradient, "softGradient")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("gradient", number: gradient)
            writer.member("softGradient", number: softGradient)
            writer.member("customData", customData)
        }
    }
}
