// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Writes variables (functional block B).
    public struct SetVariables: V2Request {
        public static let action = "SetVariables"
        public var setVariableData: [SetVariableData]
        public var customData: CustomData?

        public init(setVariableData: [SetVariableData]) { self.setVariableData = setVariableData }

        public init(unread: ()) { setVariableData = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("setVariableData", &setVariableData, Facets(minItems: 1))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var setVariableResult: [SetVariableResult]
            public var customData: CustomData?

            public init(setVariableResult: [SetVariableResult]) { self.setVariableResult = setVariableResult }

            public init(unread: ()) { setVariableResult = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("setVariableResult", &setVariableResult, Facets(minItems: 1))
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
        public var customData: CustomData?

        public init(attributeValue: String, component: Component, variable: Variable) {
            self.attributeValue = attributeValue
            self.component = component
            self.variable = variable
        }

        public init(unread: ()) {
            attributeValue = ""
            component = .unread
            variable = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("attributeValue", &attributeValue, Facets(limit: 2500, limit201: 1000))
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.optional("attributeType", &attributeType)
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
        public var attributeStatusInfo: StatusInfo?
        public var customData: CustomData?

        public init(attributeStatus: SetVariableStatus, component: Component, variable: Variable) {
            self.attributeStatus = attributeStatus
            self.component = component
            self.variable = variable
        }

        public init(unread: ()) {
            attributeStatus = .unread
            component = .unread
            variable = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("attributeStatus", &attributeStatus)
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.optional("attributeType", &attributeType)
            coder.optional("attributeStatusInfo", &attributeStatusInfo)
        }
    }

    /// `SetVariableStatusEnumType` of the standard.
    public enum SetVariableStatus: OpenEnumeration {
        case accepted, rejected, unknownComponent, unknownVariable, notSupportedAttributeType, rebootRequired
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownComponent", .unknownComponent),
            ("UnknownVariable", .unknownVariable), ("NotSupportedAttributeType", .notSupportedAttributeType),
            ("RebootRequired", .rebootRequired),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
