// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What may pass through a storage in a day of its own accord.
@Suite struct CycleBudgetTests {
    private func bench(budgetKWh: Double) -> Bench {
        var street = Street()
        street.node("home", importKW: 40, exportKW: 40, base: 0...60)
        street.battery("battery", at: "home", kW: 10, capacityKWh: 20)
        street.rule(.selfConsumption, throughputKWh: budgetKWh)
        street.change(0) { $0.raise = RaiseRule(interval: .seconds(5), fraction: 1) }
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("battery") { $0.soc = 0.9 }
        return bench
    }

    @Test func `the budget is kept and a measured excess is relieved beyond it`() {
        var bench = bench(budgetKWh: 3)
        bench.baseKW[0] = 8
        var passed = 0.0
        bench.run(3_600) { passed += abs($0.device("battery").powerKW) / 3_600 }
        print("cycle budget: \(passed) kWh passed of 3 kWh")
        #expect(passed <= 3)
        #expect(passed > 2.9)
        #expect(bench.told("battery") == 0)
        #expect(bench.setpoint("battery").storage?.notes == [.pause(.budgetSpent)])
        let spent = bench.setpoint("battery").storage?.throughput?.spent.kilowattHours ?? 0
        #expect(abs(spent - passed) < 0.05)
        bench.baseKW[0] = 44
        bench.run(60)
        #expect(bench.told("battery")! < -3.9)
    }

    @Test func `what passed falls out of the budget after a day`() {
        var bench = bench(budgetKWh: 3)
        bench.baseKW[0] = 8
        bench.run(3_600)
        #expect(bench.told("battery") == 0)
        var dispatcher = Dispatcher()
        var input = bench.input
        func spent(hoursLater hours: Int) -> Double? {
            input.now = Bench.moment(3_600 + hours * 3_600)
            let plan = dispatcher.dispatch(input).plan
            return plan.setpoints[0].storage?.throughput?.spent.kilowattHours
        }
        #expect(spent(hoursLater: 23) ?? 0 > 2.9)
        #expect(spent(hoursLater: 26) == 0)
    }

    @Test func `a ledger that makes no sense is none`() {
        #expect(ThroughputLedger(kilowattHours: [1, 2], lastHour: 3) == ThroughputLedger())
        #expect(ThroughputLedger(kilowattHours: Array(repeating: -1, count: 25), lastHour: 3) == ThroughputLedger())
        #expect(ThroughputLedger(kilowattHours: Array(repeating: 1, count: 25), lastHour: 3).lastHour == 3)
    }

    @Test func `a DER that is set up anew keeps what passed`() {
        var memory = DERMemory()
        memory.storage.throughput = ThroughputLedger(
            kilowattHours: [4] + Array(repeating: 0, count: 24), lastHour: 500_000)
        #expect(memory.renewed.storage.throughput == memory.storage.throughput)
    }
}
