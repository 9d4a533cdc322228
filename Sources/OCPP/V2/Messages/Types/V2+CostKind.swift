// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `CostKindEnumType` of the standard.
    public enum CostKind: OpenEnumeration {
        case carbonDioxideEmission, relativePricePercentage, renewableGenerationPercentage
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("CarbonDioxideEmission", .carbonDioxideEmission),
            ("RelativePricePercentage", .relativePricePercentage),
            ("RenewableGenerationPercentage", .renewableGenerationPercentage),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
