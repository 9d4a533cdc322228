// SPDX-License-Identifier: Apache-2.0

import DERDispatch
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
    /// What the dispatcher remembered.
    public var memory: DispatchMemorySnapshot?
    /// Whether everything was stopped.
    public var isStopped = false

    public init() {}

    /// Reads it from a store.
    public init(_ store: Store, now: UTCInstant) throws(StoreError) {
        limits = try store.limits(notEndedAt: now)
        setpoints = try store.setpointsInForce(at: now)
        transactions = try store.openTransactions()
        memory = try store.dispatchMemory()
        let marks = try store.audit(target: nil, limit: Self.auditPage)
        isStopped = marks.first { ["stop", "resume"].contains($0.value.action) }?.value.action == "stop"
    }

    /// How far back the audit is searched for a stop that still stands.
    private static let auditPage = 1_000
}

extension GatewayCore {
    /// Takes over what an earlier run left: limits and setpoints in force with their expiry. Everything measured is stale.
    mutating func restore(_ restored: RestoredState, now: Moment) {
        for limit in restored.limits { _ = limits.insert(limit.limit(at: now)) }
        for setpoint in restored.setpoints {
            guard let der = model.index.derPosition[setpoint.der] else { continue }
            let held = model.feeder.ders[der].unit.band(for: setpoint.power)
            state.change(der: der) {
                // Until it is heard again it may also be doing what its default lets it.
                $0.allowed = $0.allowed.union(held)
                $0.command = setpoint.inForce(at: now)
                $0.command?.standing = .accepted
            }
        }
        for transaction in restored.transactions {
            let key = EVSEKey(station: transaction.start.station, evse: transaction.start.connector)
            stations[key.station]?.connectors[key.evse]?.transaction = transaction.id
            guard let der = derOfEVSE[key] else { continue }
            state.change(der: der) {
                $0.transactionStart = transaction.start.time
                $0.plug = .occupied
            }
        }
        if let snapshot = restored.memory { MemorySnapshot.restore(snapshot, model, &memory) }
        isStopped = restored.isStopped
    }
}
