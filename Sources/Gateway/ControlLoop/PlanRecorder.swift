// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// Turns what the loop does into records (rule 13): setpoints before they go out, changes of the plan with reasons,
/// whole
/// plans now and then, alarms as they come and go, the dispatcher's memory, and readings.
struct PlanRecorder: Sendable {
    private let model: DispatchModel
    private let settings: GatewaySettings
    private var lastSetpoints: [PlannedSetpoint] = []
    private var openAlarms: Set<String> = []
    private var nextFullPlan: MonotonicInstant?
    private var nextMemory: MonotonicInstant?

    init(_ model: DispatchModel, _ settings: GatewaySettings) {
        self.model = model
        self.settings = settings
    }

    /// What must be on disk before the setpoints go out.
    func before(
        _ due: [SetpointOutbox.Item], _ plan: DispatchPlan, _ limits: LimitBook, now: Moment
    ) -> [GatewayAction] {
        guard !due.isEmpty else { return [] }
        return [
            .record(
                due.map {
                    .setpoint(
                        StoredSetpoint(
                            der: model.feeder.ders[$0.der].id, power: $0.power, sentAt: now.utc,
                            validUntil: $0.validUntil))
                })
        ]
    }

    /// Whether the dispatcher's memory is to be kept again.
    func isMemoryDue(at now: MonotonicInstant) -> Bool { nextMemory.map { $0 <= now } ?? true }

    /// What may follow.
    mutating func after(_ plan: DispatchPlan, _ memory: StoreRecord?, now: Moment) -> [GatewayAction] {
        var records = changes(plan, now: now) + alarms(plan, now: now)
        if nextFullPlan.map({ $0 <= now.steady }) ?? true {
            let document = GatewayDocument.plan(plan, model)
            records.append(.fullPlan(FullPlan(time: now.utc, json: document.serializedBytes())))
            nextFullPlan = now.steady + settings.fullPlanInterval
        }
        if let memory {
            records.append(memory)
            nextMemory = now.steady + settings.memoryInterval
        }
        return records.isEmpty ? [] : [.record(records)]
    }

    private mutating func changes(_ plan: DispatchPlan, now: Moment) -> [StoreRecord] {
        defer { lastSetpoints = plan.setpoints }
        var records: [StoreRecord] = []
        for (der, setpoint) in plan.setpoints.enumerated() {
            let last = lastSetpoints.isEmpty ? nil : lastSetpoints[der]
            let isSame = last.map { $0.power == setpoint.power && $0.reason.cause == setpoint.reason.cause } ?? false
            guard !isSame else { continue }
            records.append(
                .planChange(
                    PlanChange(
                        time: now.utc, der: model.feeder.ders[der].id, previous: last?.power, power: setpoint.power,
                        reasonJSON: GatewayDocument.reason(setpoint.reason).serialized())))
        }
        return records
    }

    private mutating func alarms(_ plan: DispatchPlan, now: Moment) -> [StoreRecord] {
        var records: [StoreRecord] = []
        var open: Set<String> = []
        for alarm in plan.alarms {
            guard open.insert(alarm.key).inserted, !openAlarms.contains(alarm.key) else { continue }
            let cause = GatewayDocument.alarm(alarm).serialized()
            records.append(.alarmRaised(Alarm(key: alarm.key, causeJSON: cause, raisedAt: now.utc)))
        }
        for key in openAlarms.subtracting(open).sorted() { records.append(.alarmCleared(key: key, at: now.utc)) }
        openAlarms = open
        return records
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
                        voltageV: telemetry.voltage?.volts, soc: telemetry.stateOfCharge, energyKWh: energyKWh))
            ])
        ]
    }
}
