// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

struct StorageStepTests {
    let battery = BatteryUnit(
        maximumCharge: .kilowatts(5), maximumDischarge: .kilowatts(4), capacity: .kilowattHours(10),
        chargeEfficiency: 0.9,
        dischargeEfficiency: 0.8, minimumSoC: 0.1, maximumSoC: 0.95)

    @Test func chargesByHand() {
        // 5 kW for half an hour: 2.5 kWh drawn, 2.25 kWh stored.
        let end = battery.step(StorageState(stateOfCharge: 0.2), setpoint: .kilowatts(5), duration: .seconds(1_800))
        #expect((end.stateOfCharge - 0.425).magnitude < 1e-12)
        #expect((end.power.kilowatts - 5).magnitude < 1e-12)
    }

    @Test func dischargesByHandAndStopsAtTheMinimum() {
        // 4 kW for half an hour: 2 kWh delivered, 2.5 kWh taken.
        let half = battery.step(StorageState(stateOfCharge: 0.6), setpoint: .kilowatts(-9), duration: .seconds(1_800))
        #expect((half.stateOfCharge - 0.35).magnitude < 1e-12)
        #expect((half.power.kilowatts + 4).magnitude < 1e-12)
        // From 0.2 there is 1 kWh above the minimum: 0.8 kWh in two hours is 0.4 kW.
        let empty = battery.step(StorageState(stateOfCharge: 0.2), setpoint: .kilowatts(-4), duration: .seconds(7_200))
        #expect(empty.stateOfCharge == 0.1)
        #expect((empty.power.kilowatts + 0.4).magnitude < 1e-12)
    }

    @Test func tapersNearFull() {
        // At 0.9 the taper leaves 1 - 0.9 x 0.1 / 0.2 = 0.55 of 5 kW.
        let end = battery.step(StorageState(stateOfCharge: 0.9), setpoint: .kilowatts(5), duration: .seconds(1))
        #expect((end.power.kilowatts - 2.75).magnitude < 0.001)
        // A setpoint below the taper is not touched by it.
        let low = battery.step(StorageState(stateOfCharge: 0.9), setpoint: .kilowatts(1), duration: .seconds(60))
        #expect((low.power.kilowatts - 1).magnitude < 1e-12)
        // It reaches full, and stops there.
        let full = battery.step(StorageState(stateOfCharge: 0.3), setpoint: .kilowatts(5), duration: .seconds(36_000))
        #expect(full.stateOfCharge == 0.95)
        #expect(battery.step(full, setpoint: .kilowatts(5), duration: .seconds(60)).power == .zero)
    }

    @Test func theTaperFollowsItsDifferentialEquation() {
        // ds/dt = 0.9 x 5 kW x (1 - 4.5 (s - 0.8)) / 10 kWh: s(t) = 0.8 + (1 - e^(-2.025 t)) / 4.5, t in hours.
        // At 0.2 h: e^-0.405 = 0.666976811, so s = 0.874005153.
        let end = battery.step(StorageState(stateOfCharge: 0.8), setpoint: .kilowatts(5), duration: .seconds(720))
        #expect((end.stateOfCharge - 0.874005153).magnitude < 1e-5)
    }

    @Test func anHourIsSixtyMinutesOfSixtySeconds() {
        for (start, setpoint) in [(0.2, 5.0), (0.7, 5.0), (0.9, 3.0), (0.6, -4.0), (0.15, -4.0)] {
            let whole = battery.step(
                StorageState(stateOfCharge: start), setpoint: .kilowatts(setpoint), duration: .seconds(3_600))
            var state = StorageState(stateOfCharge: start)
            var energy = 0.0
            for _ in 0..<3_600 {
                state = battery.step(state, setpoint: .kilowatts(setpoint), duration: .seconds(1))
                energy += state.power.watts
            }
            #expect((state.stateOfCharge - whole.stateOfCharge).magnitude < 1e-5, "\(start) \(setpoint)")
            #expect((energy - whole.power.watts * 3_600).magnitude < 1e-4 * 3.6e7, "\(start) \(setpoint)")
        }
    }

    @Test func energyIsConservedAndBoundsHoldWhateverHappens() {
        var random = SplitMix64(seed: 3)
        var state = StorageState(stateOfCharge: 0.5)
        var given = 0.0, taken = 0.0
        for _ in 0..<5_000 {
            let setpoint = ActivePower.kilowatts(Double.random(in: -10...10, using: &random))
            let seconds = Double.random(in: 0.1...4_000, using: &random)
            let before = state
            state = battery.step(state, setpoint: setpoint, duration: .milliseconds(Int64(seconds * 1_000)))
            let moved = state.power.watts * Double(Int64(seconds * 1_000)) / 1_000
            // Power x duration is the energy at the grid; by the efficiencies it is the change of what is stored.
            let stored = moved > 0 ? moved * 0.9 : moved / 0.8
            #expect(((state.stateOfCharge - before.stateOfCharge) * 3.6e7 - stored).magnitude < 1e-3)
            #expect((0.1...0.95).contains(state.stateOfCharge))
            #expect(state.power.watts <= 5_000.001 && state.power.watts >= -4_000.001)
            #expect(state.power.watts * setpoint.watts >= 0)
            #expect(state.power.magnitude.watts <= setpoint.magnitude.watts + 1e-6)
            if moved > 0 { given += moved } else { taken -= moved }
        }
        // What came out is what went in, less the round trip's losses and the change of charge.
        #expect((given * 0.9 - taken / 0.8 - (state.stateOfCharge - 0.5) * 3.6e7).magnitude < 10)
        #expect(taken <= given * 0.72 + 0.5 * 3.6e7)
    }
}
