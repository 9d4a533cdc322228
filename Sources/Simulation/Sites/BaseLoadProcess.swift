// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a node, or one phase of it, draws that nobody controls: the shape of the day, noise, and now and then a kettle;
/// always within the declared bounds, since the dispatcher is promised them.
struct BaseLoadProcess: Sendable {
    let bounds: BaseLoad
    /// Set from outside, it stays there in place of the shape of the day.
    var level: ActivePower?
    private(set) var power: ActivePower
    private var generator: SeededGenerator
    private var noise: Wandering
    private var kettleLeftS = 0.0

    init(_ bounds: BaseLoad, generator: SeededGenerator) {
        self.bounds = bounds
        self.generator = generator
        noise = Wandering(constantS: 120, &self.generator)
        power = bounds.minimum
    }

    /// Time between two kettles at one node, s.
    private static let kettlePeriodS = 900.0

    mutating func advance(hour: Double, seconds: Double) {
        if let level {
            power = level.clamped(lower: bounds.minimum, upper: bounds.maximum)
            return
        }
        let span = bounds.maximum - bounds.minimum
        guard span > .zero else {
            power = bounds.minimum
            return
        }
        noise.advance(seconds: seconds, &generator)
        kettleLeftS -= seconds
        if kettleLeftS <= 0, generator.chance(seconds / Self.kettlePeriodS) { kettleLeftS = generator.between(60, 240) }
        let kettle = kettleLeftS > 0 ? 0.35 : 0
        let part = 0.05 + 0.5 * DayShape.household(hour: hour) + 0.06 * noise.value + kettle
        power = bounds.minimum + span * min(1, max(0, part))
    }
}
