// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// A station is told amperes, the tree shares kilowatts: what happens when the voltage between them moves, goes silent
/// or cannot be.
@Suite struct VoltageTests {
    /// Two cars under 16 kW that report their voltage: some 11 A each, a little over their minimum.
    private func twoCars(volts: Double = 230, importKW: Double = 9.2) -> Bench {
        var bench = Bench.garage(cars: 2, importKW: importKW, defaultKW: 4.157)
        for car in 0..<2 {
            bench.change("car\(car)") {
                $0.volts = volts
                $0.reportedVolts = volts
            }
        }
        return bench
    }

    private func isCharging(_ bench: Bench) -> Bool {
        (0..<2).allSatisfy { (bench.setpoint("car\($0)").current?.amperes ?? 0) >= 6 }
    }

    @Test func `6 A stay 6 A when the voltage is no longer measured`() {
        var bench = twoCars(importKW: 9.4)
        bench.run(120)
        #expect(isCharging(bench))
        for car in 0..<2 { bench.change("car\(car)") { $0.reportedVolts = nil } }
        bench.run(100) { #expect(isCharging($0), "paused at \($0.time) s") }
    }

    @Test func `a voltage that dithers pauses nobody and spends no writes`() {
        var bench = twoCars()
        bench.run(120)
        let sent = bench.state.ders.map(\.command?.sentAt)
        for second in 0..<120 {
            for car in 0..<2 { bench.change("car\(car)") { $0.reportedVolts = second % 20 < 10 ? 231.3 : 231.5 } }
            bench.run(1)
            #expect(isCharging(bench), "paused at \(bench.time) s")
        }
        #expect(bench.state.ders.map(\.command?.sentAt) == sent)
    }

    @Test func `a vehicle at its default of 6 A goes on when the gateway takes over`() {
        var bench = twoCars(importKW: 30)
        bench.run(1)
        #expect(isCharging(bench))
        bench.run(30) { #expect(isCharging($0), "paused at \($0.time) s") }
    }

    @Test(arguments: [132.8, 153, 180, 276, 340]) func `a voltage that cannot be raises no current`(_ said: Double) {
        var bench = twoCars(importKW: 12)
        for car in 0..<2 { bench.change("car\(car)") { $0.reportedVolts = said } }
        bench.run(240)
        // The true voltage is 230 V.
        #expect(bench.trueKW("garage") <= 12)
        #expect(isCharging(bench))
    }

    @Test(arguments: [0.0, 2_300, 230_000, 400, .nan]) func `a voltage in another unit is refused by name`(
        _ said: Double
    ) {
        var bench = twoCars()
        let observed = bench.state.observe(Telemetry(voltage: .volts(said)), der: 0, now: bench.now)
        guard case .refused(.implausible(field: "voltageV", _, _, _)) = observed else {
            Issue.record("\(said) V: \(observed)")
            return
        }
    }

    @Test func `a default of 10 A is told as 10 A, whatever is measured`() {
        var bench = Bench.garage(cars: 1, importKW: 30, defaultKW: 6.9283)
        bench.setPlug(0, isPlugged: false)
        bench.run(10)
        #expect(bench.setpoint("car0").current?.amperes == 10)
    }

    /// A voltage that cannot be must not make a vehicle seem to want less than it does either.
    @Test func `a voltage that cannot be takes no demand away`() {
        var bench = Bench.garage(cars: 1, importKW: 30)
        bench.change("car0") { $0.reportedVolts = 340 }
        bench.run(900)
        #expect(bench.device("car0").powerKW > 10.9)
        #expect(bench.memory.ders[0].demandKW == nil)
    }
}
