// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Runs every folder of `Tests/Cases/Dispatch`: one tick, ten seconds after the start, on what the folder says is
/// known.
@Suite struct DispatchCaseTests {
    @Test(arguments: try DispatchCase.all())
    func `targets are those worked out by hand`(given: DispatchCase) throws {
        let feeder = given.input.street.feeder
        let model = DispatchModel(feeder)
        let now = Bench.moment(10)
        var dispatcher = Dispatcher()
        let plan = dispatcher.dispatch(
            DispatchInput(
                model: model, state: state(given, feeder, model, now), limits: LimitBook(),
                memory: DispatchMemory(model, startedAt: Bench.moment(0).steady), now: now)
        ).plan
        for expected in given.expected.ders {
            let setpoint = plan.setpoints[try #require(model.index.derPosition[.init(expected.id)!])]
            #expect(abs(setpoint.target.kilowatts - expected.targetKW) < 1e-5, "\(expected.id): \(setpoint)")
            if let cause = expected.cause { #expect(setpoint.reason.cause.rawValue == cause, "\(expected.id)") }
            if let node = expected.node { #expect(setpoint.reason.node?.text == node, "\(expected.id)") }
        }
        for expected in given.expected.nodes ?? [] {
            let node = plan.nodes[try #require(model.index.nodePosition[.init(expected.id)!])]
            #expect(abs(node.importOverload.kilowatts - expected.importOverloadKW) < 1e-6)
        }
    }

    private func state(_ given: DispatchCase, _ feeder: Feeder, _ model: DispatchModel, _ now: Moment) -> FleetState {
        var state = FleetState(feeder)
        for unit in given.input.ders {
            let der = model.index.derPosition[.init(unit.id)!]!
            state.change(der: der) {
                $0.link = .online
                $0.isProvisioned = true
                $0.plug = .occupied
            }
            let telemetry = Telemetry(
                power: .kilowatts(unit.measuredKW ?? 0), stateOfCharge: unit.soc,
                available: unit.availableKW.map { .kilowatts($0) }, sourceTime: now.utc)
            let observed = state.observe(telemetry, der: der, now: now)
            #expect(observed == .accepted)
        }
        return state
    }
}
