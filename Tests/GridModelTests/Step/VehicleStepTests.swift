// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

struct VehicleStepTests {
    let ac = Outlet(
        evse: EVSE(
            supply: .ac, minimumCurrent: .amperes(6), maximumCurrent: .amperes(16), minimumCharge: .zero,
            maximumCharge: .zero))
    let dc = Outlet(
        evse: EVSE(
            supply: .dc, minimumCurrent: nil, maximumCurrent: nil, minimumCharge: .kilowatts(3),
            maximumCharge: .kilowatts(60),
            maximumDischarge: .kilowatts(30), allowsDischarge: true))
    let car = Vehicle(
        capacity: .kilowattHours(60), maximumDischarge: .kilowatts(20), rampPerSecond: nil, wakeUpDelay: .zero)

    func run(_ car: Vehicle, _ outlet: Outlet, kilowatts: Double, seconds: Int, from start: Double = 0.5)
        -> VehicleState
    {
        let state = VehicleState(isPlugged: true, stateOfCharge: start)
        return car.step(state, setpoint: .kilowatts(kilowatts), at: outlet, duration: .seconds(seconds))
    }

    @Test func drawsNothingBelowSixAmperes() {
        // 3 x 230 V x 6 A = 4.14 kW.
        #expect(run(car, ac, kilowatts: 4.139, seconds: 10).meanPower == .zero)
        #expect((run(car, ac, kilowatts: 4.14, seconds: 10).meanPower.kilowatts - 4.14).magnitude < 1e-9)
        // On one phase, 1.38 kW do.
        var single = car
        single.acPhaseCount = 1
        #expect((run(single, ac, kilowatts: 1.38, seconds: 10).meanPower.kilowatts - 1.38).magnitude < 1e-9)
    }

    @Test func takesNoMoreThanCarAndOutletCan() {
        // 3 x 230 V x 16 A = 11.04 kW.
        #expect((run(car, ac, kilowatts: 22, seconds: 10).meanPower.kilowatts - 11.04).magnitude < 1e-9)
        var small = car
        small.maximumACCurrent = .amperes(10)
        #expect((run(small, ac, kilowatts: 22, seconds: 10).meanPower.kilowatts - 6.9).magnitude < 1e-9)
        #expect((run(car, dc, kilowatts: 200, seconds: 10).meanPower.kilowatts - 60).magnitude < 1e-9)
    }

    @Test func rampsUpAndCutsAtOnce() {
        var slow = car
        slow.rampPerSecond = .kilowatts(2)
        // 2 kW/s to 10 kW takes 5 s; the mean over 10 s is (5 x 5 + 5 x 10) / 10.
        let up = run(slow, dc, kilowatts: 10, seconds: 10)
        #expect((up.meanPower.kilowatts - 7.5).magnitude < 1e-9)
        #expect((up.power.kilowatts - 10).magnitude < 1e-9)
        let cut = slow.step(up, setpoint: .kilowatts(4), at: dc, duration: .seconds(1))
        #expect((cut.meanPower.kilowatts - 4).magnitude < 1e-9)
        #expect(slow.step(up, setpoint: .zero, at: dc, duration: .seconds(1)).meanPower == .zero)
    }

    @Test func wakesUpLateAfterAPause() {
        var sleepy = car
        sleepy.wakeUpDelay = .seconds(4)
        let paused = run(sleepy, ac, kilowatts: 0, seconds: 60)
        #expect(paused.wakeUpLeft == .seconds(4))
        let first = sleepy.step(paused, setpoint: .kilowatts(11.04), at: ac, duration: .seconds(3))
        #expect(first.meanPower == .zero && first.wakeUpLeft == .seconds(1))
        let second = sleepy.step(first, setpoint: .kilowatts(11.04), at: ac, duration: .seconds(2))
        #expect((second.meanPower.kilowatts - 5.52).magnitude < 1e-9)
    }

    @Test func dischargesOnlyWhereDeclared() {
        let out = run(car, dc, kilowatts: -50, seconds: 3_600)
        // The car gives 20 kW; 20 / 0.92 kWh of 60 leave the battery.
        #expect((out.meanPower.kilowatts + 20).magnitude < 1e-9)
        #expect((out.stateOfCharge - (0.5 - 20 / 0.92 / 60)).magnitude < 1e-9)
        #expect(run(car, ac, kilowatts: -50, seconds: 60).meanPower == .zero)
        var cannot = car
        cannot.maximumDischarge = .zero
        #expect(run(cannot, dc, kilowatts: -50, seconds: 60).meanPower == .zero)
    }

    @Test func unpluggedOrFullDrawsNothing() {
        let away = VehicleState(isPlugged: false, stateOfCharge: 0.5)
        #expect(car.step(away, setpoint: .kilowatts(11), at: ac, duration: .seconds(60)).meanPower == .zero)
        #expect(run(car, ac, kilowatts: 11, seconds: 60, from: 1).meanPower == .zero)
        let full = run(car, dc, kilowatts: 60, seconds: 36_000)
        #expect((full.stateOfCharge - 1).magnitude < 1e-12 && full.power == .zero)
    }

    @Test func energyIsConservedWhateverHappens() {
        var random = SplitMix64(seed: 11)
        var lively = car
        lively.rampPerSecond = .kilowatts(3)
        lively.wakeUpDelay = .seconds(3)
        var state = VehicleState(isPlugged: true, stateOfCharge: 0.4)
        for _ in 0..<5_000 {
            let before = state
            let milliseconds = Int64.random(in: 100...120_000, using: &random)
            let setpoint = ActivePower.kilowatts(Double.random(in: -40...70, using: &random))
            state = lively.step(state, setpoint: setpoint, at: dc, duration: .milliseconds(milliseconds))
            let moved = state.meanPower.watts * Double(milliseconds) / 1_000
            let stored = moved > 0 ? moved * 0.92 : moved / 0.92
            #expect(((state.stateOfCharge - before.stateOfCharge) * 60 * 3.6e6 - stored).magnitude < 1e-2)
            #expect((0...1).contains(state.stateOfCharge))
            #expect(state.meanPower.magnitude.watts <= setpoint.magnitude.watts + 1e-6)
        }
    }
}

struct GeneratorAndLoadStepTests {
    @Test func pvGivesTheLesserOfSunAndLimit() {
        let pv = PhotovoltaicUnit(rating: .kilowatts(8))
        let start = RampedState(power: .kilowatts(-6))
        func step(_ available: Double, _ limit: Double?, ramp: Double? = nil) -> RampedState {
            pv.step(
                start, available: .kilowatts(available), exportLimit: limit.map { .kilowatts($0) },
                duration: .seconds(2),
                rampPerSecond: ramp.map { .kilowatts($0) })
        }
        #expect(step(5, nil).meanPower == .kilowatts(-5))
        #expect(step(9, nil).meanPower == .kilowatts(-8))
        #expect(step(5, 3).meanPower == .kilowatts(-3))
        #expect(step(5, 0).meanPower == .zero)
        // From 6 down to 4 at 1 kW/s: the mean over two seconds is 5, the end 4.
        #expect(step(7, 2, ramp: 1).power == .kilowatts(-4))
        #expect(step(7, 2, ramp: 1).meanPower == .kilowatts(-5))
        // The sun's fall is not ramped.
        #expect(step(1, nil, ramp: 1).meanPower == .kilowatts(-1))
        let fixed = PhotovoltaicUnit(rating: .kilowatts(8), isCurtailable: false)
        #expect(
            fixed.step(start, available: .kilowatts(5), exportLimit: .zero, duration: .seconds(1)).power
                == .kilowatts(-5))
    }

    @Test func aLoadKeepsItsMinimum() {
        let load = ControllableLoad(maximum: .kilowatts(5), minimum: .kilowatts(1))
        let start = RampedState(power: .kilowatts(3))
        func step(_ demand: Double, _ limit: Double?) -> ActivePower {
            load.step(
                start, demand: .kilowatts(demand), importLimit: limit.map { .kilowatts($0) }, duration: .seconds(1)
            ).meanPower
        }
        #expect(step(3, nil) == .kilowatts(3))
        #expect(step(9, nil) == .kilowatts(5))
        #expect(step(3, 2) == .kilowatts(2))
        #expect(step(3, 0.2) == .kilowatts(1))
        #expect(step(0.5, 0.2) == .kilowatts(0.5))
    }
}
