// SPDX-License-Identifier: Apache-2.0

/// The outlet as a vehicle meets it.
public struct Outlet: Sendable, Hashable {
    /// The EVSE's plate.
    public var evse: EVSE
    /// How many phases it offers.
    public var phaseCount: Int
    /// Line-to-neutral voltage.
    public var voltage: Voltage

    /// An outlet; three phases at 230 V unless given.
    public init(evse: EVSE, phaseCount: Int = 3, voltage: Voltage = .volts(230)) {
        self.evse = evse
        self.phaseCount = phaseCount
        self.voltage = voltage
    }
}

extension Vehicle {
    /// The vehicle after `duration` at an outlet.
    ///
    /// A limit between 0 and the outlet's least current (6 A) draws nothing; a limit is an upper bound, and the vehicle
    /// takes all of it that it can. A cut is followed at once, a raise by the ramp and, after a pause, the wake-up
    /// delay.
    /// - Parameters:
    ///   - state: at the beginning.
    ///   - setpoint: positive allows charging up to it, negative orders discharge, zero pauses.
    ///   - outlet: what it is plugged into.
    ///   - duration: not negative.
    public func step(_ state: VehicleState, setpoint: ActivePower, at outlet: Outlet, duration: Duration)
        -> VehicleState
    {
        let seconds = duration.inSeconds
        guard seconds > 0 else { return state }
        let target = state.isPlugged ? target(setpoint, at: outlet) : .zero
        guard target != .zero, !isDone(state.stateOfCharge, target) else {
            let rest = VehicleState(
                isPlugged: state.isPlugged, stateOfCharge: state.stateOfCharge, wakeUpLeft: wakeUpDelay)
            return rest
        }
        let asleep = min(state.wakeUpLeft, duration)
        var end = state
        end.wakeUpLeft = state.wakeUpLeft - asleep
        let energy = draw(&end, target: target, at: outlet, seconds: seconds - asleep.inSeconds)
        end.meanPower = energy.meanPower(seconds: seconds)
        return end
    }

    private func isDone(_ stateOfCharge: Double, _ target: ActivePower) -> Bool {
        target > .zero ? stateOfCharge >= targetSoC : stateOfCharge <= 0
    }

    /// The power it settles at: bounded by outlet and vehicle, nothing below the least.
    func target(_ setpoint: ActivePower, at outlet: Outlet) -> ActivePower {
        if setpoint < .zero {
            guard outlet.evse.allowsDischarge else { return .zero }
            return max(setpoint, -min(outlet.evse.maximumDischarge, maximumDischarge))
        }
        let full = fullCharge(at: outlet)
        let power = min(setpoint, full)
        return power < leastCharge(at: outlet) ? .zero : power
    }

    private func perAmpere(at outlet: Outlet) -> ActivePower {
        .watts(outlet.voltage.volts * Double(min(acPhaseCount, outlet.phaseCount)))
    }

    private func fullCharge(at outlet: Outlet) -> ActivePower {
        switch outlet.evse.supply {
        case .ac:
            let current = min(maximumACCurrent, outlet.evse.maximumCurrent ?? maximumACCurrent)
            return perAmpere(at: outlet) * current.amperes
        case .dc: return min(maximumDCCharge, outlet.evse.maximumCharge)
        }
    }

    /// The least that charges; a hair is taken off for limits that were computed from this very current.
    private func leastCharge(at outlet: Outlet) -> ActivePower {
        let least: ActivePower =
            switch outlet.evse.supply {
            case .ac: perAmpere(at: outlet) * (outlet.evse.minimumCurrent?.amperes ?? 6)
            case .dc: outlet.evse.minimumCharge
            }
        return least * (1 - 1e-9)
    }

    /// Moves the state for `seconds` and gives the energy drawn.
    private func draw(
        _ state: inout VehicleState, target: ActivePower, at outlet: Outlet, seconds: Double
    ) -> ActiveEnergy {
        guard seconds > 0 else {
            state.power = .zero
            return .zero
        }
        let reservoir = Reservoir(
            capacity: capacity, chargeEfficiency: chargeEfficiency, dischargeEfficiency: dischargeEfficiency, lower: 0,
            upper: max(targetSoC, state.stateOfCharge), taper: taper, fullCharge: fullCharge(at: outlet))
        // A change of direction, and every cut, is at once.
        let isCut = target.magnitude < state.power.magnitude || target.watts * state.power.watts < 0
        let start = RampedState(power: isCut ? (target.watts * state.power.watts < 0 ? .zero : target) : state.power)
        let ramp = rampPerSecond.flatMap { $0 > .zero ? $0 : nil }
        let rampSeconds = ramp.map { min(seconds, (target - start.power).magnitude / $0) } ?? 0
        var drawn = ActiveEnergy.zero
        if rampSeconds > 0 {
            let ramped = start.moved(to: target, rampPerSecond: ramp, seconds: rampSeconds)
            let moved = reservoir.step(state.stateOfCharge, power: ramped.meanPower, seconds: rampSeconds)
            (state.stateOfCharge, state.power) = (moved.stateOfCharge, ramped.power)
            drawn += moved.energy
        }
        if seconds > rampSeconds {
            let moved = reservoir.step(state.stateOfCharge, power: target, seconds: seconds - rampSeconds)
            (state.stateOfCharge, state.power) = (moved.stateOfCharge, target)
            drawn += moved.energy
        }
        state.power = settled(state, at: outlet)
        return drawn
    }

    /// The power at the very end: what the taper leaves, nothing at a bound.
    private func settled(_ state: VehicleState, at outlet: Outlet) -> ActivePower {
        if isDone(state.stateOfCharge, state.power) { return .zero }
        guard state.power > .zero else { return state.power }
        return min(state.power, fullCharge(at: outlet) * taper.part(at: state.stateOfCharge))
    }
}
