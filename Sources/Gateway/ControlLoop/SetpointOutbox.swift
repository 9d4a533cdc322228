// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// Decides which setpoints of a plan go out now: what changed, what must be refreshed, what failed before; downs before
/// ups.
struct SetpointOutbox {
    /// One setpoint on its way.
    struct Item: Equatable {
        var der: Int
        var power: ActivePower
        var current: Current?
        var validUntil: UTCInstant
        /// Whether it lowers what the DER may do.
        var isLowering: Bool
        /// Whether it only renews what is in force.
        var isRefresh: Bool
    }

    private let validity: [Duration]
    private let refresh: [Duration]
    private let retryAfter: Duration
    private var retryAt: [MonotonicInstant?]

    init(_ model: DispatchModel, _ settings: GatewaySettings) {
        let isOCPP = model.feeder.ders.map { if case .ocpp = $0.communication { true } else { false } }
        validity = isOCPP.map { $0 ? settings.stations.profileValidity : settings.mqttValidity }
        refresh = isOCPP.map { $0 ? settings.stations.profileRefresh : settings.mqttRefresh }
        retryAfter = settings.retryAfter
        retryAt = Array(repeating: nil, count: isOCPP.count)
    }

    /// What is to be sent for this plan, downs first, in the order of the topology.
    func due(_ plan: DispatchPlan, _ state: FleetState, now: Moment) -> [Item] {
        var downs: [Item] = []
        var ups: [Item] = []
        for (der, setpoint) in plan.setpoints.enumerated() {
            guard let power = setpoint.power, let item = item(der, power, setpoint.current, state.ders[der], now) else {
                continue
            }
            if item.isLowering { downs.append(item) } else { ups.append(item) }
        }
        return downs + ups
    }

    /// A setpoint that was refused or not answered is tried again after a pause.
    mutating func noteOutcome(_ standing: SetpointInForce.Standing, der: Int, now: Moment) {
        switch standing {
        case .rejected, .unanswered: retryAt[der] = now.steady + retryAfter
        case .accepted, .confirmed, .sent: retryAt[der] = nil
        }
    }

    private func item(
        _ der: Int, _ power: ActivePower, _ current: Current?, _ state: DERState, _ now: Moment
    ) -> Item? {
        if let retry = retryAt[der], retry > now.steady { return nil }
        var item = Item(
            der: der, power: power, current: current, validUntil: now.utc + validity[der], isLowering: false,
            isRefresh: false)
        guard let command = state.command else {
            item.isLowering = power < state.allowed.importLimit
            return item
        }
        let hasFailed = command.standing == .rejected || command.standing == .unanswered
        let isSame = abs((command.power - power).watts) < 0.5
        if isSame, !hasFailed, now.steady - command.sentAt.steady < refresh[der] { return nil }
        item.isLowering = power < command.power
        item.isRefresh = isSame
        return item
    }
}
