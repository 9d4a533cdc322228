// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `OperationModeEnumType` of the standard.
    public enum OperationMode: OpenEnumeration {
        case idle, chargingOnly, centralSetpoint, externalSetpoint, externalLimits, centralFrequency,
            localFrequency, localLoadBalancing
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Idle", .idle), ("ChargingOnly", .chargingOnly), ("CentralSetpoint", .centralSetpoint),
            ("ExternalSetpoint", .externalSetpoint), ("ExternalLimits", .externalLimits),
            ("CentralFrequency", .centralFrequency), ("LocalFrequency", .localFrequency),
            ("LocalLoadBalancing", .localLoadBalancing),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
