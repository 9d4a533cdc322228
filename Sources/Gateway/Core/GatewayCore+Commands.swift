// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
import JSON
import Store

extension GatewayCore {
    /// Notes what a driver or site needs of a DER.
    public mutating func setNeeds(
        _ needs: ChargingNeeds, der: Int, author: String, now: Moment
    ) -> [GatewayAction] {
        state.change(der: der) { $0.needs = needs }
        let values = GatewayDocument.needs(needs)
        return [audit(author, "needs.set", model.feeder.ders[der].id.text, nil, now, values: values)]
    }

    /// Notes a vehicle's state of charge that the station cannot report.
    public mutating func setStateOfCharge(
        _ soc: Double, der: Int, author: String, now: Moment
    ) -> (observation: Observation, actions: [GatewayAction]) {
        let telemetry = Telemetry(stateOfCharge: soc, maximumAge: Self.statedSoCAge)
        let observation = state.observe(telemetry, der: der, now: now)
        return (observation, [audit(author, "soc.set", model.feeder.ders[der].id.text, "\(soc)", now)])
    }

    /// A state of charge stated by a person or system is believed this long.
    static let statedSoCAge = Duration.seconds(300)

    /// Takes a DER out of service, or back.
    public mutating func setOutOfService(
        _ isOut: Bool, der: Int, author: String, reason: String?, now: Moment
    ) -> [GatewayAction] {
        state.change(der: der) { $0.isOutOfService = isOut }
        isLimitChanged = true
        let action = isOut ? "der.outOfService" : "der.inService"
        return [audit(author, action, model.feeder.ders[der].id.text, reason, now, memorySnapshot(now: now))]
    }

    /// Sends everything to its default, or lets dispatch go on.
    public mutating func setStopped(_ stopped: Bool, author: String, reason: String?, now: Moment) -> [GatewayAction] {
        isStopped = stopped
        isLimitChanged = true
        let action = stopped ? "stop" : "resume"
        return [audit(author, action, model.feeder.id.text, reason, now, memorySnapshot(now: now))]
    }

    /// Takes back an excess alarm that does not go away by itself (rule 7).
    public mutating func acknowledgeExcess(node: Int, author: String, now: Moment) -> [GatewayAction] {
        memory.nodes[node].isLatched = false
        return [
            audit(author, "alarm.acknowledge", model.feeder.nodes[node].id.text, nil, now, memorySnapshot(now: now))
        ]
    }

    /// The audit entry, and with it on disk what it changed for good.
    private func audit(
        _ author: String, _ action: String, _ target: String, _ reason: String?, _ now: Moment,
        _ changed: StoreRecord? = nil, values: JSONValue? = nil
    ) -> GatewayAction {
        let entry = AuditEntry(
            time: now.utc, author: author, action: action, target: target, reason: reason,
            detailsJSON: values?.serialized())
        return .record([.audit(entry)] + [changed].compactMap { $0 })
    }
}
