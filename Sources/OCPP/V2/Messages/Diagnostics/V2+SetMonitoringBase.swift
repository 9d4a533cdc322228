// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Chooses the set of monitors to begin with (functional block N).
    public struct SetMonitoringBase: V2Request {
        public static let action = "SetMonitoringBase"
        public typealias Response = StatusResponse<Self, GenericDeviceModelStatus>
        public var monitoringBase: MonitoringBase
        public var customData: CustomData?

        public init(monitoringBase: MonitoringBase) { self.monitoringBase = monitoringBase }

        public init(unread: ()) { monitoringBase = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("monitoringBase", &monitoringBase)
        }
    }

    /// `MonitoringBaseEnumType` of the standard.
    public enum MonitoringBase: OpenEnumeration {
        case all, factoryDefault, hardWiredOnly
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("All", .all), ("FactoryDefault", .factoryDefault), ("HardWiredOnly", .hardWiredOnly),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
