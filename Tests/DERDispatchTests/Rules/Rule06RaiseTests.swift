// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 6: down at once, up slowly.
@Suite struct Rule06RaiseTests {
    @Test func `a cut is told in full with the next tick`() {
        var bench = Bench.garage(cars: 2, importKW: 30)
        bench.run(300)
        bench.limit("cut", at: "garage", kW: 10)
        bench.run(1)
        #expect(bench.told("car0")! + bench.told("car1")! <= 10)
    }

    @Test func `a raise goes by a quarter of the plate each half minute`() {
        let bench = Bench.garage(cars: 1, importKW: 30)
        let slow = largestRise(bench)
        #expect(slow <= 11.04 * 0.25 + 0.01)
        #expect(slow > 2)
        #expect(largestRise(bench.without(.slowRaise)) > 5)
    }

    private func largestRise(_ given: Bench) -> Double {
        var bench = given
        bench.limit("cut", at: "garage", kW: 5)
        bench.run(120)
        _ = bench.limits.cancel(.init("cut")!, at: bench.now.utc)
        var last = bench.told("car0")!
        var largest = 0.0
        bench.run(120) {
            largest = max(largest, $0.told("car0")! - last)
            last = $0.told("car0")!
        }
        #expect(last > 11)
        return largest
    }

    @Test func `small changes are left alone where there is room`() {
        var bench = Bench.garage(cars: 1, importKW: 100, base: 0...20)
        bench.noise = 0.01
        bench.baseKW[0] = 10
        bench.run(300)
        let told = bench.told("car0")
        bench.run(300) { #expect($0.told("car0") == told) }
    }

    @Test func `an export limit does not hold back the cut of a vehicle`() {
        var bench = Bench.garage(cars: 1, importKW: 30) { $0.pv("pv", at: "garage", kW: 8) }
        bench.change("pv") { $0.wishKW = 0 }
        bench.run(300)
        bench.limit("export", at: "garage", .export, kW: 0)
        bench.limit("cut", at: "garage", kW: 0)
        // The roof may still give 8 kW for all that is confirmed, and without the vehicle they would be exported.
        bench.run(1)
        #expect(bench.told("car0") == 0)
    }

    @Test func `a battery that would charge outranks nobody, also where an export may be curtailed`() {
        var street = Street()
        street.node("home", importKW: 6, exportKW: 5, base: 0...0)
        street.load("pump0", at: "home", kW: 10)
        street.load("pump1", at: "home", kW: 10)
        street.battery("cell", at: "home", kW: 8)
        street.pv("roof", at: "home", kW: 10)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("roof") { $0.wishKW = 0 }
        bench.change("cell") { $0.requestKW = 5 }
        bench.run(400)
        for id in ["pump0", "pump1", "cell"] { #expect(abs(bench.told(id)! - 2) < 0.05, "\(id) \(bench.told(id)!)") }
    }

    @Test func `weights that are millions apart leave the heaviest its share`() {
        var street = Street()
        street.node("home", importKW: 10, base: 0...0, meter: false)
        street.load("light", at: "home", kW: 10_000, weight: 0.01)
        street.load("heavy", at: "home", kW: 10_000, weight: 1_000_000)
        var bench = Bench(street, devices: Device.usual)
        bench.run(300)
        #expect(bench.told("heavy")! > 9)
    }

    @Test func `the dead band never leaves a discharge smaller than was decided where it is tight`() {
        var bench = Rule11VehicleTests.bench(soc: 0.9)
        bench.run(60)
        let told = bench.told("car0")!
        #expect(told < -9)
        bench.state.change(der: 0) { $0.command?.power = .kilowatts(told + 0.05) }
        bench.run(1)
        #expect(bench.told("car0")! <= told + 1e-6)
    }

    /// A battery of 5 kW and a roof of 10 kW are set to 5 W less: a tenth and a twentieth of a per cent of the plate.
    @Test func `the dead band keeps nothing that settings no longer allow`() {
        var street = Street()
        street.node("home", importKW: 30, base: 0...0)
        street.battery("cell", at: "home", kW: 5)
        street.pv("roof", at: "home", kW: 10)
        var bench = Bench(street, devices: Device.usual)
        bench.change("roof") { $0.wishKW = 10 }
        bench.change("cell") { $0.requestKW = 5 }
        bench.run(300)
        #expect(bench.told("cell") == 5)
        #expect(bench.told("roof") == -10)
        let (cell, roof) = (bench.der("cell"), bench.der("roof"))
        bench.state.change(der: cell) {
            $0.settings = PowerBand(importLimit: .kilowatts(4.995), exportLimit: .kilowatts(5))
        }
        bench.state.change(der: roof) { $0.settings = PowerBand(importLimit: .zero, exportLimit: .kilowatts(9.995)) }
        bench.run(1)
        #expect(bench.told("cell") == 4.995)
        #expect(bench.told("roof") == -9.995)
        // The sun gives a little less: the roof's limit is left alone.
        bench.change("roof") { $0.wishKW = 9.985 }
        bench.run(1)
        #expect(bench.told("roof") == -9.995)
    }
}
