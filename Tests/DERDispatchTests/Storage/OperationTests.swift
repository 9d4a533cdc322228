// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// What storages do of their own accord, in the closed loop.
@Suite struct OperationTests {
    /// A home with a roof of 10 kW and a battery of 5 kW that may be raised fast.
    static func home(_ operation: StorageOperation, meter: Bool = true) -> Bench {
        var street = Street()
        street.node("street", importKW: 60, exportKW: 60, base: 0...40)
        street.node("home", below: "street", importKW: 30, exportKW: 30, base: 0...20, meter: meter)
        street.battery("battery", at: "home", kW: 5, capacityKWh: 40)
        street.rule(operation)
        street.change(0) { $0.raise = RaiseRule(interval: .seconds(5), fraction: 1) }
        street.pv("roof", at: "home", kW: 10)
        var bench = Bench(street, devices: Device.usual)
        bench.change("roof") { $0.wishKW = 0 }
        return bench
    }

    @Test func `self-consumption brings the grid flow to nought from both sides`() {
        var bench = Self.home(.selfConsumption)
        bench.baseKW[1] = 3
        bench.run(90)
        #expect(abs(bench.trueKW("home")) < 0.15)
        bench.change("roof") { $0.wishKW = 7 }
        bench.run(90)
        #expect(abs(bench.trueKW("home")) < 0.15)
        #expect(bench.device("battery").powerKW > 3.8)
        bench.baseKW[1] = 6
        bench.run(90)
        #expect(abs(bench.trueKW("home")) < 0.15)
        #expect(bench.setpoint("battery").reason.cause == .unconstrained)
    }

    @Test func `self-consumption leaves small changes alone and does not hunt`() {
        var bench = Self.home(.selfConsumption)
        bench.noise = 0.005
        var random = SplitMix64(seed: 7)
        var changes = 0, turns = 0
        var told = 0.0
        bench.baseKW[1] = 2
        bench.run(120)
        told = bench.told("battery")!
        bench.run(3_600) { bench in
            bench.baseKW[1] = 2 + 0.04 * Double.random(in: -1...1, using: &random)
            let power = bench.told("battery")!
            if power != told { changes += 1 }
            if (power < 0) != (told < 0) { turns += 1 }
            told = power
        }
        print("self-consumption: \(changes) changes of the setpoint and \(turns) of its sign in an hour of small noise")
        #expect(changes <= 60)
        #expect(turns == 0)
    }

    @Test func `a flow that wavers round nought does not turn a battery every few seconds`() {
        var bench = Self.home(.selfConsumption)
        let turns = Self.turnsRoundNought(&bench)
        var hasty = Self.home(.selfConsumption)
        hasty.settings.storageTurnsAfter = .zero
        let hastyTurns = Self.turnsRoundNought(&hasty)
        print("self-consumption: \(turns) turns in two hours of a flow round nought, at once \(hastyTurns)")
        #expect(turns > 0 && turns <= 60)
        #expect(hastyTurns > 2 * turns)
        // One that calls for the other direction for good gets it.
        bench.baseKW[1] = 4
        bench.run(90)
        #expect(bench.told("battery")! < -2.5)
    }

    /// How often a battery turns in two hours of a flow that wavers round nought.
    private static func turnsRoundNought(_ bench: inout Bench) -> Int {
        bench.run(60)
        var random = SplitMix64(seed: 3)
        var turns = 0
        var last = 0
        bench.run(7_200) { bench in
            if bench.time % 20 == 0 { bench.baseKW[1] = 1 + Double.random(in: -1...1, using: &random) * 0.9 }
            bench.change("roof") { $0.wishKW = 1 }
            let told = bench.told("battery")!
            let way = told > 0 ? 1 : told < 0 ? -1 : 0
            if way != 0, last != 0, way != last { turns += 1 }
            if way != 0 { last = way }
        }
        return turns
    }

    /// Seconds until the battery charges, told anew each second what it does; nil where it does not in so many.
    private static func secondsUntilCharging(_ bench: inout Bench, within seconds: Int) -> Int? {
        let start = bench.time
        var reached: Int?
        bench.run(seconds) { bench in
            if reached == nil, bench.told("battery")! > 0 { reached = bench.time - start }
        }
        return reached
    }

    @Test func `a call for the other direction that stopped an hour ago does not count`() {
        var bench = Self.home(.selfConsumption)
        bench.baseKW[1] = 3
        bench.run(90)
        #expect(bench.told("battery")! < -2.5)
        bench.change("roof") { $0.wishKW = 6 }
        #expect(Self.secondsUntilCharging(&bench, within: 15) == nil)
        bench.change("roof") { $0.wishKW = 3 }
        bench.run(3_600)
        bench.change("roof") { $0.wishKW = 6 }
        let waited = Self.secondsUntilCharging(&bench, within: 120)
        #expect(waited.map { $0 >= 45 && $0 <= 60 } == true, "\(String(describing: waited)) s")
    }

    @Test func `after a while without a meter a battery still waits before it turns`() {
        var bench = Self.home(.selfConsumption)
        bench.baseKW[1] = 3
        bench.run(90)
        #expect(bench.told("battery")! < -2.5)
        bench.meterSeconds[bench.node("home")] = nil
        bench.run(90)
        #expect(bench.setpoint("battery").storage?.notes == [.pause(.noFreshMeter(.init("home")!))])
        bench.change("roof") { $0.wishKW = 6 }
        bench.run(30)
        bench.meterSeconds[bench.node("home")] = 1
        let waited = Self.secondsUntilCharging(&bench, within: 120)
        #expect(waited.map { $0 >= 45 && $0 <= 65 } == true, "\(String(describing: waited)) s")
    }

    @Test func `a peak is shaved at once after charging`() {
        var bench = Self.home(.peakShaving(PeakShaving(threshold: .kilowatts(20), node: .init("street")!)))
        bench.baseKW[0] = 10
        bench.run(120)
        #expect(bench.told("battery")! > 1)
        bench.baseKW[0] = 23
        bench.run(15)
        #expect(bench.told("battery")! < -2)
    }

    @Test func `a request that wavers by watts is not written anew each second`() {
        var bench = Self.home(.request)
        var random = SplitMix64(seed: 5)
        var changes = 0
        var told = 0.0
        bench.change("battery") { $0.requestKW = -2 }
        bench.run(60)
        bench.run(600) { bench in
            bench.change("battery") { $0.requestKW = -2 + 0.004 * Double.random(in: -1...1, using: &random) }
            let power = bench.told("battery")!
            if power != told { changes += 1 }
            told = power
        }
        print("a request of 2 kW +- 4 W: \(changes) changes of the setpoint in ten minutes")
        #expect(changes <= 3)
        #expect(abs(told + 2) <= 0.015)
        // What is more than that is followed.
        bench.change("battery") { $0.requestKW = -2.1 }
        bench.run(30)
        #expect(bench.told("battery") == -2.1)
    }

    @Test func `without a fresh meter an operating rule does nothing`() {
        var bench = Self.home(.selfConsumption)
        bench.baseKW[1] = 3
        bench.run(90)
        #expect(bench.told("battery")! < -2.5)
        bench.meterSeconds[bench.node("home")] = nil
        bench.run(90)
        #expect(bench.told("battery") == 0)
        #expect(bench.setpoint("battery").storage?.notes == [.pause(.noFreshMeter(.init("home")!))])
    }

    @Test func `a load step on the way of the battery calls for no second move`() {
        var bench = Self.home(.selfConsumption)
        bench.change("battery") { $0.reactionSeconds = 8 }
        bench.baseKW[1] = 1
        bench.run(120)
        bench.baseKW[1] = 4
        var lowest = 0.0, overshoot = 0.0
        bench.run(120) { bench in
            lowest = min(lowest, bench.device("battery").powerKW)
            overshoot = max(overshoot, -bench.trueKW("home"))
        }
        print("self-consumption: a step of 3 kW overshoots by \(overshoot) kW")
        #expect(lowest > -4.3)
        #expect(overshoot < 0.3)
        #expect(abs(bench.trueKW("home")) < 0.15)
    }

    @Test func `peak shaving holds a threshold at a node above and recharges below it`() {
        var bench = Self.home(.peakShaving(PeakShaving(threshold: .kilowatts(20), node: .init("street")!)))
        bench.baseKW[0] = 10
        bench.baseKW[1] = 1
        bench.run(120)
        // 20 kW, less the dead band of 2 % of 5 kW, less 11 kW: more than the battery can take.
        #expect(bench.device("battery").powerKW == 5)
        bench.baseKW[0] = 23
        bench.run(60)
        #expect(bench.trueKW("street") <= 20.05)
        #expect(bench.device("battery").powerKW < -3.8)
        bench.baseKW[0] = 17
        bench.run(120)
        #expect(bench.trueKW("street") <= 20.05)
        #expect(bench.trueKW("street") > 19.6)
        #expect(bench.device("battery").powerKW > 1)
    }

    @Test func `a vehicle shaves peaks while it can still make it and charges after them`() {
        var bench = Bench.garage(cars: 1, importKW: 30, base: 0...15, dischargeKW: 10) { street in
            street.rule(.peakShaving(PeakShaving(threshold: .kilowatts(9))))
        }
        bench.change("car0") { $0.soc = 0.8 }
        bench.state.change(der: 0) {
            $0.needs = ChargingNeeds(
                departureTime: Bench.moment(14_400).utc, targetSoC: 0.8, usableCapacity: .kilowattHours(60))
        }
        bench.baseKW[0] = 15
        bench.run(300)
        #expect(bench.device("car0").powerKW < -5.5)
        #expect(bench.trueKW("garage") <= 9.1)
        bench.baseKW[0] = 2
        bench.run(600)
        #expect(bench.device("car0").powerKW > 10)
        // An hour before it leaves it gives nothing any more.
        bench.baseKW[0] = 15
        let departure = bench.now.utc + .seconds(1_500)
        bench.state.change(der: 0) { $0.needs?.departureTime = departure }
        bench.change("car0") { $0.soc = 0.75 }
        bench.run(120)
        bench.run(300) { #expect($0.told("car0")! >= 0) }
    }

    @Test(arguments: ["need", "reserve"])
    func `row 23: a vehicle that has to keep what it has does not give and take in turns`(bound: String) {
        var bench = Bench.garage(cars: 1, importKW: 30, base: 0...15, dischargeKW: 10) { street in
            street.rule(.peakShaving(PeakShaving(threshold: .kilowatts(9))))
        }
        bench.change("car0") { $0.soc = bound == "need" ? 0.8 : 0.4 }
        let needs = ChargingNeeds(
            departureTime: Bench.moment(14_400).utc, targetSoC: bound == "need" ? 0.8 : 0.35,
            usableCapacity: .kilowattHours(60))
        bench.state.change(der: 0) { $0.needs = needs }
        // The peak lasts for hours.
        bench.baseKW[0] = 15
        var turns = 0, least = 1.0
        var told = 0.0
        bench.run(10_800) { bench in
            let power = bench.told("car0")!
            if (power < 0) != (told < 0) { turns += 1 }
            told = power
            least = min(least, bench.device("car0").soc)
        }
        print("a vehicle at its \(bound): \(turns) starts and stops of giving in 3 h, down to \(least)")
        #expect(turns <= 12)
        #expect(least >= 0.3)
    }

    @Test func `a target counts while it lasts and the newest counts`() {
        var bench = Self.home(.idle)
        bench.set("battery", kW: -2, for: 300)
        bench.run(60)
        #expect(bench.told("battery") == -2)
        #expect(bench.setpoint("battery").storage?.target?.author == "ann")
        bench.set("battery", kW: 1, for: 120)
        bench.run(60)
        #expect(bench.told("battery") == 1)
        bench.run(120)
        #expect(bench.told("battery") == -2)
        bench.run(120)
        #expect(bench.told("battery") == 0)
    }

    @Test func `a target never breaks a limit`() {
        var bench = Self.home(.schedule)
        bench.baseKW[1] = 3
        bench.set("battery", kW: 5, for: 3_600)
        bench.limit("cut", at: "home", kW: 6)
        bench.run(600) { $0.expectWithinLimits() }
        #expect(bench.told("battery")! > 2.5)
        #expect(bench.setpoint("battery").reason.node?.text == "home")
    }

    @Test func `rule 8: a battery that was cut takes what its rule says when the limit has gone`() {
        var bench = Self.home(.selfConsumption)
        bench.change("roof") { $0.wishKW = 8 }
        bench.run(120)
        let before = bench.told("battery")!
        bench.limit("cut", at: "street", .import, kW: 1)
        bench.baseKW[0] = 2
        bench.run(300)
        _ = bench.limits.cancel(.init("cut")!, at: bench.now.utc)
        bench.run(120)
        #expect(abs(bench.told("battery")! - before) < 0.2)
    }

    @Test func `rule 8: a battery leaves what it does not take and gets it back when it does`() {
        var bench = Bench.garage(cars: 1, importKW: 14) { street in
            street.battery("battery", at: "garage", kW: 8, capacityKWh: 100)
            street.rule(.schedule)
        }
        // Its own management takes nothing any more, although it says that there is room.
        bench.change("battery") {
            $0.soc = 1
            $0.reportedSoC = 0.95
        }
        bench.set("battery", kW: 8, for: 7_200)
        bench.run(300)
        #expect(bench.device("car0").powerKW > 10.5)
        bench.change("battery") {
            $0.soc = 0.5
            $0.reportedSoC = nil
        }
        var reached: Int?
        let start = bench.time
        bench.run(1_500) { bench in
            if bench.device("battery").powerKW > 6, reached == nil { reached = bench.time - start }
            bench.expectWithinLimits()
        }
        print("a battery that takes again has its share after \(reached ?? -1) s")
        #expect(reached ?? .max < 900)
    }
}
