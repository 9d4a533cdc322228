// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// How a device gets from what it was told to what it does.
///
/// ```
///   told ──── delay ────▶ ╱ ramp      ┌─ a multiple of its step
///                        ╱────────────┘
/// ```
/// A delay beyond the one that the topology declares makes a device that obeys late.
public struct DeviceDynamics: Sendable, Hashable {
    /// Time from word to deed; of a vehicle, from its station's word.
    public var delay: Duration
    /// Fastest change of its power; of a vehicle, its rise: a cut it follows at once. Nil: the device's kind decides.
    public var rampPerSecond: ActivePower?
    /// It does the multiple of this that is nearest to nothing; nil: any power.
    public var step: ActivePower?

    /// Dynamics by their parts.
    public init(delay: Duration, rampPerSecond: ActivePower? = nil, step: ActivePower? = nil) {
        self.delay = delay
        self.rampPerSecond = rampPerSecond
        self.step = step
    }

    /// What becomes of a power in steps of the device.
    func stepped(_ power: ActivePower) -> ActivePower {
        guard let step, step > .zero, power.isFinite else { return power }
        // A multiple that arithmetic left a hair short is that multiple.
        return step * (power / step * (1 + 1e-12)).rounded(.towardZero)
    }
}
