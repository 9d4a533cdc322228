// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// Decides which setpoints of a plan go out now: what changed, what must be refreshed, what failed before; downs before
/// ups.
struct SetpointOutbox {
    /// One setpoint on its way.
    struct Item: Equatable {
        var der: Int
        var power: ActivePower
        var current: Current?
        /// How many phases its station is to use; nil where nothing is said of them.
        var phases: Int?
        var validUntil: UTCInstant
        /// Whether it lowers what the DER may do.
        var isLowering: Bool
        /// Whether it only renews what is in force.
        var isRefresh: Bool
    }

    private let validity: [Duration]
    private let refresh: [Duration]
    private let retryAfter: Duration
    private let units: [DERUnit]
    private var retries: [Retry]

    private struct Retry {
        var failures = 0
        var failedAt: MonotonicInstant?
    }

    /// Doublings of the pause: a device that refuses for good is asked every five minutes, not worn out.
    private static let mostDoublings = 5

    init(_ model: DispatchModel, _ settings: GatewaySettings) {
        let isOCPP = model.feeder.ders.map { if case .ocpp = $0.communication { true } else { false } }
        validity = isOCPP.map { $0 ? settings.stations.profileValidity : settings.mqttValidity }
        refresh = model.feeder.ders.map { der in
            switch der.communication {
            case .ocpp: settings.stations.profileRefresh
            case .mapped(let mappings):
                min(
                    settings.mqttRefresh,
                    mappings.filter { $0.signal != .keepalive }.compactMap(\.repeatInterval).min()
                        ?? settings.mqttRefresh)
            case .mqtt, .none: settings.mqttRefresh
            }
        }
        retryAfter = settings.retryAfter
        units = model.feeder.ders.map(\.unit)
        retries = Array(repeating: Retry(), count: isOCPP.count)
    }

    /// The same pauses on a feeder that changed.
    func carried(over change: FeederChange, to model: DispatchModel, _ settings: GatewaySettings) -> SetpointOutbox {
        var outbox = SetpointOutbox(model, settings)
        outbox.retries = change.carried(retries, new: Retry())
        return outbox
    }

    /// What is to be sent for this plan, downs first, in the order of the topology.
    func due(_ plan: DispatchPlan, _ state: FleetState, now: Moment) -> [Item] {
        var downs: [Item] = []
        var ups: [Item] = []
        for (der, setpoint) in plan.setpoints.enumerated() {
            guard let power = setpoint.power, let item = item(der, power, setpoint, state.ders[der], now) else {
                continue
            }
            if item.isLowering { downs.append(item) } else { ups.append(item) }
        }
        return downs + ups
    }

    /// A setpoint that was refused or not answered is tried again after a pause.
    mutating func noteOutcome(_ standing: SetpointInForce.Standing, der: Int, now: Moment) {
        switch standing {
        case .rejected, .unanswered:
            retries[der].failedAt = now.steady
            retries[der].failures += 1
        // Accepted is not held: only proof ends the count of failures.
        case .accepted, .sent: retries[der].failedAt = nil
        case .confirmed: retries[der] = Retry()
        }
    }

    /// The way to a DER is open again: what waits for its pause may go at once.
    mutating func endPause(der: Int) { retries[der].failedAt = nil }

    private func item(
        _ der: Int, _ power: ActivePower, _ setpoint: PlannedSetpoint, _ state: DERState, _ now: Moment
    ) -> Item? {
        var item = Item(
            der: der, power: power, current: setpoint.current, phases: setpoint.phases?.count,
            validUntil: now.utc + validity[der], isLowering: false, isRefresh: false)
        guard let command = state.command else {
            item.isLowering = lowers(der, power, below: state.allowed)
            return item
        }
        let hasFailed = command.standing == .rejected || command.standing == .unanswered
        // The same limit on other phases is another setpoint.
        let isSame =
            (command.power - power).magnitude < StoredSetpoint.samePower
            && (item.phases == nil || item.phases == state.phasesTold?.phases)
        if isSame, !hasFailed, now.steady - command.sentAt.steady < refresh[der] { return nil }
        item.isLowering = !isSame && lowers(der, power, below: units[der].band(for: command.power))
        item.isRefresh = isSame
        // A device that failed is left alone for a while, but never with more than it may have now.
        if !item.isLowering, let failed = retries[der].failedAt, now.steady - failed < pause(der, power, state) {
            return nil
        }
        return item
    }

    /// How long a device that failed is left alone: ever longer, but not where a cut was lost that it does not hold
    /// yet.
    private func pause(_ der: Int, _ power: ActivePower, _ state: DERState) -> Duration {
        if lowers(der, power, below: state.allowed) { return retryAfter }
        return retryAfter * (1 << min(max(retries[der].failures - 1, 0), Self.mostDoublings))
    }

    /// Whether a setpoint lets the DER do less in one direction and more in none.
    private func lowers(_ der: Int, _ power: ActivePower, below band: PowerBand) -> Bool {
        let new = units[der].band(for: power)
        return new != band && new.importLimit <= band.importLimit && new.exportLimit <= band.exportLimit
    }
}
