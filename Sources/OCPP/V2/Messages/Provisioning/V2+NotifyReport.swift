// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the report asked for by GetBaseReport or GetReport (functional block B).
    public struct NotifyReport: V2Request {
        /// The action in the frame.
        public static let action = "NotifyReport"
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Number of the part, from 0.
        public var seqNo: Int
        /// When the report was made. Nil where nothing readable was sent.
        public var generatedAt: OCPPTimestamp?
        /// Report data.
        public var reportData: [ReportData]?
        /// Whether more parts follow. Absent means `false`.
        public var tbc: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, seqNo: Int, generatedAt: OCPPTimestamp?, reportData: [ReportData]? = nil, tbc: Bool? = nil,
            customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.seqNo = seqNo
            self.generatedAt = generatedAt
            self.reportData = reportData
            self.tbc = tbc
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            var seqNo: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "seqNo": seqNo = try reader.integer()
                case "generatedAt": generatedAt = try reader.timestamp()
                case "reportData": reportData = try reader.objects()
                case "tbc": tbc = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
            self.seqNo = try reader.require(seqNo, "seqNo")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("requestId", requestId)
            writer.member("seqNo", seqNo, least: is21 ? 0 : nil)
            writer.require("generatedAt", generatedAt != nil)
            writer.member("generatedAt", generatedAt)
            writer.member("reportData", reportData, minimum: 1)
            writer.member("tbc", tbc)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(customData: CustomData? = nil) {
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("customData", customData)
            }
        }
    }

    /// `DataEnumType` of the standard.
    public enum DataKind: OpenEnumeration {
        case string, decimal, integer, dateTime, boolean, optionList, sequenceList, memberList
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("string", .string), ("decimal", .decimal), ("integer", .integer), ("dateTime", .dateTime),
            ("boolean", .boolean), ("OptionList", .optionList), ("SequenceList", .sequenceList),
            ("MemberList", .memberList),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `MutabilityEnumType` of the standard.
    public enum Mutability: OpenEnumeration {
        case readOnly, writeOnly, readWrite
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ReadOnly", .readOnly), ("WriteOnly", .writeOnly), ("ReadWrite", .readWrite),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ReportDataType` of the standard.
    public struct ReportData: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable
        /// Variable attribute.
        public var variableAttribute: [VariableAttribute]
        /// Variable characteristics.
        public var variableCharacteristics: VariableCharacteristics?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            component: Component, variable: Variable, variableAttribute: [VariableAttribute],
            variableCharacteristics: VariableCharacteristics? = nil, customData: CustomData? = nil
        ) {
            self.component = component
            self.variable = variable
            self.variableAttribute = variableAttribute
            self.variableCharacteristics = variableCharacteristics
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var component: Component?
            var variable: Variable?
            var variableAttribute: [VariableAttribute]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "component": component = try reader.object()
                case "variable": variable = try reader.object()
                case "variableAttribute": variableAttribute = try reader.objects()
                case "variableCharacteristics": variableCharacteristics = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.component = try reader.require(component, "component")
            self.variable = try reader.require(variable, "variable")
            self.variableAttribute = try reader.require(variableAttribute, "variableAttribute")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("component", component)
            writer.member("variable", variable)
            writer.member("variableAttribute", variableAttribute, minimum: 1, maximum: 4)
            writer.member("variableCharacteristics", variableCharacteristics)
            writer.member("customData", customData)
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
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            type: AttributeKind? = nil, value: String? = nil, mutability: Mutability? = nil, persistent: Bool? = nil,
            constant: Bool? = nil, customData: CustomData? = nil
        ) {
            self.type = type
            self.value = value
            self.mutability = mutability
            self.persistent = persistent
            self.constant = constant
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "type": type = try reader.enumeration()
                case "value": value = try reader.text()
                case "mutability": mutability = try reader.enumeration()
                case "persistent": persistent = try reader.bool()
                case "constant": constant = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("type", type)
            writer.member("value", value, limit: 2500)
            writer.member("mutability", mutability)
            writer.member("persistent", persistent)
            writer.member("constant", constant)
            writer.member("customData", customData)
        }
    }

    /// `VariableCharacteristicsType` of the standard.
    public struct VariableCharacteristics: V2Payload {
        /// Data type.
        public var dataType: DataKind
        /// Supports monitoring.
        public var supportsMonitoring: Bool
        /// Unit. At most 16 characters.
        public var unit: String?
        /// Minimum limit.
        public var minLimit: Double?
        /// Maximum limit.
        public var maxLimit: Double?
        /// Values list. At most 1000 characters.
        public var valuesList: String?
        /// Maximum elements. 2.1 only.
        public var maxElements: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            dataType: DataKind, supportsMonitoring: Bool, unit: String? = nil, minLimit: Double? = nil,
            maxLimit: Double? = nil, valuesList: String? = nil, maxElements: Int? = nil, customData: CustomData? = nil
        ) {
            self.dataType = dataType
            self.supportsMonitoring = supportsMonitoring
            self.unit = unit
            self.minLimit = minLimit
            self.maxLimit = maxLimit
            self.valuesList = valuesList
            self.maxElements = maxElements
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var dataType: DataKind?
            var supportsMonitoring: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "dataType": dataType = try reader.enumeration()
                case "supportsMonitoring": supportsMonitoring = try reader.bool()
                case "unit": unit = try reader.text()
                case "minLimit": minLimit = try reader.number()
                case "maxLimit": maxLimit = try reader.number()
                case "valuesList": valuesList = try reader.text()
                case "maxElements": maxElements = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.dataType = try reader.require(dataType, "dataType")
            self.supportsMonitoring = try reader.require(supportsMonitoring, "supportsMonitoring")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("dataType", dataType)
            writer.member("supportsMonitoring", supportsMonitoring)
            writer.member("unit", unit, limit: 16)
            writer.member("minLimit", number: minLimit)
            writer.member("maxLimit", number: maxLimit)
            writer.member("valuesList", valuesList, limit: 1000)
            writer.member("maxElements", maxElements, least: 1, since: .v21)
            writer.member("customData", customData)
        }
    }
}
