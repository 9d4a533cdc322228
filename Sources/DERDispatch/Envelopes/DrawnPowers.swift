// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each DER may be drawing, in total or on one phase: reckoned once for all meters above it.
struct DrawnPowers {
    /// What it adds to a meter whose sample is of the time of its reading.
    private var aligned: [DrawnPower] = []
    /// What it adds to any other.
    private var loose: [DrawnPower] = []
    /// The time of its reading, in milliseconds; long ago where there is none.
    private var readAt: [Int64] = []

    private static let never = Int64.min / 4

    // A function, since an initializer would take the whole input over.
    static func of(_ account: FlowAccount, _ input: DispatchInput, _ counted: CountedPower) -> DrawnPowers {
        var drawn = DrawnPowers()
        let count = input.model.derCount
        drawn.aligned.reserveCapacity(count)
        drawn.loose.reserveCapacity(count)
        drawn.readAt.reserveCapacity(count)
        for der in 0..<count {
            drawn.readAt.append(input.state.ders[der].power?.sourceTime.milliseconds ?? never)
            if input.isKnownEmpty(der) {
                drawn.aligned.append(DrawnPower())
                drawn.loose.append(DrawnPower())
                continue
            }
            let share = input.meteredShare(account, der)
            let loose = DrawnPower.loose(der, input, share, counted)
            drawn.aligned.append(DrawnPower.pinned(der, input, share, counted) ?? loose)
            drawn.loose.append(loose)
        }
        return drawn
    }

    /// What these DERs may be drawing at the time of a meter's sample.
    func sum(_ ders: Range<Int>, meterTime: UTCInstant) -> DrawnPower {
        var sum = DrawnPower()
        for der in ders {
            let apart = abs(readAt[der] - meterTime.milliseconds)
            sum.add(apart <= BaseLoadEstimate.alignmentMilliseconds ? aligned[der] : loose[der])
        }
        return sum
    }
}
