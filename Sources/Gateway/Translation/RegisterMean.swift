// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The mean power of a connector whose station sends its energy register and no power.
///
/// A register shows whole steps, at times of 100 Wh or more, so two readings a few seconds apart say little: no step
/// between them is no proof that nothing flows. A mean is taken once the register has moved by many of its steps, or
/// after so long that one step more or less would not matter. Times are the station's own stamps as they are, since a
/// correction of its clock in between would stretch or shrink the span.
struct RegisterMean {
    /// What a span gives.
    struct Mean: Equatable {
        var watts: Double
        var span: Duration
    }

    private struct Sample {
        var wattHours: Double
        var stamp: UTCInstant
        var receivedAt: MonotonicInstant
    }

    private var first: Sample?
    private var lastWattHours = 0.0
    /// The finest step seen, Wh.
    private var step = coarsestStep

    /// Steps after which one more or less is a small part.
    static let manySteps = 20.0
    /// Shortest span, whatever the register did.
    static let shortestSpan = Duration.seconds(5)
    /// From this span on, few steps do, where one of them is no more than `stepWatts`.
    static let fewStepsFrom = Duration.seconds(60)
    /// Half of what the least charging current makes on one phase: a register that stands still then shows a pause.
    static let stepWatts = 600.0
    /// Longest span; beyond it the mean says nothing about now.
    static let longestSpan = Duration.seconds(900)
    /// Stamps in whole seconds, and delays on the way: a span by stamps that is longer than the time between two
    /// arrivals by more is a clock that was set, or a message that waited.
    static let stampSlack = Duration.seconds(5)
    /// Registers are shown in kWh at the coarsest.
    private static let coarsestStep = 1_000.0

    /// Begins anew with the next register.
    mutating func restart() { first = nil }

    /// A register, Wh; the mean since the last mean, where it can be told.
    mutating func note(_ wattHours: Double, stamp: UTCInstant, now: MonotonicInstant) -> Mean? {
        let sample = Sample(wattHours: wattHours, stamp: stamp, receivedAt: now)
        step = min(step, Self.step(of: wattHours))
        // A register that fell was reset or rolled over.
        let isContinued = wattHours >= lastWattHours
        lastWattHours = wattHours
        guard let first, isContinued else {
            self.first = sample
            return nil
        }
        let span = stamp - first.stamp
        guard span >= .zero, span <= Self.longestSpan, span <= now - first.receivedAt + Self.stampSlack else {
            self.first = sample
            return nil
        }
        let moved = wattHours - first.wattHours
        let isLong = span >= Self.fewStepsFrom && step * 3_600 / span.inSeconds <= Self.stepWatts
        guard span >= Self.shortestSpan, moved >= Self.manySteps * step || isLong else { return nil }
        self.first = sample
        return Mean(watts: moved * 3_600 / span.inSeconds, span: span)
    }

    /// The largest power of ten that the register is a multiple of, Wh; of a zero nothing can be told.
    private static func step(of wattHours: Double) -> Double {
        guard wattHours != 0 else { return coarsestStep }
        var step = coarsestStep
        while step > 0.01, abs((wattHours / step).rounded() - wattHours / step) > 1e-6 { step /= 10 }
        return step
    }
}
