// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// What is published is what goes on the wire, and rounding breaks no limit.
@Suite struct WireGridTests {
    /// Where nothing hides a rounding: no margin, no meter, no voltage below the one that is reckoned with.
    private static func bench(_ random: inout SplitMix64, seed: UInt64) -> Bench {
        var street = Street()
        func kW(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
        street.node("head", importKW: kW(15...40), exportKW: kW(2...20), base: 0...0, meter: false)
        for branch in 0..<3 {
            let id = "b\(branch)"
            street.node(id, below: "head", importKW: kW(8...20), exportKW: kW(1...8), base: 0...0, meter: false)
            street.evse("\(id)-ac", at: id)
            street.evse("\(id)-amps", at: id, amperes: 32)
            street.change(street.ders.count - 1) { $0.setStep(amperes: Double([1, 2, 4][branch])) }
            street.dcEVSE("\(id)-dc", at: id, kW: 20, minimumKW: 2.2, stepKW: [0.5, 1, nil][branch])
            street.battery("\(id)-cell", at: id, kW: 8)
            street.change(street.ders.count - 1) { $0.setpointStep = [.kilowatts(0.5), .kilowatts(0.1), nil][branch] }
            street.pv("\(id)-roof", at: id, kW: 20)
            street.change(street.ders.count - 1) { $0.setpointStep = [.kilowatts(0.25), nil, .kilowatts(1)][branch] }
            street.load("\(id)-pump", at: id, kW: 5)
            street.change(street.ders.count - 1) { $0.setpointStep = [nil, .kilowatts(0.7), .kilowatts(1)][branch] }
        }
        var bench = Bench(street, seed: seed, devices: Device.usual)
        bench.noise = 0
        return bench
    }

    /// What is told stands on the device's own grid: amperes, or kW.
    private static func expectOnGrid(_ bench: Bench) {
        for (der, setpoint) in zip(bench.feeder.ders, bench.plan!.setpoints) {
            guard let power = setpoint.power?.kilowatts else { continue }
            var step = der.setpointStep?.kilowatts ?? 0.001
            var value = power
            if case .evse(let evse) = der.unit, evse.supply == .ac {
                step = evse.currentStep?.amperes ?? 0.1
                value = setpoint.current!.amperes
                #expect(abs(power - value * 3 * 0.2540341) < 1e-5, "\(der.id): \(setpoint)")
                #expect(value == 0 || value >= 6)
            }
            #expect(abs(value / step - (value / step).rounded()) < 1e-6, "\(der.id) told \(value) in steps of \(step)")
        }
    }

    @Test(arguments: Array(1...12) as [UInt64])
    func `no limit breaks by rounding, in either direction`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Self.bench(&random, seed: seed)
        var tight = 0
        for _ in 0..<6 {
            for der in bench.devices.indices {
                bench.devices[der].volts = 254.0341
                switch bench.devices[der].kind {
                case .vehicle: bench.setPlug(der, isPlugged: Bool.random(using: &random))
                case .pv: bench.devices[der].wishKW = Double.random(in: 0...20, using: &random)
                case .battery: bench.devices[der].requestKW = Double.random(in: -9...9, using: &random)
                case .heater: bench.devices[der].wishKW = Double.random(in: 0...5, using: &random)
                }
            }
            // What changed is seen, decided and followed; then all stands still but for raises.
            bench.run(150)
            bench.run(60) { bench in
                // A watt for each device that is told whole watts.
                bench.expectWithinLimits(0.004)
                Self.expectOnGrid(bench)
            }
            for node in bench.feeder.nodes.indices {
                let power = bench.trueKW(node)
                if let limit = bench.limitKW(node, .import), power > limit - 1.2 { tight += 1 }
                if let limit = bench.limitKW(node, .export), -power > limit - 1.2 { tight += 1 }
            }
        }
        // The rounding had something to break.
        #expect(tight > 1, "\(tight)")
    }

    @Test func `a step of the device is no cut`() {
        var street = Street()
        street.node("home", importKW: 100, base: 0...0)
        street.evse("car", at: "home", amperes: 15)
        street.change(0) { $0.setStep(amperes: 4) }
        var bench = Bench(street, devices: Device.usual)
        bench.run(120)
        #expect(bench.setpoint("car").current == .amperes(12))
        #expect(bench.setpoint("car").reason.cause == .unconstrained)
        bench.limit("cut", at: "home", kW: 7)
        // 7 kW are 9.2 A; the least on the grid is 8 A.
        bench.run(10)
        #expect(bench.setpoint("car").current == .amperes(8))
        bench.limit("deeper", at: "home", kW: 5.5)
        bench.run(10)
        #expect(bench.told("car") == 0)
    }

    /// A base load above the limit, measured, and a vehicle that gives 3 to 10 kW or nothing.
    private static func discharging(baseKW: Double, exportKW: Double? = nil, stepKW: Double? = nil) -> Bench {
        var street = Street()
        street.node("garage", importKW: 20, base: 0...40)
        street.node("hall", below: "garage", exportKW: exportKW, base: 0...0, meter: false)
        street.dcEVSE(
            "car", at: "hall", kW: 20, minimumKW: 5, dischargeKW: 10, minimumDischargeKW: 3, stepKW: stepKW)
        var bench = Bench(street, devices: Device.usual)
        bench.noise = 0
        bench.change("car") {
            $0.soc = 0.9
            $0.capacityKWh = 1_000
        }
        bench.baseKW[0] = baseKW
        return bench
    }

    @Test(arguments: [20.5, 22, 24.3, 27, 29, 40])
    func `a discharge is nothing or between its least and its most`(baseKW: Double) {
        var bench = Self.discharging(baseKW: baseKW)
        bench.run(30)
        bench.run(120) { bench in
            let told = bench.told("car")!
            #expect(told <= -3 && told >= -10, "\(told) at \(bench.time) s")
            #expect(bench.trueKW("garage") <= max(20, baseKW - 10) + 0.01)
        }
    }

    @Test func `a discharge that would break an export limit at its least is none`() {
        var bench = Self.discharging(baseKW: 22, exportKW: 2.5)
        bench.run(150) { #expect($0.told("car")! == 0) }
        var roomy = Self.discharging(baseKW: 22, exportKW: 3.5)
        roomy.run(60)
        #expect(roomy.told("car")! <= -3)
        roomy.run(120) { $0.expectWithinLimits(2.01) }
        #expect(roomy.trueKW("hall") >= -3.5)
    }

    @Test func `a discharge in coarse steps relieves what is needed and no export limit breaks`() {
        var bench = Self.discharging(baseKW: 23.3, exportKW: 4.4, stepKW: 0.5)
        bench.run(60)
        #expect(bench.told("car") == -3.5)
        bench.baseKW[0] = 30
        bench.run(60)
        #expect(bench.told("car") == -4)
    }
}

extension DER {
    fileprivate mutating func setStep(amperes: Double) {
        guard case .evse(var evse) = unit else { return }
        evse.currentStep = .amperes(amperes)
        unit = .evse(evse)
    }
}
