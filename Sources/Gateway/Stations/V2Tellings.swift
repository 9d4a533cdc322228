// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Store

/// What a station of OCPP 2.x told that its later messages refer to: its transactions, and how its connectors are.
///
/// "Occupied" does not say whether it charges, and a vehicle at an outlet that counts as empty counts for nothing. So
/// the invariant is: **an EVSE is `.free` or `.waiting` only by proof.** No transaction runs there, and each of its
/// connectors has said itself, since this connection began, that nothing runs at it: it was "Available", or a
/// transaction there ended as it was told, and nothing of one that goes on was told of it since. While a transaction
/// runs nobody knows where, no vehicle is merely waiting. What is told late may take a proof away and gives none. A
/// transaction that is told of after its connector was told "Available" holds until its end, or a long silence.
struct V2Tellings: Sendable {
    /// A transaction whose end has not been told.
    struct Transaction: Sendable {
        /// How it began, as far as that was told: its EVSE, its connector and its driver may be named later.
        var start: TransactionStart
        /// Our number for it, once its beginning is on disk.
        var number: Int64?
        /// The last event of it; nil where only an earlier run of the gateway was told.
        var last: Event?
        /// When that came.
        var heardAt: MonotonicInstant
        /// Whether it goes on as far as is known: nothing told since says that it is over.
        var runs: Bool
    }

    /// What tells an event from its repetition.
    struct Event: Hashable, Sendable {
        var kind: V2.TransactionEventKind
        var sequence: Int
        var time: OCPPTimestamp?

        init(_ event: V2.TransactionEvent) {
            (kind, sequence, time) = (event.eventType, event.seqNo, event.timestamp)
        }
    }

    /// One connector of an EVSE.
    struct Plug: Sendable {
        /// How it is; nil until this connection says it.
        var status: V2.ConnectorStatus?
        /// The newest time that something was told of.
        var toldOf: UTCInstant?
        /// Whether it said itself that nothing runs at it.
        var isIdle = false
    }

    /// By the station's own names.
    private(set) var transactions: [String: Transaction] = [:]
    /// Names of those that ended last, and when, the newest last: what is repeated of them changes nothing.
    private var ended: [(name: String, time: UTCInstant)] = []
    /// Events that are answered when they are on disk, by their call, the newest last.
    private var waiting: [(call: String, event: V2.TransactionEvent)] = []
    /// The connectors of each EVSE, as they are known to exist.
    var plugs: [Int: [Int: Plug]] = [:]
    /// Transactions that it was asked to begin, by the id of the request, the newest last.
    private var asked: [(id: Int, evse: Int)] = []

    /// Transactions that are followed; a station has one at an EVSE, and those whose end was lost.
    static let mostTransactions = 64
    /// Ends that are remembered: a station repeats what was not answered, so the last few.
    static let keptEnds = 32
    /// The session lets fewer calls be open at once.
    static let mostWaiting = 16
    /// Requests to begin that are remembered: one an EVSE, each for its minute.
    static let keptRequests = 16

    /// What was told on an earlier connection says nothing of now; what runs, and what there is, is still known.
    mutating func reconnected() {
        waiting = []
        plugs = plugs.mapValues { $0.mapValues { _ in Plug() } }
    }

    /// After a boot some name their transactions from one again, and its clock may be another one.
    mutating func booted() {
        ended = []
        for (evse, all) in plugs { for number in all.keys { plugs[evse]?[number]?.toldOf = nil } }
    }

    // MARK: - Transactions

    /// When the transaction of that name ended, by the station's clock; nil where no end of it is remembered.
    func end(of name: String) -> UTCInstant? { ended.last { $0.name == name }?.time }

    /// The name of the one that has this number.
    func name(of number: Int64) -> String? { transactions.first { $0.value.number == number }?.key }

    /// The one that runs at an EVSE.
    func running(at evse: Int) -> (name: String, transaction: Transaction)? {
        transactions.first { $0.value.runs && $0.value.start.evse == evse }.map { ($0.key, $0.value) }
    }

    /// Whether one runs of which nobody knows where.
    var isOneSomewhere: Bool { transactions.values.contains { $0.runs && $0.start.evse == nil } }

    mutating func follow(_ name: String, _ transaction: Transaction) {
        transactions[name] = transaction
        guard transactions.count > Self.mostTransactions else { return }
        let oldest = transactions.filter { $0.key != name }.min { $0.value.heardAt < $1.value.heardAt }
        if let oldest { transactions[oldest.key] = nil }
    }

    mutating func number(_ name: String, _ number: Int64) { transactions[name]?.number = number }

    /// A transaction is recorded under another name than the station's.
    mutating func rename(_ name: String, _ start: TransactionStart) { transactions[name]?.start = start }

    /// Something was told of a transaction that has not ended then.
    ///
    /// One runs at an EVSE, the youngest: by their beginnings, for the order of messages says nothing after an outage.
    ///
    /// - Parameters:
    ///   - isLive: whether it is told as it happens.
    ///   - time: of when it is, in our time.
    mutating func goesOn(_ name: String, isLive: Bool, of time: UTCInstant) {
        guard let transaction = transactions[name] else { return }
        guard let evse = transaction.start.evse else {
            transactions[name]?.runs = true
            return
        }
        if let other = running(at: evse), other.name != name {
            guard other.transaction.start.time <= transaction.start.time else { return }
            transactions[other.name]?.runs = false
        } else if !isLive, isEmpty(transaction.start, since: time) {
            return
        }
        transactions[name]?.runs = true
        takeProof(evse: evse, connector: transaction.start.connector, of: time)
    }

    /// The end of a transaction is told and on disk: now, or late.
    mutating func end(_ name: String, at time: UTCInstant, isLive: Bool) {
        let transaction = transactions.removeValue(forKey: name)
        if isLive, let start = transaction?.start, let evse = start.evse, running(at: evse) == nil {
            for connector in (plugs[evse] ?? [:]).keys where start.connector ?? connector == connector {
                plugs[evse]?[connector]?.isIdle = true
            }
        }
        ended.append((name, time))
        if ended.count > Self.keptEnds { ended.removeFirst() }
    }

    /// A transaction is over as far as is known, though its end has not been told.
    mutating func seemsOver(_ name: String) { transactions[name]?.runs = false }

    /// The connectors at the place of a transaction have long been told "Available", and nothing more was told of it.
    mutating func lapse(_ name: String) {
        seemsOver(name)
        guard let start = transactions[name]?.start, let evse = start.evse else { return }
        for connector in (plugs[evse] ?? [:]).keys where start.connector ?? connector == connector {
            plugs[evse]?[connector]?.isIdle = true
        }
    }

    /// Whether the transaction of that number is known and no longer runs.
    func isOver(_ number: Int64) -> Bool { name(of: number).map { transactions[$0]?.runs == false } ?? false }

    // MARK: - Calls

    mutating func wait(_ event: V2.TransactionEvent, call: String) {
        waiting.removeAll { $0.call == call }
        waiting.append((call, event))
        // What was never written was never answered either, and comes again.
        if waiting.count > Self.mostWaiting { waiting.removeFirst() }
    }

    mutating func waited(call: String) -> V2.TransactionEvent? {
        guard let index = waiting.firstIndex(where: { $0.call == call }) else { return nil }
        return waiting.remove(at: index).event
    }

    /// An id for a request to begin a transaction at an EVSE: no other of this station has it, before a restart or
    /// after, for it goes with the time.
    mutating func request(evse: Int, now: UTCInstant) -> Int {
        let id = max(Int(now.milliseconds / 1_000 % Self.requestIDs), (asked.last?.id ?? 0) + 1)
        asked.append((id, evse))
        if asked.count > Self.keptRequests { asked.removeFirst() }
        return id
    }

    /// The EVSE that a transaction was asked for under this id.
    func evse(asked id: Int?) -> Int? { asked.last { $0.id == id }?.evse }

    /// Ids fit what the least of stations has for an integer.
    private static let requestIDs: Int64 = 1 << 31
}
