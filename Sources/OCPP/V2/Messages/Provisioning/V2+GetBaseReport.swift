// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for a report of the station's variables, which comes as NotifyReport (functional block B).
    public struct GetBaseReport: V2Request {
        public static let action = "GetBaseReport"
        public typealias Response = StatusResponse<Self, GenericDeviceModelStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var reportBase: ReportBase
        public var customData: CustomData?

        public init(requestId: Int, reportBase: ReportBase) {
            self.requestId = requestId
            self.reportBase = reportBase
        }

        public init(unread: ()) {
            requestId = 0
            reportBase = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.required("reportBase", &reportBase)
        }
    }

    /// `ReportBaseEnumType` of the standard.
    public enum ReportBase: OpenEnumeration {
        case configurationInventory, fullInventory, summaryInventory
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ConfigurationInventory", .configurationInventory), ("FullInventory", .fullInventory),
            ("SummaryInventory", .summaryInventory),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
