// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `IslandingDetectionEnumType` of the standard.
    public enum IslandingDetection: OpenEnumeration {
        case noAntiIslandingSupport, roCoF, uvpOVP, ufpOFP, voltageVectorShift, zeroCrossingDetection,
            otherPassive, impedanceMeasurement, impedanceAtFrequency, slipModeFrequencyShift,
            sandiaFrequencyShift, sandiaVoltageShift, frequencyJump, rclqFactor, otherActive
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("NoAntiIslandingSupport", .noAntiIslandingSupport), ("RoCoF", .roCoF), ("UVP_OVP", .uvpOVP),
            ("UFP_OFP", .ufpOFP), ("VoltageVectorShift", .voltageVectorShift),
            ("ZeroCrossingDetection", .zeroCrossingDetection), ("OtherPassive", .otherPassive),
            ("ImpedanceMeasurement", .impedanceMeasurement), ("ImpedanceAtFrequency", .impedanceAtFrequency),
            ("SlipModeFrequencyShift", .slipModeFrequencyShift),
            ("SandiaFrequencyShift", .sandiaFrequencyShift), ("SandiaVoltageShift", .sandiaVoltageShift),
            ("FrequencyJump", .frequencyJump), ("RCLQFactor", .rclqFactor), ("OtherActive", .otherActive),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
