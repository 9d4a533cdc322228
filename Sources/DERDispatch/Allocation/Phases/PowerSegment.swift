// SPDX-License-Identifier: Apache-2.0

/// One straight piece of a DER's marginal cost, as the interior point moves along it.
///
///     power = start + direction x way,  0 <= way <= width,  marginal cost of the way = cost + curvature x way
///
/// A DER that may leave its preference to both sides has two, from the preference up and down; as the cost of leaving
/// is convex, no optimum uses both.
struct PowerSegment: Sendable {
    /// What one kW of way adds to the phases: the DER's shares, negative where the way leads down.
    let share: PhaseVector
    let width: Double
    let cost: Double
    let curvature: Double
    let block: Int32
    let der: Int32
    /// Whether the way leads up in power.
    let isUp: Bool
    /// Whether it leads from bound to bound.
    let isStraight: Bool

    private init(_ response: PriceResponse, _ share: PhaseVector, block: Int32, der: Int32, isUp: Bool) {
        var signed = PhaseVector.zero
        signed.add(share, times: isUp ? 1 : -1)
        self.share = signed
        self.isUp = isUp
        isStraight = false
        self.block = block
        self.der = der
        curvature = 1 / (isUp ? response.upKWPerPrice : response.downKWPerPrice)
        if isUp {
            let start = max(response.lowerKW, response.preferredKW)
            width = response.upperKW - start
            cost = response.tier + curvature * (start - response.preferredKW)
        } else {
            let start = min(response.upperKW, response.preferredKW)
            width = start - response.lowerKW
            cost = response.tier + curvature * (response.preferredKW - start)
        }
    }

    /// Straight through the preference, where leaving it costs the same to both sides and nothing at first.
    private init(straight response: PriceResponse, _ share: PhaseVector, block: Int32, der: Int32) {
        self.share = share
        (isUp, isStraight) = (true, true)
        self.block = block
        self.der = der
        width = response.upperKW - response.lowerKW
        curvature = 1 / response.upKWPerPrice
        cost = curvature * (response.lowerKW - response.preferredKW)
    }

    /// Appends the pieces of a DER; where the way begins.
    static func append(
        to segments: inout [PowerSegment], _ response: PriceResponse, _ share: PhaseVector, block: Int32, der: Int
    ) -> Double {
        let (lower, upper, preferred) = (response.lowerKW, response.upperKW, response.preferredKW)
        guard lower < upper else { return lower }
        let position = Int32(der)
        let isEven = response.tier == 0 && response.upKWPerPrice == response.downKWPerPrice
        if isEven, lower < preferred, preferred < upper {
            segments.append(PowerSegment(straight: response, share, block: block, der: position))
            return lower
        }
        if lower < preferred {
            segments.append(PowerSegment(response, share, block: block, der: position, isUp: false))
        }
        if preferred < upper {
            segments.append(PowerSegment(response, share, block: block, der: position, isUp: true))
        }
        return max(lower, min(upper, preferred))
    }
}
