// SPDX-License-Identifier: Apache-2.0

extension BatteryUnit {
    /// The battery after `duration` at `setpoint`.
    ///
    /// It gives what its plate, its state of charge and the taper let it; the reserve is the dispatcher's to keep.
    /// - Parameters:
    ///   - state: at the beginning.
    ///   - setpoint: wanted power; positive charges.
    ///   - duration: not negative.
    ///   - taper: how it takes charge near full.
    /// - Returns: state at the end; its power is the mean, so that power x duration is the energy drawn.
    public func step(
        _ state: StorageState, setpoint: ActivePower, duration: Duration, taper: ChargeTaper = ChargeTaper()
    ) -> StorageState {
        let seconds = duration.inSeconds
        guard seconds > 0 else { return state }
        let reservoir = Reservoir(
            capacity: capacity, chargeEfficiency: chargeEfficiency, dischargeEfficiency: dischargeEfficiency,
            lower: minimumSoC, upper: maximumSoC, taper: taper, fullCharge: maximumCharge)
        let power = setpoint.clamped(lower: -maximumDischarge, upper: maximumCharge)
        let end = reservoir.step(state.stateOfCharge, power: power, seconds: seconds)
        return StorageState(stateOfCharge: end.stateOfCharge, power: end.energy.meanPower(seconds: seconds))
    }
}

extension ActiveEnergy {
    /// The power that moves this energy in `seconds`.
    @inlinable public func meanPower(seconds: Double) -> ActivePower { .watts(joules / seconds) }
}
