// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// Ampere against ampere: stations that are told amperes behind fuses in amperes, while the voltage wanders.
@Suite struct AmpereRuleTests {
    /// Cars of 16 A on phase A behind a fuse, and whatever else.
    private static func garage(
        cars: Int, fuse: Double, base: ClosedRange<Double> = 0...0, more: (inout Street) -> Void = { _ in }
    ) -> Bench {
        var street = Street()
        street.node("garage", margin: 0.03, base: base, rating: .current(.amperes(fuse)))
        for car in 0..<cars { street.evse("car\(car)", at: "garage", phases: .a) }
        more(&street)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.isMeteredByPhase = true
        return bench
    }

    /// What phase A of the only node carries, A: powers at the true voltage.
    private static func amperes(_ bench: Bench, volts: Double) -> Double {
        bench.truePhaseKW(0).a * 1_000 / volts
    }

    /// A voltage between 0.9 and 1.1 of nominal that takes twenty minutes from one end to the other.
    private static func volts(_ time: Int) -> Double {
        let turn = Double(time % 2_400) / 1_200
        return 230.94 * (0.9 + 0.2 * (turn < 1 ? turn : 2 - turn))
    }

    private static func setVolts(_ bench: inout Bench, _ volts: Double, isReported: Bool) {
        for der in bench.devices.indices where bench.devices[der].kind == .vehicle {
            bench.devices[der].volts = volts
            bench.devices[der].wishKW = 16 * volts / 1_000
            bench.devices[der].reportedVolts = isReported ? volts : nil
        }
    }

    private static func charging(_ bench: Bench) -> Int {
        bench.plan!.setpoints.count { ($0.current?.amperes ?? 0) >= 6 }
    }

    /// Runs with the wandering voltage; the largest true current, and how many charged on average when it had settled.
    private static func wander(
        _ bench: inout Bench, seconds: Int, isReported: Bool, settled: Int = 600, each: (inout Bench) -> Void = { _ in }
    ) -> (amperes: Double, charging: Double) {
        var worst = 0.0
        var sum = 0
        setVolts(&bench, volts(1), isReported: isReported)
        bench.run(seconds) {
            worst = max(worst, amperes($0, volts: volts($0.time)))
            if $0.time > settled { sum += charging($0) }
            each(&$0)
            setVolts(&$0, volts($0.time + 1), isReported: isReported)
        }
        return (worst, Double(sum) / Double(seconds - settled))
    }

    @Test(arguments: [false, true]) func `ten cars of 6 A run behind 63 A at any voltage`(isReported: Bool) {
        var bench = Self.garage(cars: 12, fuse: 63)
        // Its books are in kW: when the voltage rises, they take the same amperes for a raise.
        bench.isPlanChecked = !isReported
        let seen = Self.wander(&bench, seconds: 2_400, isReported: isReported)
        #expect(seen.amperes <= 63 + 1e-6 && seen.amperes > 59, "\(seen.amperes) A")
        // Stations that report do it one after the other: each counts at a voltage of its own, and the least rules.
        #expect(seen.charging > (isReported ? 9 : 9.9), "\(seen)")
    }

    @Test func `what draws kilowatts beside them draws more amperes when the voltage falls`() {
        var bench = Self.garage(cars: 8, fuse: 63, base: 0...8) {
            $0.load("heater", at: "garage", kW: 3, phases: .a)
            $0.battery("battery", at: "garage", kW: 6)
        }
        bench.baseKW[0] = 3
        bench.basePhaseKW[0] = PhaseVector(a: 3, b: 0, c: 0)
        let battery = bench.der("battery")
        bench.devices[battery].requestKW = 6
        let seen = Self.wander(&bench, seconds: 2_400, isReported: false)
        #expect(seen.amperes <= 63 + 1e-6 && seen.amperes > 50, "\(seen.amperes) A")
        #expect(seen.charging >= 4)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `the fuse holds while everything moves`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Self.garage(cars: 9, fuse: 63, base: -4...6) {
            $0.pv("sun", at: "garage", kW: 9)
            $0.battery("battery", at: "garage", kW: 9)
        }
        let battery = bench.der("battery")
        let sun = bench.der("sun")
        // Its books are in kW: when the voltage rises, they take the same amperes for a raise.
        bench.isPlanChecked = false
        var over = 0
        var longest = 0
        bench.devices[battery].requestKW = -6
        let seen = Self.wander(&bench, seconds: 2_400, isReported: seed % 2 == 0) { bench in
            if bench.time % 97 == 0 {
                let kW = Double.random(in: 0...4, using: &random)
                bench.baseKW[0] = kW
                bench.basePhaseKW[0] = PhaseVector(a: kW, b: 0, c: 0)
            }
            if bench.time % 61 == 0 { bench.devices[sun].wishKW = Double.random(in: 0...9, using: &random) }
            if bench.time % 211 == 0 {
                bench.devices[battery].requestKW = Double.random(in: -9...9, using: &random)
            }
            over = Self.amperes(bench, volts: Self.volts(bench.time)) > 63 ? over + 1 : 0
            longest = max(longest, over)
        }
        // A step of the load, the sun or the battery is answered when it is measured and the cars have followed.
        #expect(longest <= 20, "\(longest) s, seed \(seed)")
        #expect(seen.charging >= 2)
    }

    @Test func `a station that draws more than it was told counts at the lowest voltage`() throws {
        var bench = Self.garage(cars: 3, fuse: 32)
        Self.setVolts(&bench, 0.9 * 230.94, isReported: false)
        bench.run(300)
        let room = { (bench: Bench) in bench.planned("garage").byPhase!.importLimitKW!.a }
        // What the meter may be off counts as base load.
        #expect(abs(room(bench) - 32 * 0.254034) < 0.02)
        // It takes 16 A and reports the 3.33 kW of them, more than 10.3 A at the highest voltage.
        bench.change("car0") { $0.isObedient = false }
        bench.run(120)
        let reading = 16 * 0.9 * 0.23094
        let worth = 32 * 0.254034 - (1.1 / (0.9 * 0.95) - 1) * reading
        #expect(abs(room(bench) - worth) < 0.03, "\(room(bench)) \(worth)")
        let amperes = Self.amperes(bench, volts: 0.9 * 230.94)
        #expect(amperes <= 32, "\(amperes) A")
    }

    /// Relief counts least at the highest voltage: where stations report a lower one than the fuse may see, the rest of
    /// it stays free.
    @Test func `what delivers relieves a fuse no more than at the highest voltage`() throws {
        var bench = Self.garage(cars: 3, fuse: 32) { $0.pv("sun", at: "garage", kW: 3, phases: .a) }
        Self.setVolts(&bench, 220, isReported: true)
        bench.run(300)
        // 220 V and 2 % are 224.4 V, rounded up to 226 V; a sun of 3 kW of the plate may be at 254.034 V.
        let worth = 32 * 0.226 - (1 - 226 / 254.034) * 3
        let limit = try #require(bench.planned("garage").byPhase?.importLimitKW?.a)
        #expect(abs(limit - worth) < 0.02, "\(limit) \(worth)")
    }

    @Test func `reactive power that is measured takes its part of the fuse`() throws {
        var bench = Self.garage(cars: 3, fuse: 32)
        bench.run(30)
        let observed = bench.state.observe(
            Telemetry(power: .kilowatts(2), reactivePower: .kilovars(6), sourceTime: bench.now.utc), node: 0,
            now: bench.now)
        #expect(observed == .accepted)
        bench.run(1)
        // 2 kvar on each phase at the lowest voltage are 2 x 1.1 / 0.9 at the highest.
        let worth = (32 * 0.254034 * 32 * 0.254034 - (2 * 1.1 / 0.9) * (2 * 1.1 / 0.9)).squareRoot()
        let limit = try #require(bench.planned("garage").byPhase?.importLimitKW?.a)
        #expect(abs(limit - worth) < 0.02, "\(limit) \(worth)")
    }
}
