// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// Transactions of 2.x: named by the station, told event by event, and in any order after it was offline.
extension OCPPStation {
    mutating func transactionEvent(
        _ call: CallSession.InboundCall, now: Moment
    ) throws(JSONError) -> [StationEffect] {
        let event = try V2.TransactionEvent(decoding: call.payload)
        clock.judge(event.timestamp, now: now)
        let name = event.transactionInfo.transactionId
        if tellings.isEnded(name) { return answer(call.id, answer(to: event), now: now) }
        guard let known = tellings.transactions[name] else {
            // Whatever comes first of it: its beginning may have been told to an earlier run, or be lost.
            tellings.wait(event, call: call.id)
            return [.begin(beginning(event, now: now), call: call.id)]
        }
        guard known.last != V2Tellings.Event(event) || event.eventType == .ended else {
            return answer(call.id, answer(to: event), now: now)
        }
        var transaction = known
        transaction.last = V2Tellings.Event(event)
        tellings.follow(name, transaction)
        let effects = readings(of: event, transaction, now: now)
        guard event.eventType == .ended else { return effects + answer(call.id, answer(to: event), now: now) }
        tellings.wait(event, call: call.id)
        return effects + [.end(end(of: event, transaction.number, now: now), call: call.id)]
    }

    /// The beginning of a transaction is on disk: now its first event may be answered, or its end be written.
    mutating func begunV2(
        _ call: String, _ start: TransactionStart, number: Int64, now: Moment
    ) -> [StationEffect] {
        guard let event = tellings.waited(call: call) else { return [] }
        let transaction = V2Tellings.Transaction(
            number: number, outlet: start.connector, last: V2Tellings.Event(event))
        tellings.follow(event.transactionInfo.transactionId, transaction)
        if event.eventType == .ended {
            tellings.wait(event, call: call)
            return [.end(end(of: event, number, now: now), call: call)]
        }
        // What an earlier run knew of its beginning is better than what is told in the middle of it.
        let known = connectors[start.connector]?.lastStart
        let begun = known?.remoteID == start.remoteID ? known ?? start : start
        let newest = connectors[start.connector]?.open.max() ?? number
        if number >= newest { connectors[start.connector]?.lastStart = begun }
        return answer(call, answer(to: event), now: now) + runs(begun, number, now: now)
            + readings(of: event, transaction, now: now)
    }

    /// The end is on disk: now it may be answered.
    mutating func endedV2(_ call: String, _ stop: TransactionStop, now: Moment) -> [StationEffect] {
        guard let event = tellings.waited(call: call) else { return [] }
        tellings.end(event.transactionInfo.transactionId)
        // A vehicle that stays plugged in draws nothing from now on.
        for (number, connector) in connectors where connector.transaction == stop.transaction {
            if connector.status == .unclear { connectors[number]?.status = .waiting }
        }
        return answer(call, answer(to: event), now: now)
    }

    private func beginning(_ event: V2.TransactionEvent, now: Moment) -> TransactionStart {
        let only = connectors.count == 1 ? connectors.keys.first : nil
        let outlet = event.evse?.id ?? only ?? 0
        // What is told in the middle of it says nothing of the register at its beginning.
        let register = event.eventType == .started ? event.register(.first) : nil
        return TransactionStart(
            station: identity, evse: outlet, connector: outlet, idTag: event.idToken?.idToken ?? "",
            time: event.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc, meterWh: register,
            remoteID: event.transactionInfo.transactionId)
    }

    private func end(of event: V2.TransactionEvent, _ number: Int64, now: Moment) -> TransactionStop {
        TransactionStop(
            transaction: number, station: identity,
            time: event.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc,
            meterWh: event.register(.last), reason: event.transactionInfo.stoppedReason.map { "\($0)" })
    }

    /// What an event measured. Of one that waited while the station was offline nothing is of now.
    private mutating func readings(
        of event: V2.TransactionEvent, _ transaction: V2Tellings.Transaction, now: Moment
    ) -> [StationEffect] {
        guard let values = event.meterValue else { return [] }
        let age = now.utc - ourTime(event.timestamp, now: now)
        if event.offline == true, age > meterInterval * Self.agesPerInterval { return [] }
        return measured(
            values, at: transaction.outlet, of: event.eventType == .ended ? nil : transaction.number, now: now)
    }

    private func answer(to event: V2.TransactionEvent) -> V2.TransactionEvent.Response {
        V2.TransactionEvent.Response().with {
            if event.idToken != nil { $0.idTokenInfo = V2.IdTokenInfo(status: .accepted) }
        }
    }
}

extension V2.TransactionEvent {
    enum End { case first, last }

    /// The import register in its meter values, Wh: the first that it tells, or the last.
    fileprivate func register(_ end: End) -> Double? {
        let registers = (meterValue ?? []).flatMap(\.sampledValue).filter {
            $0.quantity == .importRegister && $0.line == nil && $0.isAtOutlet
        }
        let sample = end == .first ? registers.first : registers.last
        return sample?.siValue.flatMap { $0.isFinite ? $0 : nil }
    }
}
