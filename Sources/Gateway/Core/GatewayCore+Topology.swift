// SPDX-License-Identifier: Apache-2.0

import DERDispatch
public import GridModel
import Store

/// The feeder changes while the gateway runs.
extension GatewayCore {
    /// Puts a new topology in force and decides at once: no tick uses the old one any more.
    public mutating func changeTopology(
        _ edit: TopologyEdit, ifVersion: Int64? = nil, now: Moment
    ) -> (result: Result<TopologyAnswer, TopologyError>, actions: [GatewayAction]) {
        if let ifVersion, ifVersion != topology.number {
            return (.failure(.conflict(given: ifVersion, current: topology.number)), [])
        }
        guard edit.feeder.id == model.feeder.id else {
            return (.failure(.otherFeeder(given: edit.feeder.id, current: model.feeder.id)), [])
        }
        guard departed.count <= DepartedDER.capacity else { return (.failure(.tooManyDeparted(departed.count)), []) }
        if edit.sha256 == topology.sha256 { return (.success(answer(since: self, now: now)), []) }
        let (answer, actions) = putInForce(edit, now: now)
        return (.success(answer), actions)
    }

    /// The same without asking whether it may be: for the start of a gateway whose file was edited while it was off.
    mutating func putInForce(_ edit: TopologyEdit, now: Moment) -> (answer: TopologyAnswer, actions: [GatewayAction]) {
        let before = self
        let carried = carry(to: edit.feeder, now: now)
        topology = TopologyStamp(number: topology.number + 1, sha256: edit.sha256)
        let ticked = tick(now: now)
        var answer = answer(since: before, now: now)
        answer.isNew = true
        let kept = edit.records(number: topology.number, differences: answer.differences, now: now.utc)
        return (answer, [.record(kept + [memorySnapshot(now: now)])] + carried + ticked)
    }

    /// What a new topology would change, without putting it in force.
    public func previewTopology(_ feeder: Feeder, now: Moment) -> Result<TopologyAnswer, TopologyError> {
        guard feeder.id == model.feeder.id else {
            return .failure(.otherFeeder(given: feeder.id, current: model.feeder.id))
        }
        var before = self
        before.plan = before.dispatcher.dispatch(dispatchInput(now: now)).plan
        var after = self
        _ = after.carry(to: feeder, now: now)
        after.plan = after.dispatcher.dispatch(after.dispatchInput(now: now)).plan
        return .success(after.answer(since: before, now: now))
    }

    /// Takes what is known over to a changed feeder, by identifiers.
    private mutating func carry(to feeder: Feeder, now: Moment) -> [GatewayAction] {
        let before = self
        let (old, new) = (model, DispatchModel(feeder))
        let change = FeederChange(from: old.feeder, old.index, to: feeder, new.index)
        var actions = depart(change, to: new, now: now)
        model = new
        state = state.carried(over: change, from: old, to: new)
        memory = memory.carried(over: change, to: new, now: now.steady)
        if let plan { curtailment.book(plan, until: now.steady) }
        curtailment = curtailment.carried(over: change, from: old.feeder, to: feeder)
        carryLatches(from: before)
        mqtt = mqtt.carried(over: change, from: old, to: new)
        outbox = outbox.carried(over: change, to: new, settings)
        recorder = recorder.carried(over: change, to: new)
        proofs = change.carried(proofs, new: SetpointProof())
        // What the store has under each name; where a vehicle needs another thing now, the tick records that.
        keptNeeds = change.formerDER.map { $0.flatMap { keptNeeds[$0] } }
        needsAllowance = change.carried(needsAllowance, new: EventAllowance())
        var asked: [Int: RemoteTransaction] = [:]
        for (der, known) in change.oldDER.enumerated() { asked[der] = known.flatMap { remoteTransactions[$0] } }
        remoteTransactions = asked
        // They name sites by position; whoever watches one asks again.
        watches = SiteWatches()
        actions += carryStations(change, now: now)
        takeOverNeeds(change, from: before)
        let arrived = change.oldDER.indices.filter { change.oldDER[$0] == nil }
        welcomeBack(Dictionary(uniqueKeysWithValues: arrived.map { (feeder.ders[$0].id, $0) }))
        applyOutOfService()
        let pending = limits.limits.values.filter { $0.isPending(at: now.utc) }
        strayLimits = pending.filter { !new.bounds($0) }.map(\.id).sorted()
        return actions
    }
}

// MARK: - Stations

extension GatewayCore {
    /// Stations that stay keep their connections; those that go, or that came in as strangers, are let go.
    private mutating func carryStations(_ change: FeederChange, now: Moment) -> [GatewayAction] {
        (derOfEVSE, dersOfStation) = Self.outlets(model.feeder)
        var declared = Self.makeStations(model, settings.stations)
        let renamed = renamedOutlets(change)
        let known = stations
        stations = [:]
        var actions: [GatewayAction] = []
        for station in known.values.sorted(by: { $0.identity < $1.identity }) {
            guard let plate = declared.removeValue(forKey: station.identity) else {
                if let connection = station.connection {
                    actions.append(letGo(connection, "not in the topology any more"))
                }
                continue
            }
            var kept = station
            let numbers = kept.change(to: plate, renamed: renamed[station.identity] ?? [], now: now.steady)
            stations[station.identity] = kept
            for number in numbers { unproven(EVSEKey(station: station.identity, evse: number), kept) }
        }
        for (id, plate) in declared { stations[id] = plate }
        return actions + callIn(now: now)
    }

    /// Outlets whose DER is another than before.
    private func renamedOutlets(_ change: FeederChange) -> [ChargingStation.ID: Set<Int>] {
        var outlets: [ChargingStation.ID: Set<Int>] = [:]
        for (der, before) in change.oldDER.enumerated() where before == nil {
            guard case .ocpp(let station, let evse) = model.feeder.ders[der].communication else { continue }
            outlets[station, default: []].insert(evse)
        }
        return outlets
    }

    /// Nothing is proven of this outlet any more; what runs there runs on.
    private mutating func unproven(_ key: EVSEKey, _ station: OCPPStation) {
        guard let der = derOfEVSE[key] else { return }
        mayBeAtDefault(der)
        let connector = station.connectors[key.evse]
        let isThere = station.session != nil && !station.silence.isSilent
        state.change(der: der) {
            $0.isProvisioned = false
            if isThere, $0.link == .unknown {
                $0.link = .online
                $0.plug = station.plug(key.evse)
            }
            if connector?.transaction != nil, $0.transactionStart == nil {
                $0.transactionStart = connector?.lastStart?.time
            }
        }
    }

    /// Stations that the topology names from now on and that were let in without it come again with their password.
    private mutating func callIn(now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for (connection, stranger) in strangers.sorted(by: { $0.key < $1.key }) where stations[stranger.identity] != nil
        {
            strangers[connection] = nil
            actions.append(letGo(connection, "in the topology now"))
        }
        var kept = Quarantine(model.feeder, settings.stations)
        kept.stations = quarantine.stations.filter { stations[$0.key] == nil }
        for (id, held) in quarantine.stations.sorted(by: { $0.key < $1.key }) where stations[id] != nil {
            let counted = PowerBand(importLimit: quarantine.counted(held, now: now), exportLimit: .zero)
            for der in dersOfStation[id] ?? [] { state.noteMayHold(counted, der: der) }
            if let connection = held.station.connection { actions.append(letGo(connection, "in the topology now")) }
        }
        quarantine = kept
        return actions
    }

    private mutating func letGo(_ connection: UInt64, _ reason: String) -> GatewayAction {
        stationOfConnection[connection] = nil
        return .disconnect(connection: connection, reason: reason)
    }
}
