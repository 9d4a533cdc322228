// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Reads variables (functional block B).
    public struct GetVariables: V2Request {
        /// The action in the frame.
        public static let action = "GetVariables"
        /// Get variable data.
        public var getVariableData: [GetVariableData]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(getVariableData: [GetVariableData], customData: CustomData? = nil) {
            self.getVariableData = getVariableData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var getVariableData: [GetVariableData]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "getVariableData": getVariableData = try reader.objects()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.getVariableData = try reader.require(getVariableData, "getVariableData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("getVariableData", getVariableData, minimum: 1)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Get variable result.
            public var getVariableResult: [GetVariableResult]
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(getVariableResult: [GetVariableResult], customData: CustomData? = nil) {
                self.getVariableResult = getVariableResult
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var getVariableResult: [GetVariableResult]?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "getVariableResult": getVariableResult = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.getVariableResult = try reader.require(getVariableResult, "getVariableResult")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("getVariableResult", getVariableResult, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }

    /// `GetVariableDataType` of the standard.
    public struct GetVariableData: V2Payload {
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
            component: Component, variable: Variable, attributeType: AttributeKind? = nil, customData: CustomData? = nil
        ) {
            self.component = component
            self.variable = variable
            self.attributeType = attributeType
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var component: Component?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "attributeType": attributeType = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("attributeType", attributeType)
            writer.member("customData", customData)
        }
    }

    /// `GetVariableResultType` of the standard.
    public struct GetVariableResult: V2Payload {
        /// Whether it could be had.
        public var attributeStatus: GetVariableStatus
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Attribute status info.
        public var attributeStatusInfo: StatusInfo?
        /// Which attribute. Absent means `Actual`.
        public var attributeType: AttributeKind?
        /// Its value as text. At most 2500 characters.
        public var attributeValue: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            attributeStatus: GetVariableStatus, component: Component, variable: Variable,
            attributeStatusInfo: StatusInfo? = nil, attributeType: AttributeKind? = nil, attributeValue: String? = nil,
            customData: CustomData? = nil
        ) {
            self.attributeStatus = attributeStatus
            self.component = component
            self.variable = variable
            self.attributeStatusInfo = attributeStatusInfo
            self.attributeType = attributeType
            self.attributeValue = attributeValue
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var attributeStatus: GetVariableStatus?
            var component: Component?
            var variable: Variable?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "attributeStatus": attributeStatus = try reader.enumeration()
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "attributeStatusInfo": attributeStatusInfo = try reader.object()
                case "attributeType": attributeType = try reader.enumeration()
                case "attributeValue": attributeValue = try reader.text()
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
            writer.member("attributeStatusInfo", attributeStatusInfo)
            writer.member("attributeType", attributeType)
            writer.member("attributeValue", attributeValue, limit: 2500)
            writer.member("customData", customData)
        }
    }

    /// `GetVariableStatusEnumType` of the standard.
    public enum GetVariableStatus: OpenEnumeration {
        case accepted, rejected, unknownComponent, unknownVariable, notSupportedAttributeType
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownComponent", .unknownComponent),
            ("UnknownVariable", .unknownVariable), ("NotSupportedAttributeType", .notSupportedAttributeType),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
