// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
import JSON
import Store

extension GatewayCore {
    /// Notes what a driver or site needs of a DER; it stands until the vehicle goes, also over a restart (rule 11).
    ///
    /// - Parameters:
    ///   - given: the needs. What the vehicle said that it can discharge stands where they do not say it, unless it is
    ///     the vehicle that speaks.
    ///   - isPerson: whether a person says so and is answered. A machine repeats itself, so that only what it changes is
    ///     kept, and it waits for no disk.
    public mutating func setNeeds(
        _ given: ChargingNeeds, der: Int, author: String, isPerson: Bool = false, isVehicle: Bool = false, now: Moment
    ) -> [GatewayAction] {
        var needs = given
        if !isVehicle { needs.maximumDischarge = state.ders[der].needs?.maximumDischarge }
        guard isPerson || state.ders[der].needs != needs else { return [] }
        state.change(der: der) { $0.needs = needs }
        let id = model.feeder.ders[der].id.text
        let entry = entry(author, "needs.set", id, nil, now, values: GatewayDocument.needs(needs))
        guard !isPerson else { return [.record([.audit(entry), needsRecord(der: der)])] }
        let isNoted = needsAllowance[der].take(at: now.steady)
        return [.record((isNoted ? [.machineEvent(entry)] : []) + [needsRecord(der: der)])]
    }

    /// Notes a vehicle's state of charge that the station cannot report.
    ///
    /// - Parameter isPerson: whether a person says so: what machines measure is no entry of the log.
    public mutating func setStateOfCharge(
        _ soc: Double, der: Int, author: String, isPerson: Bool = false, now: Moment
    ) -> (observation: Observation, actions: [GatewayAction]) {
        let telemetry = Telemetry(stateOfCharge: soc, maximumAge: Self.statedSoCAge)
        let observation = state.observe(telemetry, der: der, now: now)
        guard isPerson, observation == .accepted else { return (observation, []) }
        // A person says it once: no further reading will confirm it.
        memory.ders[der].storage.forgetStateOfCharge()
        let id = model.feeder.ders[der].id.text
        return (observation, [.record([.audit(entry(author, "soc.set", id, nil, now, values: ["soc": .number(soc)]))])])
    }

    /// A state of charge stated by a person or system is believed this long.
    static let statedSoCAge = Duration.seconds(300)

    /// Takes a DER out of service, or back.
    public mutating func setOutOfService(
        _ isOut: Bool, der: Int, author: String, reason: String?, now: Moment
    ) -> [GatewayAction] {
        let id = model.feeder.ders[der].id
        if isOut { outOfService.insert(id) } else { outOfService.remove(id) }
        if outOfService.count > Self.mostOutOfService {
            outOfService = outOfService.filter { model.index.derPosition[$0] != nil }
        }
        state.change(der: der) { $0.isOutOfService = isOut }
        isLimitChanged = true
        let action = isOut ? "der.outOfService" : "der.inService"
        return [audit(author, action, id.text, reason, now, memorySnapshot(now: now))]
    }

    /// Twice as many as the largest feeder has: of those that left the feeder most are then forgotten.
    static let mostOutOfService = 200_000

    /// The order stands with the name, whatever became of the DER.
    mutating func applyOutOfService() {
        for (der, unit) in model.feeder.ders.enumerated() {
            let isOut = outOfService.contains(unit.id)
            if state.ders[der].isOutOfService != isOut { state.change(der: der) { $0.isOutOfService = isOut } }
        }
    }

    /// Sends everything to its default, or lets dispatch go on.
    public mutating func setStopped(_ stopped: Bool, author: String, reason: String?, now: Moment) -> [GatewayAction] {
        isStopped = stopped
        isLimitChanged = true
        let action = stopped ? "stop" : "resume"
        return [audit(author, action, model.feeder.id.text, reason, now, memorySnapshot(now: now))]
    }

    /// The audit entry, and with it on disk what it changed for good.
    private func audit(
        _ author: String, _ action: String, _ target: String, _ reason: String?, _ now: Moment,
        _ changed: StoreRecord? = nil
    ) -> GatewayAction {
        .record([.audit(entry(author, action, target, reason, now))] + [changed].compactMap { $0 })
    }

    private func entry(
        _ author: String, _ action: String, _ target: String, _ reason: String?, _ now: Moment,
        values: JSONValue? = nil
    ) -> AuditEntry {
        AuditEntry(
            time: now.utc, author: author, action: action, target: target, reason: reason,
            detailsJSON: values?.serialized())
    }
}
