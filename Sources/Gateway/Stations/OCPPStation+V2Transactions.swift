// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// Transactions of 2.x: named by the station, told event by event, and in any order after it was offline.
///
/// What an event says of now holds at once, whatever becomes of the disk; only its answer waits for that.
extension OCPPStation {
    mutating func transactionEvent(_ call: CallSession.InboundCall, now: Moment) -> [StationEffect] {
        do throws(JSONError) {
            return told(try V2.TransactionEvent(decoding: call.payload), call: call.id, now: now)
        } catch {
            let evse = (try? JSONValue(parsing: call.payload))?["evse"]?["id"]?.int
            tellings.doubt(evse: evse)
            return [refused(call, "\(error)", now)]
                + refuse(call.id, OCPPErrorCode(refusing: error), "\(error)", now: now) + followTellings(now: now)
        }
    }

    private mutating func told(_ event: V2.TransactionEvent, call: String, now: Moment) -> [StationEffect] {
        let name = event.transactionInfo.transactionId
        if event.offline != true { clock.judge(event.timestamp, now: now) }
        var told = beginning(event, now: now)
        if let end = tellings.end(of: name), tellings.transactions[name] == nil {
            guard event.eventType == .started, told.time > end else { return toldOfEnded(event, call, end, now: now) }
            told.remoteID = V2Tellings.nameOfReused(name, told.time)
        }
        let known = tellings.transactions[name]
        var start = known?.start.completed(by: told, isBeginning: event.eventType == .started) ?? told
        start.evse = start.evse ?? likelyEVSE(event)
        let isRepeated = known?.last == V2Tellings.Event(event)
        tellings.follow(
            name,
            V2Tellings.Transaction(
                start: start, number: known?.number, last: V2Tellings.Event(event), heardAt: now.steady,
                runs: known?.runs ?? false))
        if event.eventType != .ended, !isRepeated || known?.number == nil {
            tellings.goesOn(name, isLive: isLive(event, now: now), of: ourTime(event.timestamp, now: now))
        }
        var effects = leaves(known?.start.evse, for: start.evse, known?.number)
        if let evse = start.evse, addConnectors(upTo: evse) { effects += commission(now: now) }
        effects += followTellings(now: now) + adopt(name, now: now)
        if !isRepeated { effects += readings(of: event, at: start.evse, known?.number, now: now) }
        guard let number = known?.number, start == known?.start else {
            tellings.wait(event, call: call)
            return effects + [.begin(start, call: call)]
        }
        guard event.eventType == .ended else { return effects + answer(call, answer(to: event), now: now) }
        tellings.wait(event, call: call)
        return effects + [.end(end(of: event, number, now: now), call: call)]
    }

    /// An event of a transaction that is known to have ended: a repetition, or a name that is used again.
    private mutating func toldOfEnded(
        _ event: V2.TransactionEvent, _ call: String, _ end: UTCInstant, now: Moment
    ) -> [StationEffect] {
        let told = beginning(event, now: now)
        let answered = answer(call, answer(to: event), now: now)
        guard event.eventType != .ended, told.time > end, isLive(event, now: now) else { return answered }
        let evse = told.evse ?? likelyEVSE(event)
        tellings.doubt(evse: evse)
        return answered + followTellings(now: now) + readings(of: event, at: evse, nil, now: now)
    }

    /// The beginning of a transaction is on disk: now its event may be answered, or its end be written.
    mutating func begunV2(
        _ call: String, _ start: TransactionStart, _ begun: TransactionBegun, now: Moment
    ) -> [StationEffect] {
        guard let event = tellings.waited(call: call) else { return [] }
        let name = event.transactionInfo.transactionId
        if event.eventType != .ended, let stop = begun.stop, !stop.isPresumed {
            return begunAfterEnd(call, start, event, stop, now: now)
        }
        let isNew = tellings.transactions[name]?.number == nil
        tellings.number(name, begun.id)
        let effects = adopt(name, now: now)
        guard event.eventType != .ended else {
            tellings.wait(event, call: call)
            return effects + [.end(end(of: event, begun.id, now: now), call: call)]
        }
        return answer(call, answer(to: event), now: now) + effects + (isNew ? overtaken(name, now: now) : [])
    }

    /// The store knows an end of it that the station told: a late repetition, or a name that is used again.
    private mutating func begunAfterEnd(
        _ call: String, _ start: TransactionStart, _ event: V2.TransactionEvent, _ stop: TransactionStop, now: Moment
    ) -> [StationEffect] {
        let name = event.transactionInfo.transactionId
        if event.eventType == .started, start.time > stop.time, start.remoteID == name {
            var again = start
            again.remoteID = V2Tellings.nameOfReused(name, start.time)
            tellings.rename(name, again)
            tellings.wait(event, call: call)
            return [.begin(again, call: call)]
        }
        tellings.end(name, at: stop.time, isLive: false)
        return answer(call, answer(to: event), now: now) + followTellings(now: now)
    }

    /// The end is on disk: now it may be answered. A vehicle that stays plugged in draws nothing from then on.
    mutating func endedV2(_ call: String, _ stop: TransactionStop, now: Moment) -> [StationEffect] {
        let event = tellings.waited(call: call)
        if let name = event?.transactionInfo.transactionId ?? tellings.name(of: stop.transaction) {
            tellings.end(name, at: stop.time, isLive: event.map { isLive($0, now: now) } ?? false)
        }
        let answered = event.map { answer(call, answer(to: $0), now: now) } ?? []
        return answered + isOver(stop) + followTellings(now: now)
    }

    /// A transaction of an earlier run of the gateway is open.
    mutating func restoreV2(_ open: ChargingTransaction, _ remoteID: String, now: Moment) {
        let name = V2Tellings.name(recorded: remoteID)
        let known = V2Tellings.Transaction(
            start: open.start, number: open.id, last: nil, heardAt: now.steady, runs: false)
        tellings.follow(name, known)
        tellings.goesOn(name, isLive: true, of: open.start.time)
    }

    // MARK: - Outlets

    /// How the outlets are by what was told; the effects of what is new.
    mutating func followTellings(now: Moment) -> [StationEffect] {
        var effects: [StationEffect] = []
        for number in connectors.keys.sorted() {
            let status = tellings.plug(number)
            if connectors[number]?.status ?? .unclear != status { effects += changed(number, to: status, now: now) }
            effects += freed(number, now: now)
        }
        return effects
    }

    /// The transaction that ran at an outlet is over by the word of its own connector, and none follows it yet.
    mutating func freed(_ number: Int, now: Moment) -> [StationEffect] {
        guard let transaction = connectors[number]?.transaction, tellings.isOver(transaction),
            tellings.running(at: number) == nil
        else { return [] }
        return seemsOver(number, now: now) + [.plug(evse: number, plug(number))]
    }

    /// What runs by what was told is what runs at its EVSE, as soon as it has a number.
    private mutating func adopt(_ name: String, now: Moment) -> [StationEffect] {
        guard let transaction = tellings.transactions[name], transaction.runs, let number = transaction.number,
            let evse = transaction.start.evse, let connector = connectors[evse]
        else { return [] }
        connectors[evse]?.lastStart = transaction.start
        guard connector.transaction != number else { return [] }
        let over = connector.open.filter { other in
            let begun = tellings.name(of: other).flatMap { tellings.transactions[$0]?.start.time }
            return other != number && begun.map { $0 <= transaction.start.time } ?? true
        }
        return takes(evse, transaction.start, number, over: over, now: now)
    }

    /// A beginning that was told late, of a transaction that is over by what was told before: its end may have been
    /// lost. One that is told takes the place of this.
    private func overtaken(_ name: String, now: Moment) -> [StationEffect] {
        guard let transaction = tellings.transactions[name], !transaction.runs, let number = transaction.number else {
            return []
        }
        let younger = transaction.start.evse.flatMap { tellings.running(at: $0)?.transaction.start }
        return [
            presumedEnd(
                number, younger?.time ?? now.utc, younger?.meterWh,
                younger == nil ? "its connector is available" : "a later one began on its connector")
        ]
    }

    /// A transaction is at another EVSE than it seemed.
    private mutating func leaves(_ former: Int?, for evse: Int?, _ number: Int64?) -> [StationEffect] {
        guard let former, former != evse, let number, connectors[former]?.transaction == number else { return [] }
        return nothingRuns(former)
    }

    /// Transactions whose place has long been empty, and that nothing more is told of, are over.
    mutating func presumeQuiet(now: Moment) -> [StationEffect] {
        let quiet = tellings.transactions.filter {
            $0.value.runs && now.steady - $0.value.heardAt >= timing.presumedEndAfter
                && tellings.isEmpty($0.value.start)
        }
        guard !quiet.isEmpty else { return [] }
        var effects: [StationEffect] = []
        for (name, transaction) in quiet.sorted(by: { $0.key < $1.key }) {
            tellings.lapse(name)
            guard transaction.start.evse == nil, let number = transaction.number else { continue }
            effects.append(presumedEnd(number, now.utc, nil, "every connector is available"))
        }
        return effects + followTellings(now: now)
    }

    // MARK: - Events

    /// Whether an event tells of now. What waited while the station was offline says nothing of it.
    private func isLive(_ event: V2.TransactionEvent, now: Moment) -> Bool {
        guard event.offline == true else { return true }
        guard event.timestamp != nil else { return false }
        return now.utc - ourTime(event.timestamp, now: now) <= meterInterval * Self.agesPerInterval
    }

    /// What an event says of how its transaction began.
    private func beginning(_ event: V2.TransactionEvent, now: Moment) -> TransactionStart {
        // What is told in the middle of it says nothing of the register at its beginning.
        let register = event.eventType == .started ? event.register(.first) : nil
        return TransactionStart(
            station: identity, evse: event.evse.flatMap { $0.id > 0 ? $0.id : nil },
            connector: event.evse?.connectorId.flatMap { $0 > 0 ? $0 : nil }, idTag: event.idToken?.idToken ?? "",
            time: event.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc, meterWh: register,
            remoteID: event.transactionInfo.transactionId)
    }

    /// Where a transaction is that names no EVSE: where it was asked for, or at the only one there is.
    private func likelyEVSE(_ event: V2.TransactionEvent) -> Int? {
        tellings.evse(asked: event.transactionInfo.remoteStartId)
            ?? (connectors.count == 1 ? connectors.keys.first : nil)
    }

    private func end(of event: V2.TransactionEvent, _ number: Int64, now: Moment) -> TransactionStop {
        TransactionStop(
            transaction: number, station: identity,
            time: event.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc,
            meterWh: event.register(.last), reason: event.transactionInfo.stoppedReason.map { "\($0)" })
    }

    /// What an event measured. Of one that waited while the station was offline nothing is of now; an end may repeat
    /// what was measured all the way.
    private mutating func readings(
        of event: V2.TransactionEvent, at evse: Int?, _ number: Int64?, now: Moment
    ) -> [StationEffect] {
        guard var values = event.meterValue, let evse, isLive(event, now: now) else { return [] }
        let isEnd = event.eventType == .ended
        if isEnd, values.count > 1, let last = connectors[evse]?.measuredOf {
            values.removeAll { ourTime($0.timestamp, now: now) <= last }
        }
        return measured(values, at: evse, of: isEnd ? nil : number, isLate: event.offline == true, now: now)
    }

    private func answer(to event: V2.TransactionEvent) -> V2.TransactionEvent.Response {
        V2.TransactionEvent.Response().with {
            if event.idToken != nil { $0.idTokenInfo = V2.IdTokenInfo(status: .accepted) }
        }
    }
}

extension TransactionStart {
    /// This with what is told of the same beginning later.
    ///
    /// - Parameter isBeginning: whether `told` is the beginning itself, not what comes after it.
    fileprivate func completed(by told: Self, isBeginning: Bool) -> Self {
        var start = self
        if let evse = told.evse, evse != start.evse { (start.evse, start.connector) = (evse, nil) }
        if let connector = told.connector { start.connector = connector }
        if start.idTag.isEmpty { start.idTag = told.idTag }
        if start.meterWh == nil { start.meterWh = told.meterWh }
        if isBeginning { start.time = min(start.time, told.time) }
        return start
    }
}

extension V2Tellings {
    /// A name that the station gives once more is recorded with the time, so that each is a transaction of its own.
    static func nameOfReused(_ name: String, _ time: UTCInstant) -> String { "\(name)@\(time.milliseconds)" }

    /// The station's own name of what is recorded under this one.
    static func name(recorded: String) -> String {
        guard let at = recorded.lastIndex(of: "@"), Int64(recorded[at...].dropFirst()) != nil else { return recorded }
        return String(recorded[..<at])
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
