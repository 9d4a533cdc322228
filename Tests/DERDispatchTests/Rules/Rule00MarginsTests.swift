// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What a limit bounds: a margin stays free under it, and what is no number is no excuse.
@Suite struct Rule00MarginsTests {
    @Test func `a margin stays free under every limit`() {
        let bench = Bench.garage(cars: 3, importKW: 30, margin: 0.1)
        #expect(counted(bench) <= 27.01)
        #expect(counted(bench.without(.margins)) > 28)
    }

    @Test func `a limit that is no number counts as nought, not as none`() {
        var bench = Bench.garage(cars: 1, importKW: 30)
        bench.run(60)
        #expect(bench.told("car0")! > 4)
        bench.limit("broken", at: "garage", kW: .nan)
        bench.run(1)
        #expect(bench.told("car0") == 0)
    }

    @Test func `a rating in amperes is never widened by an absurd voltage`() {
        var street = Street()
        street.node("garage", rating: .current(.amperes(10)))
        street.load("pump", at: "garage", kW: 20)
        var state = FleetState(street.feeder)
        let now = Bench.moment(0)
        for volts in [400.0, .nan, 0, .infinity, -230] {
            let observed = state.observe(Telemetry(voltage: .volts(volts)), node: 0, now: now)
            guard case .refused(.implausible(field: "voltageV", _, _, _)) = observed else {
                Issue.record("\(volts) V: \(observed)")
                continue
            }
        }
        #expect(state.meters[0].voltage == nil)
    }

    @Test func `losses below a node without a meter are kept free`() {
        var street = Street()
        street.node("head", importKW: 11, base: 0...0, meter: false, lossFactor: 0.1)
        street.load("pump", at: "head", kW: 20)
        var bench = Bench(street, devices: Device.usual)
        bench.run(300)
        // The flow at the head is 1 / (1 - 0.1) of what is below it.
        #expect(bench.told("pump")! <= 9.901)
        #expect(bench.told("pump")! > 9.7)
    }

    @Test func `losses of lines one behind the other add up`() {
        var street = Street()
        street.node("head", importKW: 100, base: 0...0, meter: false, lossFactor: 0.1)
        street.node("far", below: "head", base: 0...0, meter: false, lossFactor: 0.2)
        street.load("pump", at: "far", kW: 100)
        var bench = Bench(street, devices: Device.usual)
        bench.run(600)
        #expect(bench.told("pump")! / (0.9 * 0.8) <= 100.01)
        #expect(bench.told("pump")! > 71)
        let silent = SilentFlow(bench.model, node: 0)
        #expect(silent.importPower == .zero)
    }

    @Test func `when the link is lost a default of 6 A counts at the highest voltage`() {
        let bench = Bench.garage(cars: 2, importKW: 30, defaultKW: 4.157)
        let silent = SilentFlow(bench.model, node: 0)
        #expect(abs(silent.importPower.kilowatts - 2 * 4.157 * 1.1) < 1e-9)
    }

    private func counted(_ given: Bench) -> Double {
        var bench = given
        bench.run(240)
        return bench.planned("garage").countedImport.kilowatts
    }
}
