// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A battery behind its own energy management, which wants to use the site's own generation.
struct SimulatedBattery: Sendable {
    let unit: BatteryUnit
    let rampPerSecond: ActivePower
    private(set) var state: StorageState
    /// What its own energy management wants now; load convention.
    private(set) var wish = ActivePower.zero

    init(_ der: DER, _ unit: BatteryUnit, _ dynamics: DeviceDynamics?, _ generator: inout SeededGenerator) {
        self.unit = unit
        // Without a declared ramp an inverter gets anywhere within some two seconds.
        let usual = max(unit.maximumCharge, unit.maximumDischarge) / 2
        rampPerSecond = dynamics?.rampPerSecond ?? der.rampPerSecond ?? usual
        state = StorageState(stateOfCharge: generator.between(max(0.3, unit.reserveSoC), 0.85))
    }

    /// The wish for a site that draws `netOfOthers` without this battery and the vehicles: bring it to zero.
    mutating func wish(netOfOthers: ActivePower) {
        let canDischarge = state.stateOfCharge > unit.reserveSoC + 0.02
        let canCharge = state.stateOfCharge < unit.maximumSoC - 0.005
        wish = (-netOfOthers).clamped(
            lower: canDischarge ? -unit.maximumDischarge : .zero, upper: canCharge ? unit.maximumCharge : .zero)
    }

    /// Moves towards `target`, no faster than the ramp.
    mutating func advance(target: ActivePower, duration: Duration) {
        let reach = rampPerSecond * duration.inSeconds
        let ramped = target.clamped(lower: state.power - reach, upper: state.power + reach)
        state = unit.step(state, setpoint: ramped, duration: duration)
    }
}
