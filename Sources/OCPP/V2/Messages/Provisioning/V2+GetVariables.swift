// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Reads variables (functional block B).
    public struct GetVariables: V2Request {
        public static let action = "GetVariables"
        public var getVariableData: [GetVariableData]
        public var customData: CustomData?

        public init(getVariableData: [GetVariableData]) { self.getVariableData = getVariableData }

        public init(unread: ()) { getVariableData = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("getVariableData", &getVariableData, Facets(minItems: 1))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var getVariableResult: [GetVariableResult]
            public var customData: CustomData?

            public init(getVariableResult: [GetVariableResult]) { self.getVariableResult = getVariableResult }

            public init(unread: ()) { getVariableResult = [] }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("getVariableResult", &getVariableResult, Facets(minItems: 1))
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
        public var customData: CustomData?

        public init(component: Component, variable: Variable) {
            self.component = component
            self.variable = variable
        }

        public init(unread: ()) {
            component = .unread
            variable = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.optional("attributeType", &attributeType)
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
        public var attributeStatusInfo: StatusInfo?
        /// Which attribute. Absent means `Actual`.
        public var attributeType: AttributeKind?
        /// Its value as text. At most 2500 characters.
        public var attributeValue: String?
        public var customData: CustomData?

        public init(attributeStatus: GetVariableStatus, component: Component, variable: Variable) {
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
            coder.optional("attributeStatusInfo", &attributeStatusInfo)
            coder.optional("attributeType", &attributeType)
            coder.optional("attributeValue", &attributeValue, Facets(limit: 2500))
        }
    }

    /// `GetVariableStatusEnumType` of the standard.
    public enum GetVariableStatus: OpenEnumeration {
        case accepted, rejected, unknownComponent, unknownVariable, notSupportedAttributeType
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Rejected", .rejected), ("UnknownComponent", .unknownComponent),
            ("UnknownVariable", .unknownVariable), ("NotSupportedAttributeType", .notSupportedAttributeType),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
