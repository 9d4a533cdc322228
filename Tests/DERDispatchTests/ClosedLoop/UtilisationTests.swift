// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What is there is used: all zeros would keep every limit, and fail these.
@Suite struct UtilisationTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `after a cut the usable room is used within a minute`(seed: UInt64) {
        var street = Street()
        street.node("transformer", importKW: 200, margin: 0.03)
        for home in 0..<12 {
            street.node("h\(home)", below: "transformer", importKW: 20, base: 0...3)
            street.evse("car\(home)", at: "h\(home)")
        }
        var bench = Bench(street, seed: seed, devices: Device.usual)
        for node in 1...12 { bench.baseKW[node] = 0.5 }
        bench.run(300)
        bench.limit("third", at: "transformer", kW: 66)
        bench.run(6)
        bench.run(54) { $0.expectWithinLimits(0.1) }
        bench.run(60) {
            $0.expectWithinLimits(0.1)
            let plan = $0.planned("transformer")
            let usable = (plan.importLimit!.limit - plan.withheld.margin - plan.withheld.assumedBaseLoad).kilowatts
            #expect(plan.countedImport.kilowatts >= 0.95 * usable, "at \($0.time) s: \(plan)")
        }
        let told = (0..<12).map { bench.told("car\($0)")! }
        // 64 kW less 6 kW of base load: 4.83 kW each.
        #expect(told.min()! > 4.6 && told.max()! < 4.9, "\(told)")
    }

    @Test func `photovoltaics that nobody curtails take no room from vehicles at night`() {
        var street = Street()
        street.node("transformer", importKW: 40, margin: 0.03)
        for home in 0..<4 {
            street.node("h\(home)", below: "transformer", importKW: 20, exportKW: 5, base: 0...1)
            street.evse("car\(home)", at: "h\(home)")
            street.pv("pv\(home)", at: "h\(home)", kW: 10)
        }
        var bench = Bench(street, devices: Device.usual)
        for der in bench.devices.indices where bench.devices[der].kind == .pv { bench.devices[der].wishKW = 0 }
        bench.run(400)
        // 38.8 kW for four.
        #expect((0..<4).allSatisfy { bench.told("car\($0)")! > 9.2 })
    }

    @Test func `an export limit holds when the vehicle it relied on stops`() {
        var street = Street()
        street.node("home", importKW: 20, exportKW: 5, base: 0...1)
        street.evse("car", at: "home")
        street.pv("pv", at: "home", kW: 15)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("pv") { $0.wishKW = 15 }
        bench.run(600)
        #expect(bench.device("pv").powerKW < -13)
        #expect(bench.trueKW("home") >= -5)
        bench.change("car") { $0.wishKW = 0 }
        // The car reports each 10 s, the meter each second, the inverter follows in 4 s.
        bench.run(16)
        bench.run(120) { $0.expectWithinLimits() }
        #expect(bench.device("pv").powerKW < -4.5)
    }

    @Test func `a battery takes what would be curtailed`() {
        var street = Street()
        street.node("home", importKW: 20, exportKW: 5, base: 0...1)
        street.battery("battery", at: "home", kW: 5, capacityKWh: 100)
        street.pv("pv", at: "home", kW: 10)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("pv") { $0.wishKW = 9 }
        bench.run(6)
        bench.run(600) { $0.expectWithinLimits() }
        #expect(bench.device("battery").powerKW > 1)
        #expect(bench.device("pv").powerKW < -6.2)
    }

    @Test func `a step of the base load is met within the response time and a tick`() {
        var bench = Bench.garage(cars: 4, importKW: 40, base: 0...30)
        bench.run(300)
        bench.baseKW[0] = 20
        // One second until the meter sees it; the vehicles follow 4 s after the command.
        bench.run(6)
        bench.run(120) { $0.expectWithinLimits() }
        bench.run(60) { #expect($0.trueKW("garage") > 33) }
    }

    @Test func `setpoints are not sent with every tick`() {
        var bench = StreetDayTests.bench(seed: 2)
        bench.limit("cut", at: "head", kW: 40)
        bench.run(400)
        var changes = 0
        var last = bench.plan!.setpoints.map(\.power)
        bench.run(300) { bench in
            let told = bench.plan!.setpoints.map(\.power)
            changes += zip(told, last).count { $0 != $1 }
            last = told
        }
        // 18 DERs in five minutes of a steady, congested street with 0.2 % noise on every meter.
        #expect(changes < 18 * 30, "\(changes)")
    }
}
