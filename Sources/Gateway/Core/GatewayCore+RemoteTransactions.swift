// SPDX-License-Identifier: Apache-2.0

import DERDispatch
public import GridModel
import Store

extension GatewayCore {
    /// Longest id token of OCPP 1.6 (CiString20Type).
    static let longestIdTag = 20

    /// Asks the station of a DER to begin or end a transaction. Its answer shows in `remoteTransactions`.
    ///
    /// - Parameter der: the DER's position.
    public mutating func request(
        _ action: RemoteTransaction.Action, der: Int, author: String, now: Moment
    ) -> (result: Result<RemoteTransaction, RemoteTransactionError>, actions: [GatewayAction]) {
        let number = (remoteTransactions[der]?.number ?? 0) + 1
        let asked = RemoteTransaction(action: action, author: author, requestedAt: now.utc, number: number)
        do throws(RemoteTransactionError) {
            let (connection, evse, running) = try outlet(der)
            try check(action, der, running)
            remoteTransactions[der] = asked
            let entry = AuditEntry(
                time: now.utc, author: author, action: "transaction.\(action.word)",
                target: model.feeder.ders[der].id.text, reason: nil)
            var actions: [GatewayAction] = [.record([.audit(entry)])]
            actions += withStation(connection, now: now) {
                switch action {
                case .start(let idTag): $0.requestStart(evse, idTag: idTag, request: number, now: now)
                case .stop: $0.requestStop(evse, transaction: running ?? 0, request: number, now: now)
                }
            }
            return (.success(remoteTransactions[der] ?? asked), actions)
        } catch {
            return (.failure(error), [])
        }
    }

    private func check(
        _ action: RemoteTransaction.Action, _ der: Int, _ running: Int64?
    ) throws(RemoteTransactionError) {
        switch action {
        case .start(let idTag):
            if let running { throw .running(running) }
            let length = idTag.unicodeScalars.count
            guard (1...Self.longestIdTag).contains(length) else { throw .idTag(length: length) }
            if state.ders[der].isOutOfService { throw .outOfService }
        case .stop:
            guard running != nil else { throw .noTransaction }
        }
    }

    /// Where a DER is plugged in, and the transaction that runs there.
    private func outlet(
        _ der: Int
    ) throws(RemoteTransactionError) -> (connection: UInt64, evse: Int, running: Int64?) {
        guard case .ocpp(let station, let evse) = model.feeder.ders[der].communication else { throw .notAtStation }
        guard let connection = stations[station]?.connection else { throw .offline }
        return (connection, evse, stations[station]?.connectors[evse]?.transaction)
    }

    /// The station answered, or did not. An answer to an earlier request says nothing of the last.
    mutating func remoteAnswered(
        _ standing: RemoteTransaction.Standing, request: Int, der: Int, now: Moment
    ) -> [GatewayAction] {
        guard var asked = remoteTransactions[der], asked.number == request else { return [] }
        asked.standing = standing
        remoteTransactions[der] = asked
        let entry = AuditEntry(
            time: now.utc, author: "gateway", action: "transaction.\(asked.action.word).\(standing.rawValue)",
            target: model.feeder.ders[der].id.text, reason: "asked by \(asked.author)")
        return [.record([.audit(entry)])]
    }
}
