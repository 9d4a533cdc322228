// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Runs every folder of `Tests/Cases/dispatch`: one tick, ten seconds after the start, on what the folder says is
/// known.
@Suite struct DispatchCaseTests {
    @Test(arguments: try DispatchCase.all())
    func `targets are those worked out by hand`(given: DispatchCase) throws {
        let (model, plan) = given.plan()
        for expected in given.expected.ders {
            let setpoint = plan.setpoints[try #require(model.index.derPosition[.init(expected.id)!])]
            #expect(abs(setpoint.target.kilowatts - expected.targetKW) < 1e-5, "\(expected.id): \(setpoint)")
            if let cause = expected.cause { #expect(setpoint.reason.cause.rawValue == cause, "\(expected.id)") }
            if let node = expected.node { #expect(setpoint.reason.node?.text == node, "\(expected.id)") }
            if let phase = expected.phase { #expect(setpoint.reason.phase?.text == phase, "\(expected.id)") }
            if let isUnbalance = expected.isUnbalance { #expect(setpoint.reason.isUnbalance == isUnbalance) }
            if let phases = expected.phases { #expect(setpoint.phases?.count == phases, "\(expected.id): \(setpoint)") }
            if let isSeen = expected.arePhasesSeen {
                #expect((setpoint.phases?.stage == .settled) == isSeen, "\(expected.id): \(setpoint)")
            }
            if let source = expected.source { #expect(setpoint.reason.reference?.source.text == source) }
            if let kW = expected.wishKW { #expect(abs((setpoint.storage?.wish.kilowatts ?? .nan) - kW) < 1e-5) }
            if let notes = expected.notes { #expect(setpoint.storage?.notes.map(\.word) == notes, "\(expected.id)") }
            if let kW = expected.guaranteedKW { #expect(abs(setpoint.guaranteed.kilowatts - kW) < 1e-5) }
        }
        for expected in given.expected.nodes ?? [] {
            let node = plan.nodes[try #require(model.index.nodePosition[.init(expected.id)!])]
            if let kW = expected.importOverloadKW { #expect(abs(node.importOverload.kilowatts - kW) < 1e-6) }
            if let kW = expected.exportOverloadKW { #expect(abs(node.exportOverload.kilowatts - kW) < 1e-6) }
            if let kW = expected.importLimitKW {
                #expect(abs((node.importLimit?.limit.kilowatts ?? .infinity) - kW) < 1e-5)
            }
            if let source = expected.source { #expect(node.importLimit?.reference.source.text == source) }
            if let kW = expected.setAsideKW { #expect(node.setAside?.limit == .kilowatts(kW)) }
        }
    }

    @Test(arguments: try DispatchCase.all())
    func `the order in which nodes and DERs are listed changes nothing`(given: DispatchCase) throws {
        let (model, plan) = given.plan()
        var turned = given
        turned.input.ders.reverse()
        // A parent may stand behind its children.
        turned.input.nodes.reverse()
        let (other, same) = turned.plan()
        for (position, der) in model.feeder.ders.enumerated() {
            let setpoint = same.setpoints[try #require(other.index.derPosition[der.id])]
            #expect(abs((setpoint.target - plan.setpoints[position].target).watts) < 1e-6, "\(der.id)")
            #expect(setpoint.reason.cause == plan.setpoints[position].reason.cause, "\(der.id)")
        }
    }

    @Test func `there are forty cases and more`() throws { #expect(try DispatchCase.all().count >= 40) }
}

extension DispatchCase {
    /// One tick on the case.
    func plan() -> (model: DispatchModel, plan: DispatchPlan) {
        let feeder = input.street.feeder
        let model = DispatchModel(feeder)
        let now = Bench.moment(10)
        var memory = DispatchMemory(model, startedAt: Bench.moment(0).steady)
        for unit in input.ders { unit.remember(in: &memory.ders[model.index.derPosition[.init(unit.id)!]!], now) }
        var dispatcher = Dispatcher()
        var question = DispatchInput(
            model: model, state: state(feeder, model, now), limits: input.limits(at: now), memory: memory,
            targets: input.targets(at: now), now: now)
        var (plan, remembered) = dispatcher.dispatch(question)
        for second in 0..<(input.seconds ?? 0) {
            question.memory = remembered
            question.now = Bench.moment(11 + second)
            obey(plan, model, &question)
            (plan, remembered) = dispatcher.dispatch(question)
        }
        return (model, plan)
    }

    /// Vehicles take all they may, at nominal voltage and on as many phases as their stations were told; everything else
    /// stays as it is.
    private func obey(_ plan: DispatchPlan, _ model: DispatchModel, _ question: inout DispatchInput) {
        let now = question.now
        // What was told stands in the state at the voltage of now.
        question.state.advance(to: now, model)
        for (der, setpoint) in plan.setpoints.enumerated() {
            var telemetry = Telemetry(
                power: question.state.ders[der].power?.value, voltage: input.volts(model.feeder.ders[der].node),
                sourceTime: now.utc)
            if case .evse = model.feeder.ders[der].unit, let power = setpoint.power {
                let phases = setpoint.phases?.count ?? 3
                let held = question.state.ders[der]
                if held.command?.power != power || held.phasesTold?.phases != phases {
                    question.state.noteSent(
                        power, phases: phases, der: der, validUntil: now.utc + .seconds(900), now: now)
                    question.state.noteOutcome(.confirmed, der: der)
                }
                let line = power.kilowatts / 3 / RatingConversion.highestVoltageRatio
                telemetry.power = .kilowatts(line * Double(phases))
                telemetry.phasePowerKW = PhaseVector(a: line, b: phases > 1 ? line : 0, c: phases > 1 ? line : 0)
            }
            let observed = question.state.observe(telemetry, der: der, now: now)
            #expect(observed == .accepted)
        }
    }

    private func state(_ feeder: Feeder, _ model: DispatchModel, _ now: Moment) -> FleetState {
        var state = FleetState(feeder)
        for unit in input.ders {
            let der = model.index.derPosition[.init(unit.id)!]!
            let isOnline = unit.isOnline ?? true
            state.change(der: der) {
                $0.link = isOnline ? .online : .offline
                $0.isProvisioned = true
                $0.plug = unit.isPlugged ?? true ? .occupied : .available
                $0.needs = unit.needs(now)
            }
            guard isOnline else { continue }
            let telemetry = Telemetry(
                power: .kilowatts(unit.measuredKW ?? 0), voltage: input.volts(feeder.ders[der].node),
                stateOfCharge: unit.soc,
                request: unit.requestKW.map { .kilowatts($0) },
                available: unit.availableKW.map { .kilowatts($0) }, sourceTime: now.utc)
            let observed = state.observe(telemetry, der: der, now: now)
            #expect(observed == .accepted)
        }
        for node in input.nodes {
            guard let kW = node.meterKW else { continue }
            let telemetry = Telemetry(power: .kilowatts(kW), sourceTime: now.utc)
            let observed = state.observe(telemetry, node: model.index.nodePosition[.init(node.id)!]!, now: now)
            #expect(observed == .accepted)
        }
        return state
    }
}
