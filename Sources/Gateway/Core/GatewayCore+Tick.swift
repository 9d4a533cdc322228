// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Store

extension GatewayCore {
    /// One tick: time passes for everybody, the dispatcher decides, and what changed goes out, downs first.
    mutating func tick(now: Moment) -> [GatewayAction] {
        counters.ticks += 1
        isLimitChanged = false
        var actions = stationsTick(now: now) + noteSilence(now: now)
        if isBrokerConnected { actions += mqtt.keepalives(now: now) }
        noteTails(now: now)
        departed.removeAll { $0.isOver(at: now) }
        state.advance(to: now, model)
        noteOutlasting(now: now)
        let (plan, memory) = dispatcher.dispatch(dispatchInput(now: now))
        let before = self.memory
        if let held = self.plan { curtailment.book(held, until: now.steady) }
        self.plan = plan
        self.memory = memory
        let due = outbox.due(plan, state, now: now).filter { isReachable($0.der) }
        // What goes out is on disk before: a restart must know what may be in force (rule 9).
        actions += recorder.before(due, now: now)
        for item in due { actions += send(item, now: now) }
        let snapshot = recorder.isMemoryDue(at: now.steady) ? memorySnapshot(now: now) : nil
        let told = alarms.observe(conditions(now: now), now: now, isUntold: isUntold)
        actions += recorder.after(plan, told, snapshot, now: now)
        actions += noteLatched(latched(since: before), now: now) + changedNeeds()
        limits.dropEnded(before: now.utc)
        targets.dropEnded(before: now.utc)
        if !watches.isEmpty { watches.drop(before: now.steady) }
        return actions
    }

    /// Whether a setpoint can leave at all: one that cannot must not count as sent.
    private func isReachable(_ der: Int) -> Bool {
        switch model.feeder.ders[der].communication {
        case .none: false
        case .mqtt, .mapped: isBrokerConnected && mqtt.isCommandable[der]
        case .ocpp(let station, let evse):
            stations[station]?.connection != nil && stations[station]?.connectors[evse]?.isProvisioned == true
        }
    }

    func dispatchInput(now: Moment) -> DispatchInput {
        DispatchInput(
            model: model, state: state, limits: limits, memory: memory, settings: settings.dispatch,
            isStopped: isStopped, unplacedImport: quarantine.counted(now: now),
            departed: departed.map { $0.power(model) }, targets: targets, now: now)
    }

    private mutating func stationsTick(now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for (connection, _) in stationOfConnection.sorted(by: { $0.key < $1.key }) {
            actions += withStation(connection, now: now) { $0.tick(now: now) }
        }
        for connection in strangers.keys.sorted() where strangers[connection]?.session?.nextDeadline != nil {
            actions += withStation(connection, now: now) { $0.tick(now: now) }
        }
        return actions
    }

    /// An MQTT DER whose readings have failed counts as gone until it is heard again.
    private mutating func noteSilence(now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for der in 0..<model.feeder.ders.count where state.ders[der].link == .online {
            switch model.feeder.ders[der].communication {
            case .ocpp, .none: continue
            case .mqtt, .mapped: break
            }
            guard let power = state.ders[der].power, power.quality(at: now.steady) == .failed else { continue }
            state.change(der: der) { $0.link = .offline }
            actions.append(.note("\(model.feeder.ders[der].id) is silent: counted at what it may still do"))
        }
        return actions
    }

    private mutating func send(_ item: SetpointOutbox.Item, now: Moment) -> [GatewayAction] {
        let der = model.feeder.ders[item.der]
        counters.setpointsSent += 1
        if item.isLowering { counters.setpointsLowered += 1 }
        if !item.isRefresh { noteWrite(item.der, now: now) }
        state.noteSent(item.power, phases: item.phases, der: item.der, validUntil: item.validUntil, now: now)
        switch der.communication {
        case .none: return []
        case .mqtt, .mapped:
            noteWatchedSetpoint(item.der, now: now)
            let reason = plan?.setpoints[item.der].reason
            return mqtt.setpoint(item, reason: reason, now: now)
        case .ocpp(let station, let evse):
            guard case .evse(let unit) = der.unit, let connection = stations[station]?.connection else { return [] }
            var setpoint = StationSetpoint.standing(der, unit)
            setpoint.powerKW = item.power.kilowatts
            setpoint.currentA =
                item.current?.amperes ?? stations[station]?.connectors[evse]?.amperes(of: item.power, unit)
            setpoint.phases = item.phases
            setpoint.isBidirectional = state.ders[item.der].needs?.maximumDischarge != nil
            let lead = stations[station]?.clockLead ?? .zero
            let outlasting = OutlastingBand(band: der.unit.band(for: item.power), until: item.validUntil + lead)
            state.change(der: item.der) { $0.outlasting = lead > .zero ? outlasting : nil }
            return withStation(connection, now: now) { $0.apply(setpoint, connector: evse, now: now) }
        }
    }

    /// Counts a change against the day's write budget.
    private mutating func noteWrite(_ der: Int, now: Moment) {
        let day = now.utc.milliseconds / 86_400_000
        if memory.ders[der].writeDay != day {
            memory.ders[der].writeDay = day
            memory.ders[der].writes = 0
        }
        memory.ders[der].writes += 1
    }
}
