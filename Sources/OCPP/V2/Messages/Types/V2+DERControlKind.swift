// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERControlEnumType` of the standard.
    public enum DERControlKind: OpenEnumeration {
        case enterService, freqDroop, freqWatt, fixedPFAbsorb, fixedPFInject, fixedVar, gradients, hfMustTrip,
            hfMayTrip, hvMustTrip, hvMomCess, hvMayTrip, limitMaxDischarge, lfMustTrip, lvMustTrip, lvMomCess,
            lvMayTrip, powerMonitoringMustTrip, voltVar, voltWatt, wattPF, wattVar
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("EnterService", .enterService), ("FreqDroop", .freqDroop), ("FreqWatt", .freqWatt),
            ("FixedPFAbsorb", .fixedPFAbsorb), ("FixedPFInject", .fixedPFInject), ("FixedVar", .fixedVar),
            ("Gradients", .gradients), ("HFMustTrip", .hfMustTrip), ("HFMayTrip", .hfMayTrip),
            ("HVMustTrip", .hvMustTrip), ("HVMomCess", .hvMomCess), ("HVMayTrip", .hvMayTrip),
            ("LimitMaxDischarge", .limitMaxDischarge), ("LFMustTrip", .lfMustTrip), ("LVMustTrip", .lvMustTrip),
            ("LVMomCess", .lvMomCess), ("LVMayTrip", .lvMayTrip),
            ("PowerMonitoringMustTrip", .powerMonitoringMustTrip), ("VoltVar", .voltVar),
            ("VoltWatt", .voltWatt), ("WattPF", .wattPF), ("WattVar", .wattVar),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
