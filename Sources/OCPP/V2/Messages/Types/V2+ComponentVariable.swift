// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ComponentVariableType` of the standard.
    public struct ComponentVariable: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(component: Component, variable: Variable? = nil, customData: CustomData? = nil) {
            self.component = component
            self.variable = variable
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var component: Component?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.component = try reader.require(component, "component")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("customData", customData)
        }
    }
}
