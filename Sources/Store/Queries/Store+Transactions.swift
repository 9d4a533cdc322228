// SPDX-License-Identifier: Apache-2.0

import GRDB
public import GridModel

extension Store {
    /// Transactions that have begun and not ended, in the order of their numbers.
    public func openTransactions() throws(StoreError) -> [ChargingTransaction] {
        try transactions("stop_ms IS NULL ORDER BY id", [])
    }

    /// One transaction.
    public func transaction(_ id: Int64) throws(StoreError) -> ChargingTransaction? {
        try transactions("id = ?", [id]).first
    }

    /// The last transactions, newest first; of one station where it is given.
    ///
    /// - Parameter before: number of the last one of the page before.
    public func transactions(
        of station: ChargingStation.ID? = nil, before: Int64? = nil, limit: Int
    ) throws(StoreError) -> [ChargingTransaction] {
        try transactions(
            "id < ? AND ifnull(station = ?, true) ORDER BY id DESC LIMIT ?",
            [before ?? Int64.max, station?.text, max(0, min(limit, Store.largestPage))])
    }

    /// Ends that stations told of transactions we never gave out, newest first.
    public func unknownStops(limit: Int) throws(StoreError) -> [TransactionStop] {
        try rows(
            of: "unknown_stop", "SELECT * FROM unknown_stop ORDER BY id DESC LIMIT ?",
            [max(0, min(limit, Store.largestPage))]
        ) { row in
            TransactionStop(
                transaction: try row.value("transaction_id"), station: try row.id("station"),
                time: try row.time("stop_ms"), meterWh: try row.optional("stop_wh"),
                reason: try row.optional("stop_reason"))
        }
    }

    private func transactions(
        _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [ChargingTransaction] {
        try rows(
            of: "charging_transaction", "SELECT * FROM charging_transaction WHERE \(condition)", arguments
        ) { row in
            let id: Int64 = try row.value("id")
            let remoteID: String? = try row.optional("remote_id")
            let connector: Int = try row.value("connector")
            let start = TransactionStart(
                station: try row.id("station"), evse: try row.optional("evse"),
                // The standard's word for the station as a whole stands where a name is known and no connector.
                connector: remoteID != nil && connector == 0 ? nil : connector, idTag: try row.value("id_tag"),
                time: try row.time("start_ms"), meterWh: try row.optional("start_wh"), remoteID: remoteID)
            let stop = try row.optionalTime("stop_ms").map { time in
                TransactionStop(
                    transaction: id, station: start.station, time: time, meterWh: try row.optional("stop_wh"),
                    reason: try row.optional("stop_reason"))
            }
            return ChargingTransaction(id: id, start: start, stop: stop)
        }
    }
}
