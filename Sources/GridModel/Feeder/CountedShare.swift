// SPDX-License-Identifier: Apache-2.0

/// What a kW of a DER counts for: of all phases together, on each where phases are followed, and against limits of a
/// phase where they are not (design.md section 6, "Phases").
package struct CountedShare: Sendable {
    /// Of all phases together.
    package let total: Double
    /// On A, B and C, where phases are followed.
    package let onPhases: SIMD3<Double>
    /// Three times what each phase counts, where they are not: all count as the heaviest.
    package let equivalent: Double

    /// - Parameter isBelowDelta: whether phases are followed where it stands, and not at the head.
    package init(_ der: DER, isBelowDelta: Bool) {
        let count = Double(max(der.phases.count, 1))
        guard der.isPhaseKnown || count == 3 else {
            // It may be all on any phase.
            total = 3 / count
            onPhases = SIMD3(repeating: 1)
            equivalent = 3 / count
            return
        }
        total = 1
        onPhases = der.phases.each(1 / count)
        equivalent = Self.equivalent(onPhases, isBelowDelta: isBelowDelta)
    }

    /// Three times what the heaviest phase carries of some powers, magnitudes in one direction, where phases are not
    /// followed. What flows the other way on one phase relieves no other; if it does on all, the least of it counts.
    ///
    /// Behind a delta winding a line carries the difference of two phases' currents, 120 degrees apart: of the powers x
    /// and y `sqrt(x^2 + y^2 + xy) / sqrt(3)`. That is x where both are x, and `x / sqrt(3)` where y is nought.
    package static func equivalent(_ powers: SIMD3<Double>, isBelowDelta: Bool) -> Double {
        guard isBelowDelta else { return 3 * powers.max() }
        let drawn = pointwiseMax(powers, SIMD3())
        if drawn.max() > 0 {
            return max(ofLine(drawn.x, drawn.y), ofLine(drawn.y, drawn.z), ofLine(drawn.z, drawn.x))
        }
        let given = -powers
        return -min(ofLine(given.x, given.y), ofLine(given.y, given.z), ofLine(given.z, given.x))
    }

    private static func ofLine(_ first: Double, _ second: Double) -> Double {
        if first == second { return 3 * first }
        if first == 0 || second == 0 { return PhaseZones.deltaFactor * max(first, second) }
        return (3 * (first * first + second * second + first * second)).squareRoot()
    }
}

extension PhaseCode {
    /// A number on each of the phases, nought on the others.
    package func each(_ number: Double) -> SIMD3<Double> {
        SIMD3(contains(.a) ? number : 0, contains(.b) ? number : 0, contains(.c) ? number : 0)
    }
}

extension PowerByPhase {
    /// kW on A, B and C; nought where none is known.
    package var kilowatts: SIMD3<Double> { SIMD3(a?.kilowatts ?? 0, b?.kilowatts ?? 0, c?.kilowatts ?? 0) }
}
