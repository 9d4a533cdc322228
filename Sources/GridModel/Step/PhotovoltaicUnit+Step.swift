// SPDX-License-Identifier: Apache-2.0

/// A power that moves no faster than a ramp: where it is, and its mean over the last step.
public struct RampedState: Sendable, Hashable {
    /// Power at the end of the step; load convention.
    public var power: ActivePower
    /// Mean power over the step; times its duration, the energy.
    public var meanPower: ActivePower

    /// A state; steady unless a mean power is given.
    public init(power: ActivePower, meanPower: ActivePower? = nil) {
        self.power = power
        self.meanPower = meanPower ?? power
    }

    /// The state after moving towards `target` for `seconds`.
    func moved(to target: ActivePower, rampPerSecond: ActivePower?, seconds: Double) -> RampedState {
        guard let ramp = rampPerSecond, ramp > .zero, seconds > 0 else { return RampedState(power: target) }
        let distance = target - power
        let needed = distance.magnitude / ramp
        guard needed < seconds else {
            let end = power + (distance < .zero ? -ramp : ramp) * seconds
            return RampedState(power: end, meanPower: (power + end) * 0.5)
        }
        let energy = (power + target) * 0.5 * needed + target * (seconds - needed)
        return RampedState(power: target, meanPower: energy / seconds)
    }
}

extension PhotovoltaicUnit {
    /// The generator after `duration` under a limit.
    ///
    /// - Parameters:
    ///   - state: at the beginning; its power is 0 or negative.
    ///   - available: what the sun would give; a magnitude.
    ///   - exportLimit: magnitude it must keep to; nil leaves it free. Ignored where it cannot be curtailed.
    ///   - duration: not negative.
    ///   - rampPerSecond: fastest change; nil follows at once. The sun's own fall is not ramped.
    public func step(
        _ state: RampedState, available: ActivePower, exportLimit: ActivePower?, duration: Duration,
        rampPerSecond: ActivePower? = nil
    ) -> RampedState {
        let sun = min(max(available, .zero), rating)
        let allowed = isCurtailable ? min(sun, max(exportLimit ?? sun, .zero)) : sun
        let start = RampedState(power: max(state.power, -sun))
        return start.moved(to: -allowed, rampPerSecond: rampPerSecond, seconds: duration.inSeconds)
    }
}

extension ControllableLoad {
    /// The load after `duration` under a limit.
    ///
    /// - Parameters:
    ///   - state: at the beginning.
    ///   - demand: what it would draw; a magnitude.
    ///   - importLimit: magnitude it must keep to, but never less than its minimum; nil leaves it free.
    ///   - duration: not negative.
    ///   - rampPerSecond: fastest change; nil follows at once.
    public func step(
        _ state: RampedState, demand: ActivePower, importLimit: ActivePower?, duration: Duration,
        rampPerSecond: ActivePower? = nil
    ) -> RampedState {
        let wanted = demand.clamped(lower: .zero, upper: maximum)
        let allowed = importLimit.map { max($0, minimum) } ?? maximum
        return state.moved(to: min(wanted, allowed), rampPerSecond: rampPerSecond, seconds: duration.inSeconds)
    }
}
