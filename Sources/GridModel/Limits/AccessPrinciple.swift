// SPDX-License-Identifier: Apache-2.0

/// The rule by which scarce capacity is shared among those who want it.
///
/// A principle holds within a tier (`DER.tier`): a lower tier gives way wholly before a higher one gives anything. A
/// weight (`DER.weight`) of 2 stands for twice the claim: twice the power under `maxMin`, half the cut under the
/// principles that share the cut. Under `lastInFirstOut` weights say nothing.
public enum AccessPrinciple: String, Sendable, CaseIterable {
    /// Nobody can get more without someone who has less getting still less; per weight.
    case maxMin
    /// Everybody gets the same part of what they ask for.
    case proRata
    /// Everybody is cut by the same part of their rating, however much they ask for.
    case proRataRating
    /// Everybody is cut by the same number of kilowatts, as far as they have them.
    case equalCurtailment
    /// Whoever was connected last is cut first, wholly, before anybody older is cut.
    case lastInFirstOut

    /// Its name for people.
    public var name: String {
        switch self {
        case .maxMin: "max-min"
        case .proRata: "pro rata to request"
        case .proRataRating: "pro rata to rating"
        case .equalCurtailment: "equal curtailment"
        case .lastInFirstOut: "last in, first out"
        }
    }

    /// The rule in words that follow "shared so that".
    public var rule: String {
        switch self {
        case .maxMin: "nobody can get more without somebody who has less getting still less"
        case .proRata: "everybody gets the same part of what they ask for"
        case .proRataRating: "everybody is cut by the same part of their rating"
        case .equalCurtailment: "everybody is cut by the same number of kilowatts"
        case .lastInFirstOut: "whoever was connected last is cut first"
        }
    }
}
