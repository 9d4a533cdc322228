// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for some variables, which come as NotifyReport (functional block B).
    public struct GetReport: V2Request {
        public static let action = "GetReport"
        public typealias Response = StatusResponse<Self, GenericDeviceModelStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var componentVariable: [ComponentVariable]?
        public var componentCriteria: [ComponentCriterion]?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("componentVariable", &componentVariable, Facets(minItems: 1))
            coder.optional("componentCriteria", &componentCriteria, Facets(minItems: 1, maxItems: 4))
        }
    }

    /// `ComponentCriterionEnumType` of the standard.
    public enum ComponentCriterion: OpenEnumeration {
        case active, available, enabled, problem
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Active", .active), ("Available", .available), ("Enabled", .enabled), ("Problem", .problem),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
