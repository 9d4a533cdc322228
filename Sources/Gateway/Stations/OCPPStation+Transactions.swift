// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// Transactions: written before they are answered, told twice without harm, and closed where their end was lost.
extension OCPPStation {
    /// The start is on disk under its number: now it may be answered.
    mutating func begun(
        _ call: String, _ start: TransactionStart, _ begun: TransactionBegun, now: Moment
    ) -> [StationEffect] {
        version == .v16
            ? begunV16(call, start, number: begun.id, now: now) : begunV2(call, start, begun, now: now)
    }

    /// The end is on disk: now it may be answered.
    mutating func ended(_ call: String, _ stop: TransactionStop, now: Moment) -> [StationEffect] {
        version == .v16 ? endedV16(call, stop, now: now) : endedV2(call, stop, now: now)
    }

    /// A transaction runs at an outlet under this number. One vehicle is there at a time, so those are over.
    mutating func takes(
        _ outlet: Int, _ start: TransactionStart, _ number: Int64, over: [Int64], now: Moment
    ) -> [StationEffect] {
        // The register is the same, so it tells the end.
        var effects = over.map { presumedEnd($0, start.time, start.meterWh, "a later one began on its connector") }
        // Another vehicle, though nobody told the end of the last one's: it inherits nothing.
        if let before = connectors[outlet]?.transaction, before != number {
            effects.append(.vehicleGone(evse: outlet))
        }
        connectors[outlet]?.unended.removeAll { over.contains($0.transaction) || $0.transaction == number }
        connectors[outlet]?.transaction = number
        effects.append(.transaction(evse: outlet, since: min(start.time - clock.offset, now.utc)))
        effects.append(.plug(evse: outlet, plug(outlet)))
        return effects
    }

    /// A transaction has ended, wherever it was.
    mutating func isOver(_ stop: TransactionStop) -> [StationEffect] {
        var effects: [StationEffect] = []
        for (number, connector) in connectors.sorted(by: { $0.key < $1.key }) {
            connectors[number]?.unended.removeAll { $0.transaction == stop.transaction }
            if connector.transaction == stop.transaction { effects += nothingRuns(number) }
            if connectors[number]?.open.isEmpty ?? true { connectors[number]?.lastStart = nil }
        }
        return effects
    }

    /// A station that never learned its transaction's number ends it as -1. Where only one can be meant, it is that.
    mutating func endedWithoutNumber(_ stop: TransactionStop) -> [StationEffect] {
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

    /// Nothing runs at an outlet any more.
    mutating func nothingRuns(_ number: Int) -> [StationEffect] {
        connectors[number]?.transaction = nil
        connectors[number]?.lastStart = nil
        // What was measured before is of that vehicle.
        connectors[number]?.isDrawing = false
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
        var effects = version > .v16 ? presumeQuiet(now: now) : []
        for number in connectors.keys.sorted() where connectors[number]?.status == .free {
            let over = (connectors[number]?.unended ?? []).filter { now.steady - $0.since >= timing.presumedEndAfter }
            guard !over.isEmpty else { continue }
            connectors[number]?.unended.removeAll { over.contains($0) }
            connectors[number]?.lastStart = nil
            effects += over.map { presumedEnd($0.transaction, now.utc, nil, "its connector is available") }
        }
        return effects
    }

    /// The end of a transaction is concluded, since nobody told it.
    func presumedEnd(
        _ transaction: Int64, _ time: UTCInstant, _ meterWh: Double?, _ why: String
    ) -> StationEffect {
        .record(
            .transactionStop(
                TransactionStop(
                    transaction: transaction, station: identity, time: time, meterWh: meterWh,
                    reason: TransactionStop.presumption + why)))
    }
}
