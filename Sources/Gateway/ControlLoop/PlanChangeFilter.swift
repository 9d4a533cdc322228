// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// Picks from tick to tick the changes of the plan that are worth a row for two years: another decision, another number
/// of phases, or a power that has left the dead band (as it flows: of a station told one phase, a third of what its
/// setpoint stands for). A DER that gets whatever it asks for moves with its request, and is noted once a
/// minute.
struct PlanChangeFilter: Sendable {
    /// Least time between two rows of a DER that gets what it asks for.
    static let unconstrainedInterval = Duration.seconds(60)

    private struct Noted {
        var power: ActivePower?
        var reason: SetpointReason
        var phases: PlannedPhases?
        var at: MonotonicInstant
    }

    private let ids: [DER.ID]
    private let deadBands: [ActivePower]
    private var noted: [Noted?]

    init(_ model: DispatchModel, _ settings: DispatchSettings) {
        ids = model.feeder.ders.map(\.id)
        noted = Array(repeating: nil, count: ids.count)
        deadBands = model.feeder.ders.map {
            ActivePower.watts(max($0.unit.maximumImport, $0.unit.maximumExport).watts * settings.deadBand)
        }
    }

    /// The same on a feeder that changed.
    func carried(
        over change: FeederChange, to model: DispatchModel, _ settings: DispatchSettings
    ) -> PlanChangeFilter {
        var filter = PlanChangeFilter(model, settings)
        filter.noted = change.carried(noted, new: nil)
        return filter
    }

    /// What changed since it was noted last.
    mutating func changes(_ plan: DispatchPlan, now: Moment) -> [StoreRecord] {
        var records: [StoreRecord] = []
        for (der, setpoint) in plan.setpoints.enumerated() {
            let new = Noted(
                power: setpoint.power.map(setpoint.shown), reason: setpoint.reason, phases: setpoint.phases,
                at: now.steady)
            if let old = noted[der], !isChange(old, new, deadBands[der]) { continue }
            let previous = noted[der]?.power
            noted[der] = new
            records.append(
                .planChange(
                    PlanChange(
                        time: now.utc, der: ids[der], previous: previous, power: new.power,
                        reasonJSON: GatewayDocument.reason(new.reason, new.phases).serialized())))
        }
        return records
    }

    private func isChange(_ old: Noted, _ new: Noted, _ deadBand: ActivePower) -> Bool {
        guard Decider(old.reason) == Decider(new.reason), (old.power == nil) == (new.power == nil),
            old.phases?.count == new.phases?.count, old.phases?.cause == new.phases?.cause
        else { return true }
        guard let before = old.power, let after = new.power, (after - before).magnitude > deadBand else { return false }
        return new.reason.cause != .unconstrained || new.at - old.at >= Self.unconstrainedInterval
    }
}

/// Who or what decided a setpoint: the reason without the numbers that move from tick to tick.
private struct Decider: Equatable {
    var cause: SetpointReason.Cause
    var node: ConnectivityNode.ID?
    var direction: FlowDirection?
    var source: LimitSource?
    var limit: Limit.ID?
    var author: String?

    init(_ reason: SetpointReason) {
        cause = reason.cause
        node = reason.node
        direction = reason.direction
        source = reason.reference?.source
        limit = reason.reference?.id
        author = reason.reference?.author
    }
}
