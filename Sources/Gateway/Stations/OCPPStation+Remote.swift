// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Store

extension OCPPStation {
    /// Asks the station to begin a transaction. It begins under the station's own default, which is proven.
    ///
    /// - Parameter request: names the request, and comes back with its answer.
    mutating func requestStart(_ number: Int, idTag: String, request: Int, now: Moment) -> [StationEffect] {
        let id = version > .v16 ? tellings.request(evse: number, now: now.utc) : request
        return call(
            .startTransaction(connector: number, idTag: idTag, request: id),
            .remote(connector: number, request: request),
            key: "remote-\(number)", now: now)
    }

    /// Asks the station to end a transaction.
    mutating func requestStop(_ number: Int, transaction: Int64, request: Int, now: Moment) -> [StationEffect] {
        let name = tellings.name(of: transaction)
        // A station of 2.x knows its transactions by its own names only.
        if version > .v16, name == nil { return [.remote(evse: number, request: request, .rejected)] }
        return call(
            .stopTransaction(transaction, remoteID: name),
            .remote(connector: number, request: request),
            key: "remote-\(number)", now: now)
    }

    /// What the station said to that.
    func remoteAnswered(_ number: Int, _ request: Int, _ outcome: CallSession.Outcome) -> [StationEffect] {
        switch outcome {
        case .result(let payload):
            let isAccepted = dialect.isAccepted(payload)
            return [.remote(evse: number, request: request, isAccepted ? .accepted : .rejected)]
        case .callError, .invalidAnswer: return [.remote(evse: number, request: request, .rejected)]
        case .timedOut, .queueFull, .disconnected: return [.remote(evse: number, request: request, .unanswered)]
        // A newer request took its place, and will be answered.
        case .superseded: return []
        }
    }
}
