// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the report asked for by GetBaseReport or GetReport (functional block B).
    public struct NotifyReport: V2Request {
        public static let action = "NotifyReport"
        public typealias Response = EmptyResponse<Self>
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Number of the part, from 0.
        public var seqNo: Int
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        public var reportData: [ReportData]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        public var customData: CustomData?

        public init(requestId: Int, seqNo: Int, generatedAt: OCPPTimestamp?) {
            self.requestId = requestId
            self.seqNo = seqNo
            self.generatedAt = generatedAt
        }

        public init(unread: ()) {
            requestId = 0
            seqNo = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("seqNo", &seqNo, Facets(least21: 0))
            coder.optional("generatedAt", &generatedAt, Facets(required: .always))
            coder.optional("reportData", &reportData, Facets(minItems: 1))
            coder.optional("tbc", &tbc)
        }
    }

    /// `DataEnumType` of the standard.
    public enum DataKind: OpenEnumeration {
        case string, decimal, integer, dateTime, boolean, optionList, sequenceList, memberList
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("string", .string), ("decimal", .decimal), ("integer", .integer), ("dateTime", .dateTime),
            ("boolean", .boolean), ("OptionList", .optionList), ("SequenceList", .sequenceList),
            ("MemberList", .memberList),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `MutabilityEnumType` of the standard.
    public enum Mutability: OpenEnumeration {
        case readOnly, writeOnly, readWrite
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ReadOnly", .readOnly), ("WriteOnly", .writeOnly), ("ReadWrite", .readWrite),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ReportDataType` of the standard.
    public struct ReportData: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        public var variableAttribute: [VariableAttribute]
        public var variableCharacteristics: VariableCharacteristics?
        public var customData: CustomData?

        public init(component: Component, variable: Variable, variableAttribute: [VariableAttribute]) {
            self.component = component
            self.variable = variable
            self.variableAttribute = variableAttribute
        }

        public init(unread: ()) {
            component = .unread
            variable = .unread
            variableAttribute = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("component", &component)
            coder.required("variable", &variable)
            coder.required("variableAttribute", &variableAttribute, Facets(minItems: 1, maxItems: 4))
            coder.optional("variableCharacteristics", &variableCharacteristics)
        }
    }

    /// `VariableAttributeType` of the standard.
    public struct VariableAttribute: V2Payload {
        /// Type. Absent means `Actual`.
        public var type: AttributeKind?
        /// Value. At most 2500 characters.
        public var value: String?
        /// Mutability. Absent means `ReadWrite`.
        public var mutability: Mutability?
        /// Persistent. Absent means `false`.
        public var persistent: Bool?
        /// Constant. Absent means `false`.
        public var constant: Bool?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("type", &type)
            coder.optional("value", &value, Facets(limit: 2500))
            coder.optional("mutability", &mutability)
            coder.optional("persistent", &persistent)
            coder.optional("constant", &constant)
        }
    }

    /// `VariableCharacteristicsType` of the standard.
    public struct VariableCharacteristics: V2Payload {
        public var dataType: DataKind
        public var supportsMonitoring: Bool
        /// Unit. At most 16 characters.
        public var unit: String?
        public var minLimit: Double?
        public var maxLimit: Double?
        /// Values list. At most 1000 characters.
        public var valuesList: String?
        /// Maximum elements. 2.1 only.
        public var maxElements: Int?
        public var customData: CustomData?

        public init(dataType: DataKind, supportsMonitoring: Bool) {
            self.dataType = dataType
            self.supportsMonitoring = supportsMonitoring
        }

        public init(unread: ()) {
            dataType = .unread
            supportsMonitoring = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("dataType", &dataType)
            coder.required("supportsMonitoring", &supportsMonitoring)
            coder.optional("unit", &unit, Facets(limit: 16))
            coder.optional("minLimit", &minLimit)
            coder.optional("maxLimit", &maxLimit)
            coder.optional("valuesList", &valuesList, Facets(limit: 1000))
            coder.optional("maxElements", &maxElements, Facets(least: 1, since: .v21))
        }
    }
}
