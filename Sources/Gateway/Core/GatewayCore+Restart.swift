// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
public import Store

/// What an earlier run left (rule 9).
public struct RestoredState: Sendable {
    /// Limits that have not ended.
    public var limits: [StoredLimit] = []
    /// Setpoints whose validity is not over.
    public var setpoints: [StoredSetpoint] = []
    /// Transactions that are open.
    public var transactions: [ChargingTransaction] = []
    /// What drivers and sites need.
    public var needs: [DER.ID: ChargingNeeds] = [:]
    /// Targets of storages that have not ended.
    public var targets: [DERTarget] = []
    /// Alarms that are open, or over and not acknowledged.
    public var alarms: [Alarm] = []
    /// What the dispatcher remembered.
    public var memory: DispatchMemorySnapshot?
    /// Which version of the topology is in force.
    public var topology = TopologyStamp()

    /// Nothing: the first run.
    public init() {}

    /// Reads it from a store.
    public init(_ store: Store, now: UTCInstant) throws(StoreError) {
        limits = try store.limits(notEndedAt: now)
        setpoints = try store.setpointsInForce(at: now)
        transactions = try store.openTransactions()
        needs = try store.chargingNeeds()
        targets = try store.targets(notEndedAt: now)
        alarms = try store.unsettledAlarms(returned: AlarmBoard.returnedCapacity)
        memory = try store.dispatchMemory()
        topology = try store.currentTopology()?.stamp ?? TopologyStamp()
    }
}

extension GatewayCore {
    /// Takes over what an earlier run left: limits and setpoints in force with their expiry. Everything measured is
    /// stale.
    mutating func restore(_ restored: RestoredState, now: Moment) {
        topology = restored.topology
        for limit in restored.limits { _ = limits.insert(limit.limit(at: now)) }
        strayLimits = restored.limits.map(\.withoutLease).filter { !model.bounds($0) }.map(\.id)
        alarms.resume(restored.alarms)
        // From here on the state holds powers at the highest voltage, as they were stored.
        state.advance(to: now, model)
        for setpoint in restored.setpoints {
            guard let der = model.index.derPosition[setpoint.der] else { continue }
            let held = model.feeder.ders[der].unit.band(for: setpoint.power).atUnknownVoltage(model.feeder.ders[der])
            state.change(der: der) {
                // Until it is heard again it may also be doing what its default lets it.
                $0.allowed = $0.allowed.union(held)
                $0.command = setpoint.inForce(at: now)
                // Nobody knows what became of it: it is sent again.
                $0.command?.standing = .unanswered
            }
            guard case .ocpp(let station, let evse) = model.feeder.ders[der].communication,
                case .evse(let unit) = model.feeder.ders[der].unit
            else { continue }
            stations[station]?.connectors[evse]?.restore(setpoint.power, unit)
        }
        for transaction in restored.transactions {
            let station = transaction.start.station
            stations[station]?.restore(transaction, now: now)
            guard let outlet = transaction.start.outlet, let der = derOfEVSE[EVSEKey(station: station, evse: outlet)]
            else { continue }
            state.change(der: der) {
                $0.transactionStart = transaction.start.time
                $0.plug = .occupied
            }
        }
        restoreNeeds(restored.needs)
        restoreTargets(restored.targets, now: now.utc)
        guard let snapshot = restored.memory else { return }
        let orders = MemorySnapshot.restore(snapshot, model, &memory, now: now)
        curtailment = CurtailmentRecord.restored(snapshot, model.feeder) ?? curtailment
        departed = orders.departed
        welcomeBack(model.index.derPosition)
        isStopped = orders.isStopped
        absentLatches = orders.absentLatches
        outOfService = orders.outOfService
        applyOutOfService()
    }

    /// What must outlive this run beside limits and setpoints.
    func memorySnapshot(now: Moment) -> StoreRecord {
        let orders = MemorySnapshot.Orders(
            isStopped: isStopped, outOfService: outOfService, absentLatches: absentLatches, departed: departed)
        return .dispatchMemory(MemorySnapshot.make(memory, model, orders, curtailment, now: now))
    }
}

extension PowerBand {
    /// A stored power of an OCPP station is a current at a voltage that was measured then and is not known now.
    fileprivate func atUnknownVoltage(_ der: DER) -> PowerBand {
        guard case .ocpp = der.communication else { return self }
        let most = importLimit * der.unit.highestImportRatio
        return PowerBand(importLimit: min(most, der.unit.highestImport), exportLimit: exportLimit)
    }
}
