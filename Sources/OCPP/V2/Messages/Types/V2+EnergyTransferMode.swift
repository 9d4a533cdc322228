// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EnergyTransferModeEnumType` of the standard.
    public enum EnergyTransferMode: OpenEnumeration {
        case acSinglePhase, acTwoPhase, acThreePhase, dc, acBPT, acBPTDER, acDER, dcBPT, dcACDP, dcACDPBPT, wpt
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("AC_single_phase", .acSinglePhase), ("AC_two_phase", .acTwoPhase), ("AC_three_phase", .acThreePhase),
            ("DC", .dc), ("AC_BPT", .acBPT), ("AC_BPT_DER", .acBPTDER), ("AC_DER", .acDER), ("DC_BPT", .dcBPT),
            ("DC_ACDP", .dcACDP), ("DC_ACDP_BPT", .dcACDPBPT), ("WPT", .wpt),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .acSinglePhase, .acTwoPhase, .acThreePhase, .dc: true
            default: version == .v21 && unlistedText == nil
            }
        }
    }
}
