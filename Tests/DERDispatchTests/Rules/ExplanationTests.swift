// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// What the reason of a setpoint says of one more kW: held against what the dispatcher then does, and against figures by
/// hand.
@Suite struct ExplanationTests {
    private static func bench(_ principle: AccessPrinciple) -> Bench {
        var street = Street()
        street.node("head", importKW: 60, base: 0...0)
        street.node("home", below: "head", importKW: 25, base: 0...0, principle: principle)
        street.evse("light", at: "home", amperes: 32)
        street.evse("heavy", at: "home", amperes: 32, weight: 2)
        street.evse("small", at: "home", amperes: 8)
        street.node("other", below: "head", importKW: 40, base: 0...0)
        street.evse("free", at: "other", amperes: 16)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.run(600)
        return bench
    }

    private static func targets(_ bench: Bench, homeKW: Double) -> [Double] {
        var bench = bench
        bench.limit("home", at: "home", kW: homeKW)
        var dispatcher = Dispatcher()
        return dispatcher.dispatch(bench.input).plan.setpoints.map(\.target.kilowatts)
    }

    @Test(arguments: [AccessPrinciple.maxMin, .proRata])
    func `one more kW brings what the reason says`(principle: AccessPrinciple) throws {
        let bench = Self.bench(principle)
        let (before, after) = (Self.targets(bench, homeKW: 20), Self.targets(bench, homeKW: 20.2))
        var limited = bench
        limited.limit("home", at: "home", kW: 20)
        var dispatcher = Dispatcher()
        let plan = dispatcher.dispatch(limited.input).plan
        var sum = 0.0
        for (der, id) in [(0, "light"), (1, "heavy"), (2, "small")] {
            let reason = plan.setpoints[der].reason
            let gain = reason.gainPerKW ?? 0
            #expect(abs((after[der] - before[der]) / 0.2 - gain) < 1e-6, "\(id): \(before[der]) \(after[der]), \(gain)")
            sum += gain
        }
        #expect(abs(sum - 1) < 1e-9, "all of it is somebody's")
        #expect(plan.setpoints[3].reason.gainPerKW == nil, "nobody shares there")
    }

    /// By hand: under max-min the one of twice the weight gets two parts of three, and the small one, at its 8 A (6.1 kW
    /// at 1.1 times 230.94 V), none.
    @Test func `a weight of two has two parts of three of it`() {
        var bench = Self.bench(.maxMin)
        bench.limit("home", at: "home", kW: 24.9)
        var dispatcher = Dispatcher()
        let gains = dispatcher.dispatch(bench.input).plan.setpoints.map(\.reason.gainPerKW)
        #expect(abs((gains[0] ?? 0) - 1 / 3.0) < 1e-9 && abs((gains[1] ?? 0) - 2 / 3.0) < 1e-9, "\(gains)")
        #expect((gains[2] ?? 0) == 0)
    }

    /// By hand: 6 A on three phases at 1.1 times 230.94 V are 4.573 kW, three of them 3.72 kW more than the 10 kW there
    /// are; what the meter may be wrong by comes on top.
    @Test func `who waits is told what is missing for his minimum`() throws {
        var bench = Bench.garage(cars: 3, importKW: 10)
        bench.run(300)
        let waiting = try #require(bench.plan!.setpoints.first { $0.reason.cause == .notAdmitted })
        let missing = try #require(waiting.reason.missing)
        #expect(abs(missing.kilowatts - (3 * 4.573 - 10)) < 0.1, "\(missing)")
    }
}
