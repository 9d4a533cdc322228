// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Rule 2: a reading past its maximum age narrows, it never widens.
@Suite struct Rule02StalenessTests {
    @Test func `behind a silent meter the declared base load counts`() {
        let bench = Bench.garage(cars: 2, importKW: 30, base: 0...20)
        #expect(excess(bench) <= 0)
        #expect(excess(bench.without(.staleness)) > 5)
    }

    /// The meter falls silent while the base load is low, and then the base load rises.
    private func excess(_ given: Bench) -> Double {
        var bench = given
        bench.baseKW[0] = 1
        bench.run(240)
        bench.meterSeconds[0] = nil
        bench.run(40)
        bench.baseKW[0] = 20
        return bench.worstExcess("garage", in: 120)
    }

    @Test func `what comes from the future, from memory, or out of order is refused`() {
        var state = FleetState(Bench.garage(cars: 1, importKW: 10).feeder)
        let now = Bench.moment(100)
        func observe(_ seconds: Int, sequence: UInt64? = nil, boot: String? = nil, retained: Bool = false) -> Bool {
            let telemetry = Telemetry(
                power: .kilowatts(1), sourceTime: Bench.moment(seconds).utc, sequence: sequence, boot: boot,
                isRetained: retained)
            return state.observe(telemetry, der: 0, now: now) == .accepted
        }
        #expect(!observe(106))
        #expect(observe(90, sequence: 7, boot: "a"))
        #expect(!observe(95, sequence: 7, boot: "a"))
        #expect(observe(95, sequence: 1, boot: "b"))
        #expect(!observe(94, sequence: 2, boot: "b"))
        #expect(!observe(20, sequence: 3, boot: "b", retained: true))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1_000, -1_000])
    func `no reading that cannot be is believed`(kW: Double) {
        var state = FleetState(Bench.garage(cars: 1, importKW: 30).feeder)
        let telemetry = Telemetry(power: .kilowatts(kW))
        #expect(state.observe(telemetry, der: 0, now: Bench.moment(0)) != .accepted)
        #expect(state.observe(telemetry, node: 0, now: Bench.moment(0)) != .accepted)
        #expect(state.ders[0].power == nil)
        #expect(state.meters[0].power == nil)
    }
}
