// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `CostDimensionEnumType` of the standard.
    public enum CostDimensionKind: OpenEnumeration {
        case energy, maxCurrent, minCurrent, maxPower, minPower, idleTIme, chargingTime
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Energy", .energy), ("MaxCurrent", .maxCurrent), ("MinCurrent", .minCurrent), ("MaxPower", .maxPower),
            ("MinPower", .minPower), ("IdleTIme", .idleTIme), ("ChargingTime", .chargingTime),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
