// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingProfilePurposeEnumType` of the standard.
    public enum ChargingProfilePurpose: OpenEnumeration {
        case chargingStationExternalConstraints, chargingStationMaxProfile, txDefaultProfile, txProfile,
            priorityCharging, localGeneration
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ChargingStationExternalConstraints", .chargingStationExternalConstraints),
            ("ChargingStationMaxProfile", .chargingStationMaxProfile), ("TxDefaultProfile", .txDefaultProfile),
            ("TxProfile", .txProfile), ("PriorityCharging", .priorityCharging),
            ("LocalGeneration", .localGeneration),
        ]
        public static let newer = 2
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
