// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EnergyTransferModeEnumType` of the standard.
    public enum EnergyTransferMode: OpenEnumeration {
        case dc, acSinglePhase, acTwoPhase, acThreePhase, acBPT, acBPTDER, acDER, dcBPT, dcACDP, dcACDPBPT, wpt
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("DC", .dc), ("AC_single_phase", .acSinglePhase), ("AC_two_phase", .acTwoPhase),
            ("AC_three_phase", .acThreePhase), ("AC_BPT", .acBPT), ("AC_BPT_DER", .acBPTDER),
            ("AC_DER", .acDER), ("DC_BPT", .dcBPT), ("DC_ACDP", .dcACDP), ("DC_ACDP_BPT", .dcACDPBPT),
            ("WPT", .wpt),
        ]
        public static let newer = 7
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
