// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 10: infeasible never means "no plan".
@Suite struct Rule10InfeasibleTests {
    @Test func `a base load above the limit is met by the least overload and said`() {
        var bench = Bench.garage(cars: 2, importKW: 20, base: 0...40) { $0.battery("battery", at: "garage", kW: 3) }
        bench.change("battery") { $0.soc = 0.9 }
        bench.baseKW[0] = 30
        bench.run(20)
        #expect(bench.told("car0") == 0 && bench.told("car1") == 0)
        #expect(abs(bench.device("battery").powerKW + 3) < 0.01)
        let overload = bench.planned("garage").importOverload.kilowatts
        #expect(abs(overload - 7) < 0.3)
        #expect(bench.plan!.alarms.contains { if case .infeasible = $0 { true } else { false } })
        #expect(bench.setpoint("car0").reason.cause == .notAdmitted)
    }

    @Test(arguments: [0.0, 1e-9, 4.5])
    func `a limit below every minimum stops all and nothing else`(kW: Double) {
        var bench = Bench.garage(cars: 3, importKW: 30)
        bench.run(200)
        bench.limit("cut", at: "garage", kW: kW)
        bench.run(20)
        #expect((0..<3).allSatisfy { bench.told("car\($0)") == 0 })
        #expect(bench.trueKW("garage") == 0)
    }

    @Test func `a base load that gives back makes room`() {
        var bench = Bench.garage(cars: 2, importKW: 10, base: -30...0)
        bench.baseKW[0] = -15
        bench.run(300)
        #expect(bench.device("car0").powerKW > 9.9 && bench.device("car1").powerKW > 9.9)
        bench.baseKW[0] = 0
        bench.run(6)
        #expect(bench.worstExcess("garage", in: 60) <= 0)
    }
}
