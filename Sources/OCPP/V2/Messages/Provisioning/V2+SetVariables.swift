// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Writes variables (functional block B).
    public struct SetVariables: V2Request {
        /// The action in the frame.
        public static let action = "SetVariables"
        /// Set variable data.
        public var setVariableData: [SetVariableData]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(setVariableData: [SetVariableData], customData: CustomData? = nil) {
            self.setVariableData = setVariableData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var setVariableData: [SetVariableData]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "setVariableData": setVariableData = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.setVariableData = try reader.require(setVariableData, "setVariableData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("setVariableData", setVariableData, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Set variable result.
            public var setVariableResult: [SetVariableResult]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(setVariableResult: [SetVariableResult], customData: CustomData? = nil) {
                self.setVariableResult = setVariableResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var setVariableResult: [SetVariableResult]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "setVariableResult": setVariableResult = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.setVariableResult = try reader.require(setVariableResult, "setVariableResult")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("setVariableResult", setVariableResult, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `SetVariableDataType` of the standard.
    public struct SetVariableData: V2Payload {
        /// Its value as text. At most 2500 characters (2.0.1: 1000).
        public var attributeValue: String
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Which attribute. Absent means `Actual`.
        public var attributeType: AttributeKind?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            attributeValue: String, component: Component, variable: Variable, attributeType: AttributeKind? = nil,
            customData: CustomData? = nil
        ) {
            self.attributeValue = attributeValue
            self.component = component
            self.variable = variable
            self.attributeType = attributeType
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var attributeValue: String?
            var component: Component?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "attributeValue": attributeValue = try reader.text()
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "attributeType": attributeType = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.attributeValue = try reader.require(attributeValue, "attributeValue")
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("attributeValue", attributeValue, limit: is21 ? 2500 : 1000)
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("attributeType", attributeType)
            writer.member("customData", customData)
        }
    }

    /// `SetVariableResultType` of the standard.
    public struct SetVariableResult: V2Payload {
        /// Whether it could be set.
        public var attributeStatus: SetVariableStatus
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Which attribute. Absent means `Actual`.
        public var attributeType: AttributeKind?
        /// Attribute status info.
        public var attributeStatusInfo: StatusInfo?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            attributeStatus: SetVariableStatus, component: Component, variable: Variable,
            attributeType: AttributeKind? = nil, attributeStatusInfo: StatusInfo? = nil, customData: CustomData? = nil
        ) {
            self.attributeStatus = attributeStatus
            self.component = component
            self.variable = variable
            self.attributeType = attributeType
            self.attributeStatusInfo = attributeStatusInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var attributeStatus: SetVariableStatus?
            var component: Component?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "attributeStatus": attributeStatus = try reader.enumeration()
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "attributeType": attributeType = try reader.enumeration()
                case "attributeStatusInfo": attributeStatusInfo = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.attributeStatus = try reader.require(attributeStatus, "attributeStatus")
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("attributeStatus", attributeStatus)
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("attributeType", attributeType)
            writer.member("attributeStatusInfo", attributeStatusInfo)
            writer.member("customData", customData)
        }
    }

    /// `SetVariableStatusEnumType` of the standard.
    public enum SetVariableStatus: OpenEnumeration {
        case accepted, rejected, unknownComponent, unknownVariable, notSupportedAttributeType, rebootRequired
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownComponent", .unknownComponent),
            ("UnknownVariable", .unknownVariable), ("NotSupportedAttributeType", .notSupportedAttributeType),
            ("RebootRequired", .rebootRequired),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
