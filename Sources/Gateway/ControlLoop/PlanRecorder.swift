// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// Turns what the loop does into records (rule 13): setpoints before they go out, changes of the plan with reasons,
/// whole plans now and then, alarms as they come and go, the dispatcher's memory, and readings.
struct PlanRecorder: Sendable {
    private let model: DispatchModel
    private let settings: GatewaySettings
    private var planChanges: PlanChangeFilter
    private var nextFullPlan: MonotonicInstant?
    private var nextMemory: MonotonicInstant?

    init(_ model: DispatchModel, _ settings: GatewaySettings) {
        self.model = model
        self.settings = settings
        planChanges = PlanChangeFilter(model, settings.dispatch)
    }

    /// The same on a feeder that changed; its next plan is kept as a whole.
    func carried(over change: FeederChange, to model: DispatchModel) -> PlanRecorder {
        var recorder = PlanRecorder(model, settings)
        recorder.planChanges = planChanges.carried(over: change, to: model, settings.dispatch)
        recorder.nextFullPlan = change.isNothing ? nextFullPlan : nil
        recorder.nextMemory = nextMemory
        return recorder
    }

    /// What must be on disk before the setpoints go out.
    func before(_ due: [SetpointOutbox.Item], now: Moment) -> [GatewayAction] {
        guard !due.isEmpty else { return [] }
        return [
            .record(
                due.map { item in
                    let setpoint = StoredSetpoint(
                        der: model.feeder.ders[item.der].id, power: item.power, sentAt: now.utc,
                        validUntil: item.validUntil)
                    return item.isRefresh ? .setpointRenewed(setpoint) : .setpoint(setpoint)
                })
        ]
    }

    /// Whether the dispatcher's memory is to be kept again.
    func isMemoryDue(at now: MonotonicInstant) -> Bool { nextMemory.map { $0 <= now } ?? true }

    /// What may follow.
    mutating func after(
        _ plan: DispatchPlan, _ alarms: [StoreRecord], _ memory: StoreRecord?, now: Moment
    ) -> [GatewayAction] {
        var records = planChanges.changes(plan, now: now) + alarms
        if let memory {
            records.append(memory)
            nextMemory = now.steady + settings.memoryInterval
        }
        var actions: [GatewayAction] = records.isEmpty ? [] : [.record(records)]
        if nextFullPlan.map({ $0 <= now.steady }) ?? true {
            actions.append(
                .recordLater { [model] in
                    let document = GatewayDocument.plan(plan, model)
                    return [.fullPlan(FullPlan(time: now.utc, json: document.serializedBytes()))]
                })
            nextFullPlan = now.steady + settings.fullPlanInterval
        }
        return actions
    }

    /// A reading to keep.
    func reading(
        _ subject: Reading.Subject, _ telemetry: Telemetry, energyKWh: Double?, now: Moment
    ) -> [GatewayAction] {
        guard settings.recordsReadings else { return [] }
        return [
            .record([
                .reading(
                    Reading(
                        subject: subject, sourceTime: telemetry.sourceTime, receivedAt: now.utc,
                        powerKW: telemetry.power?.kilowatts, reactivePowerKvar: telemetry.reactivePower?.kilovars,
                        voltageV: telemetry.voltage?.volts, soc: telemetry.stateOfCharge, energyKWh: energyKWh,
                        phasePowerKW: telemetry.phasePowerKW))
            ])
        ]
    }
}
