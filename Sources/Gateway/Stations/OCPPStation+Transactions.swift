// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// Transactions: written before they are answered, told twice without harm, and closed where their end was lost.
extension OCPPStation {
    /// The start is on disk under this number: now it may be answered.
    mutating func begun(
        _ call: String, _ start: TransactionStart, number: Int64, now: Moment
    ) -> [StationEffect] {
        if version > .v16 { return begunV2(call, start, number: number, now: now) }
        return answer(
            call, V16.StartTransaction.Response(idTagInfo: accepted, transactionId: Int(number)), now: now)
            + runs(start, number, now: now)
    }

    /// A transaction runs on its connector under this number.
    mutating func runs(_ start: TransactionStart, _ number: Int64, now: Moment) -> [StationEffect] {
        var effects: [StationEffect] = []
        let open = connectors[start.connector]?.open ?? []
        // A repetition of an earlier beginning changes nothing of the one that runs.
        guard connectors[start.connector] != nil, number >= open.max() ?? number else { return effects }
        // One vehicle at a time: whatever else is open there is over. The register is the same, so it tells the end.
        for other in open where other != number {
            effects.append(presumedEnd(other, start.time, start.meterWh, "a later one began on its connector"))
        }
        // Another vehicle, though nobody told the end of the last one's: it inherits nothing.
        if let before = connectors[start.connector]?.transaction, before != number {
            effects.append(.vehicleGone(evse: start.connector))
        }
        connectors[start.connector]?.unended = []
        connectors[start.connector]?.transaction = number
        effects.append(.transaction(evse: start.connector, since: min(start.time - clock.offset, now.utc)))
        effects.append(.plug(evse: start.connector, plug(start.connector)))
        return effects
    }

    /// The end is on disk: now it may be answered.
    mutating func ended(_ call: String, _ stop: TransactionStop, now: Moment) -> [StationEffect] {
        var effects =
            version > .v16
            ? endedV2(call, stop, now: now) : answer(call, V16.StopTransaction.Response(idTagInfo: accepted), now: now)
        for (number, connector) in connectors.sorted(by: { $0.key < $1.key }) {
            connectors[number]?.unended.removeAll { $0.transaction == stop.transaction }
            if connector.transaction == stop.transaction { effects += nothingRuns(number) }
            if connectors[number]?.open.isEmpty ?? true { connectors[number]?.lastStart = nil }
        }
        return stop.transaction > 0 ? effects : effects + endedWithoutNumber(stop)
    }

    /// A station that never learned its transaction's number ends it as -1. Where only one can be meant, it is that.
    private mutating func endedWithoutNumber(_ stop: TransactionStop) -> [StationEffect] {
        let candidates = connectors.values.filter { !$0.open.isEmpty }
        guard let connector = candidates.first, candidates.count == 1,
            connector.lastStart.map({ $0.time <= stop.time }) ?? true
        else { return [] }
        connectors[connector.number]?.unended = []
        let ends = connector.open.map {
            presumedEnd($0, stop.time, stop.meterWh, "the station ended one without its number")
        }
        return ends + (connector.transaction == nil ? [] : nothingRuns(connector.number))
    }

    private mutating func nothingRuns(_ number: Int) -> [StationEffect] {
        connectors[number]?.transaction = nil
        connectors[number]?.lastStart = nil
        return [
            .transaction(evse: number, since: nil), .vehicleGone(evse: number), .plug(evse: number, plug(number)),
        ]
    }

    /// A connector is available: no vehicle is there, and the end of its transaction was lost, or is still to come.
    mutating func seemsOver(_ number: Int, now: Moment) -> [StationEffect] {
        guard let transaction = connectors[number]?.transaction else { return [] }
        connectors[number]?.unended.append(Unended(transaction: transaction, since: now.steady))
        connectors[number]?.transaction = nil
        return [.transaction(evse: number, since: nil)]
    }

    /// Meter values are of a transaction that seemed to be over.
    mutating func runsAfterAll(_ transaction: Int64, _ number: Int) -> [StationEffect] {
        guard let connector = connectors[number], connector.transaction == nil, connector.status != .free,
            connector.unended.contains(where: { $0.transaction == transaction })
        else { return [] }
        connectors[number]?.unended.removeAll { $0.transaction == transaction }
        connectors[number]?.transaction = transaction
        return [
            .transaction(evse: number, since: connector.lastStart.map { $0.time - clock.offset }),
            .plug(evse: number, plug(number)),
        ]
    }

    /// Transactions whose connector has long been available are closed; an end that comes after all takes the place.
    mutating func presumeEnds(now: Moment) -> [StationEffect] {
        var effects: [StationEffect] = []
        for number in connectors.keys.sorted() where connectors[number]?.status == .free {
            let over = (connectors[number]?.unended ?? []).filter { now.steady - $0.since >= timing.presumedEndAfter }
            guard !over.isEmpty else { continue }
            connectors[number]?.unended.removeAll { over.contains($0) }
            connectors[number]?.lastStart = nil
            effects += over.map { presumedEnd($0.transaction, now.utc, nil, "its connector is available") }
        }
        return effects
    }

    private func presumedEnd(
        _ transaction: Int64, _ time: UTCInstant, _ meterWh: Double?, _ why: String
    ) -> StationEffect {
        .record(
            .transactionStop(
                TransactionStop(
                    transaction: transaction, station: identity, time: time, meterWh: meterWh,
                    reason: TransactionStop.presumption + why)))
    }
}
