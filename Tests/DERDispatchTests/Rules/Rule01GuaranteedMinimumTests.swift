// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 1: rating first, then the guaranteed minimum, then the dimming; and the plan says so.
@Suite struct Rule01GuaranteedMinimumTests {
    /// A metered street of two homes, each with a heat pump of 11 kW that is guaranteed 4.2 kW.
    private func street(importKW: Double = 60, base: ClosedRange<Double> = 0...0) -> Bench {
        var street = Street()
        street.node("street", importKW: importKW, margin: 0.03, base: base)
        for home in ["east", "west"] {
            street.node(home, below: "street", importKW: 30, guaranteed: .par14a)
            street.load("\(home)-pump", at: home, kW: 11)
        }
        return Bench(street, devices: Device.usual)
    }

    @Test func `who is guaranteed 4200 watts keeps them through a night of dimming`() {
        var bench = street(base: 0...3)
        bench.baseKW[0] = 2
        bench.run(200)
        #expect(bench.trueKW("street") > 20)
        bench.limit("dim", at: "street", kW: 2)
        bench.run(60)
        bench.run(3_600) {
            #expect($0.device("east-pump").powerKW >= 4.2 - 0.001, "\($0.time) s")
            #expect($0.device("west-pump").powerKW >= 4.2 - 0.001, "\($0.time) s")
        }
        let node = bench.planned("street")
        #expect(node.importLimit?.reference.source == .guaranteedMinimum)
        #expect(node.setAside?.limit == .kilowatts(2) && node.setAside?.reference.author == "ann")
        #expect(node.ladder == .none, "what is guaranteed is no excess")
        #expect(bench.setpoint("east-pump").guaranteed == .kilowatts(4.2))
        #expect(bench.setpoint("east-pump").reason.reference?.source == .guaranteedMinimum)
        // They get no more than that either.
        #expect(bench.trueKW("street") < 2 + 2 * 4.2 + 0.5)
    }

    @Test func `a rating takes what a law guarantees`() {
        var bench = street(importKW: 6)
        bench.run(200)
        bench.limit("dim", at: "street", kW: 1)
        bench.run(60)
        bench.run(600) { #expect($0.trueKW("street") <= 6.001, "\($0.time) s") }
        let node = bench.planned("street")
        #expect(node.importLimit?.reference.source == .connection && node.setAside?.limit == .kilowatts(1))
        #expect(abs(bench.setpoint("east-pump").guaranteed.kilowatts - 2.91) < 0.02)
        #expect(bench.device("west-pump").powerKW > 2.85)
    }

    @Test func `the end of the dimming ends the guarantee`() {
        var bench = street()
        bench.limit("dim", at: "street", kW: 2)
        bench.run(300)
        #expect(bench.planned("street").setAside != nil)
        #expect(bench.limits.cancel(.init("dim")!, at: bench.now.utc) != nil)
        bench.run(300)
        #expect(bench.planned("street").setAside == nil)
        #expect(bench.setpoint("east-pump").guaranteed == .zero)
        #expect(bench.device("east-pump").powerKW > 10.9)
    }

    @Test func `two cars take turns on the minimum of both`() {
        var street = Street()
        street.node("street", importKW: 60)
        street.node("home", below: "street", importKW: 30, guaranteed: .par14a)
        for car in ["a", "b"] { street.evse(car, at: "home") }
        var bench = Bench(street, devices: Device.usual)
        bench.limit("dim", at: "street", kW: 0)
        bench.run(60)
        var energy = ["a": 0.0, "b": 0.0]
        bench.run(4 * 900) {
            #expect($0.trueKW("home") <= 7.56 * 1.01, "\($0.time) s")
            for car in ["a", "b"] { energy[car]! += $0.device(car).powerKW / 3_600 }
        }
        // Four turns of a quarter of an hour, less the raises at the beginning of each.
        #expect(energy.values.reduce(0, +) > 0.8 * 7.56, "\(energy)")
        #expect(energy.values.min()! > 0.3 * energy.values.reduce(0, +), "\(energy)")
    }

    @Test func `a device out of reach uses up its part of the minimum`() {
        var street = Street()
        street.node("home", importKW: 30, meter: false, guaranteed: .power(.kilowatts(6)))
        street.load("gone", at: "home", kW: 5, defaultKW: 4)
        street.load("here", at: "home", kW: 5)
        var bench = Bench(street, devices: Device.usual)
        bench.setLink("gone", isOnline: false)
        bench.limit("dim", at: "home", kW: 1)
        bench.run(120)
        #expect(abs(bench.setpoint("here").guaranteed.kilowatts - 2) < 1e-6)
        #expect(abs(bench.setpoint("here").target.kilowatts - 2) < 1e-6)
    }
}
