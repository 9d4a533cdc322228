// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What a station of OCPP 2.x told and that its later messages refer to.
struct V2Tellings: Sendable {
    /// A transaction as the station tells it.
    struct Transaction: Sendable {
        /// Our number for it.
        var number: Int64
        /// Its EVSE.
        var outlet: Int
        /// The last event of it.
        var last: Event
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

    /// Those whose end has not been told, by the station's own name.
    private(set) var transactions: [String: Transaction] = [:]
    /// Names of those that ended last, the newest last: what is repeated of them is answered, and changes nothing.
    private var ended: [String] = []
    /// Events that are answered when they are on disk, by their call.
    private var waiting: [String: V2.TransactionEvent] = [:]
    /// How the connectors of each EVSE are.
    private var plugs: [Int: [Int: V2.ConnectorStatus]] = [:]
    /// EVSEs of which this connection has told whether a transaction runs there.
    private var told: Set<Int> = []

    /// Transactions that are followed; a station has one at an EVSE, and those whose end was lost.
    static let mostTransactions = 64
    /// Ends that are remembered: a station repeats what was not answered, so the last few.
    static let keptEnds = 32
    /// The session lets fewer calls be open at once.
    static let mostWaiting = 16
    /// EVSEs, and connectors of one, that are believed.
    static let mostOutlets = 64

    /// What was told on an earlier connection says nothing of now; what runs is still known.
    mutating func reconnected() {
        waiting = [:]
        plugs = [:]
        told = []
    }

    // MARK: - Transactions

    func isEnded(_ name: String) -> Bool { ended.contains(name) }

    mutating func wait(_ event: V2.TransactionEvent, call: String) {
        // What was never written was never answered either, and comes again.
        if waiting.count >= Self.mostWaiting { waiting = [:] }
        waiting[call] = event
    }

    mutating func waited(call: String) -> V2.TransactionEvent? { waiting.removeValue(forKey: call) }

    mutating func follow(_ name: String, _ transaction: Transaction) {
        transactions[name] = transaction
        told.insert(transaction.outlet)
        guard transactions.count > Self.mostTransactions else { return }
        if let oldest = transactions.min(by: { $0.value.number < $1.value.number }) { transactions[oldest.key] = nil }
    }

    mutating func end(_ name: String) {
        if let transaction = transactions.removeValue(forKey: name) { told.insert(transaction.outlet) }
        ended.append(name)
        if ended.count > Self.keptEnds { ended.removeFirst() }
    }

    // MARK: - Outlets

    mutating func note(_ status: V2.ConnectorStatus, evse: Int, connector: Int) {
        guard plugs.count < Self.mostOutlets || plugs[evse] != nil,
            plugs[evse]?.count ?? 0 < Self.mostOutlets || plugs[evse]?[connector] != nil
        else { return }
        plugs[evse, default: [:]][connector] = status
        if status == .available { told.insert(evse) }
    }

    /// How an EVSE is: a vehicle at any of its connectors occupies it.
    ///
    /// "Occupied" does not say whether it charges. Of a station that has just connected, a transaction may run that it
    /// tells of later; of one that told when there was none, or told its end, it does not.
    func plug(_ evse: Int) -> OCPPStation.PlugStatus {
        let all = plugs[evse].map { Array($0.values) } ?? []
        if all.contains(.occupied) { return told.contains(evse) ? .waiting : .unclear }
        if all.contains(.available) { return .free }
        if all.contains(.reserved) { return .waiting }
        return all.contains(where: { $0 == .unavailable || $0 == .faulted }) ? .out : .unclear
    }
}
