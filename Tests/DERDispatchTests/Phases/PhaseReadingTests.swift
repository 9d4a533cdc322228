// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Readings by phase: taken in beside the total, held to what each phase can carry, and gone when the phases change.
struct PhaseReadingTests {
    private func model(_ ev: String = "", _ node: String = "") throws -> DispatchModel {
        let reading = TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: sub, kind: substation, ratingKW: 300, meter: {}, baseLoad: none\(node)}
            sites:
              - id: s
                parent: sub
                importLimitKW: 100
                baseLoad: none
                ders:
                  - {id: ev, kind: evse, supply: ac, maxCurrentA: 16, mqtt: native, maximumAgeS: 30\(ev)}
                  - {id: pv, kind: pv, ratedKW: 4, phases: B, mqtt: native}
                  - {id: lost, kind: pv, ratedKW: 4, phases: B, phaseIsKnown: false, mqtt: native}
            """, file: "f")
        return DispatchModel(try #require(reading.feeder, "\(reading.findings)"))
    }

    private let vector = PhaseVector(a: 3.6, b: 0, c: 1.2)

    @Test func theyAreTakenInAndGrowStaleAsTheTotalDoes() throws {
        var state = FleetState(try model().feeder)
        let telemetry = Telemetry(power: .kilowatts(4.8), phasePowerKW: vector)
        #expect(state.observe(telemetry, der: 0, now: Bench.moment(0)) == .accepted)
        #expect(state.observe(telemetry, node: 0, now: Bench.moment(0)) == .accepted)
        #expect(state.ders[0].phasePowerKW?.live(at: Bench.moment(30).steady) == vector)
        #expect(state.ders[0].phasePowerKW?.quality(at: Bench.moment(31).steady) == .stale)
        #expect(state.meters[0].phasePowerKW?.live(at: Bench.moment(10).steady) == vector)
        #expect(state.meters[0].phasePowerKW?.live(at: Bench.moment(11).steady) == nil)
        // A message without them leaves what is known.
        #expect(state.observe(Telemetry(power: .kilowatts(5)), der: 0, now: Bench.moment(20)) == .accepted)
        #expect(state.ders[0].phasePowerKW?.value == vector)
    }

    @Test(arguments: [8.5, -1.9, .nan, .infinity])
    func whatAPhaseCannotCarryIsRefusedByItsName(kW: Double) throws {
        // 11.085 kW on three phases are 3.695 kW each: twice that and 1 kW, a fifth of it and 1 kW the other way.
        var state = FleetState(try model().feeder)
        let telemetry = Telemetry(power: .kilowatts(5), phasePowerKW: PhaseVector(a: 1, b: kW, c: 1))
        guard
            case .refused(.implausible(let field, _, let lower, let upper)) = state.observe(
                telemetry, der: 0, now: Bench.moment(0))
        else { return #expect(Bool(false), "\(kW) kW on one phase is believed") }
        #expect(field == "powerByPhaseKW.B")
        #expect((lower + 1.739).magnitude < 1e-3 && (upper - 8.390).magnitude < 1e-3)
        #expect(state.ders[0].power == nil && state.ders[0].phasePowerKW == nil)
    }

    @Test func aPhaseThatIsNotThereCarriesNothing() throws {
        var state = FleetState(try model("", ", phases: AB").feeder)
        func observe(_ powers: PhaseVector, der: Int) -> Bool {
            state.observe(Telemetry(phasePowerKW: powers), der: der, now: Bench.moment(0)) == .accepted
        }
        #expect(observe(PhaseVector(a: 0.02, b: -3.9, c: 0), der: 1))
        #expect(!observe(PhaseVector(a: -3.9, b: 0, c: 0), der: 1))
        // Of whom nobody knows the phase, only the node's phases are known.
        #expect(observe(PhaseVector(a: -3.9, b: 0, c: 0), der: 2))
        #expect(!observe(PhaseVector(a: 0, b: 0, c: -3.9), der: 2))
        let meter = Telemetry(phasePowerKW: PhaseVector(a: 0, b: 0, c: 1))
        #expect(state.observe(meter, node: 0, now: Bench.moment(0)) != .accepted)
    }

    @Test(arguments: [
        ("", "", true, true), (", phaseRotation: BCA", "", false, true), (", phases: AC", "", false, false),
        ("", ", name: Other", true, true),
    ])
    func aChangedFeederKeepsThemWhereThePhasesStay(ev: String, node: String, keepsDER: Bool, keepsMeter: Bool) throws {
        let old = try model(), new = try model(ev, node)
        var state = FleetState(old.feeder)
        let telemetry = Telemetry(power: .kilowatts(4.8), phasePowerKW: vector)
        _ = state.observe(telemetry, der: 0, now: Bench.moment(0))
        _ = state.observe(telemetry, node: 0, now: Bench.moment(0))
        let change = FeederChange(from: old.feeder, old.index, to: new.feeder, new.index)
        let carried = state.carried(over: change, from: old, to: new)
        #expect((carried.ders[0].phasePowerKW != nil) == keepsDER)
        #expect((carried.meters[0].phasePowerKW != nil) == keepsMeter)
    }
}
