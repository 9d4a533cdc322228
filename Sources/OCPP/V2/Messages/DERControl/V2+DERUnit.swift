// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERUnitEnumType` of the standard.
    public enum DERUnit: OpenEnumeration {
        case notApplicable, pctMaxW, pctMaxVar, pctWAvail, pctVarAvail, pctEffectiveV
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Not_Applicable", .notApplicable), ("PctMaxW", .pctMaxW), ("PctMaxVar", .pctMaxVar),
            ("PctWAvail", .pctWAvail), ("PctVarAvail", .pctVarAvail), ("PctEffectiveV", .pctEffectiveV),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
