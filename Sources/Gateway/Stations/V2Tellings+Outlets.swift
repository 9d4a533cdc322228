// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Store

/// How the EVSEs are, by what was told of their connectors and of transactions.
extension V2Tellings {
    /// EVSEs, and connectors of one, that are believed.
    static let mostOutlets = 64
    /// Connectors of an EVSE that are asked how they are; few have more than two.
    static let mostAsked = 4

    /// A connector is so.
    ///
    /// What is older than the newest thing told of it is told late, and only takes proofs away.
    ///
    /// - Parameter time: since when, in our time.
    mutating func note(_ status: V2.ConnectorStatus, evse: Int, connector: Int, of time: UTCInstant) {
        guard isBelieved(evse, connector) else { return }
        var plug = plugs[evse]?[connector] ?? Plug()
        if status != .occupied, let known = plug.toldOf, known - time > StationClock.noise { return }
        plug.status = status
        plug.toldOf = max(plug.toldOf ?? time, time)
        if status == .available { plug.isIdle = true }
        plugs[evse, default: [:]][connector] = plug
        guard status == .available else { return }
        for (name, transaction) in transactions where transaction.runs && transaction.start.evse == evse {
            // The word of a connector that is not in use says nothing of the other one's.
            if isEmpty(transaction.start) { seemsOver(name) }
        }
    }

    /// Something that nobody could read was told of an EVSE, or of any: it may have begun a transaction.
    mutating func doubt(evse: Int?) {
        for number in evse.map({ [$0] }) ?? Array(plugs.keys) { takeProof(evse: number, connector: nil, of: nil) }
    }

    /// Something of a transaction was told of a connector, or of an EVSE without saying of which: it is in use.
    mutating func takeProof(evse: Int, connector: Int?, of time: UTCInstant?) {
        if let connector, isBelieved(evse, connector), plugs[evse]?[connector] == nil {
            plugs[evse, default: [:]][connector] = Plug()
        }
        for (number, plug) in plugs[evse] ?? [:] where connector ?? number == number {
            plugs[evse]?[number]?.isIdle = false
            if let time { plugs[evse]?[number]?.toldOf = max(plug.toldOf ?? time, time) }
        }
    }

    /// How an EVSE is: a vehicle at any of its connectors occupies it.
    func plug(_ evse: Int) -> OCPPStation.PlugStatus {
        if running(at: evse) != nil { return .charging }
        let all = (plugs[evse] ?? [:]).values
        let isSomethingThere = all.contains { $0.status == .occupied }
        let isUsable = isSomethingThere || all.contains { $0.status == .available || $0.status == .reserved }
        guard isUsable else { return all.contains(where: \.isOut) ? .out : .unclear }
        guard all.allSatisfy({ $0.isIdle || $0.isOut || $0.status == .reserved }) else { return .unclear }
        if isSomethingThere { return isOneSomewhere ? .unclear : .waiting }
        return all.contains { $0.status == .available } ? .free : .waiting
    }

    /// Whether no vehicle is where a transaction is said to be: at its connector, else at every one there may be.
    ///
    /// - Parameter time: whether that was so later than then; nil for whenever.
    func isEmpty(_ place: TransactionStart, since time: UTCInstant? = nil) -> Bool {
        let there =
            place.evse.map { evse in
                (plugs[evse] ?? [:]).filter { place.connector ?? $0.key == $0.key }.map(\.value)
            } ?? plugs.values.flatMap(\.values)
        guard !there.isEmpty, there.allSatisfy({ $0.status == .available }) else { return false }
        guard let time else { return true }
        return there.allSatisfy { $0.toldOf.map { $0 > time } ?? false }
    }

    private func isBelieved(_ evse: Int, _ connector: Int) -> Bool {
        guard let known = plugs[evse] else { return plugs.count < Self.mostOutlets }
        return known[connector] != nil || known.count < Self.mostOutlets
    }
}

extension V2Tellings.Plug {
    /// Whether it cannot be used.
    fileprivate var isOut: Bool { status == .unavailable || status == .faulted }
}
