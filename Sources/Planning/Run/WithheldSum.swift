// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What caution withheld of one node's import limit, kW, summed over the steps in which the limit cut somebody.
struct WithheldSum: Sendable {
    /// The parts by what they are called on the page.
    private var parts: [(cause: String, kW: Double)] = Self.causes.map { ($0, 0) }
    /// Those steps.
    private(set) var steps = 0

    private static let causes = [
        "free under the rating", "limits not used by their DERs", "single phases counted three times",
        "load assumed beyond what is measured", "kept for vehicles that may plug in", "less than one more minimum",
        "trimmed after an excess", "out of reach", "not read back yet",
    ]

    mutating func add(_ withheld: Withheld) {
        steps += 1
        let values = [
            withheld.margin, withheld.unused, withheld.singlePhase, withheld.assumedBaseLoad, withheld.plugInReserve,
            withheld.belowMinimumStep, withheld.trim, withheld.unreachable, withheld.notReadBack,
        ]
        for (index, value) in values.enumerated() { parts[index].kW += value.kilowatts }
    }

    /// The mean of each part, kW; nothing where the limit never cut anybody.
    var means: [(cause: String, kW: Double)] {
        steps == 0 ? [] : parts.map { ($0.cause, $0.kW / Double(steps)) }
    }
}
