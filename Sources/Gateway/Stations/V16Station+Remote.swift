// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension V16Station {
    /// Asks the station to begin a transaction. It begins under the station's own default, which is proven.
    ///
    /// - Parameter request: names the request, and comes back with its answer.
    mutating func requestStart(_ number: Int, idTag: String, request: Int, now: Moment) -> [StationEffect] {
        call(
            V16.RemoteStartTransaction(connectorId: number, idTag: idTag), .remote(connector: number, request: request),
            key: "remote-\(number)", now: now)
    }

    /// Asks the station to end a transaction.
    mutating func requestStop(_ number: Int, transaction: Int64, request: Int, now: Moment) -> [StationEffect] {
        call(
            V16.RemoteStopTransaction(transactionId: Int(transaction)), .remote(connector: number, request: request),
            key: "remote-\(number)", now: now)
    }

    /// What the station said to that. Both answers have the same shape.
    func remoteAnswered(_ number: Int, _ request: Int, _ outcome: CallSession.Outcome) -> [StationEffect] {
        switch outcome {
        case .result(let payload):
            let answer = try? V16.RemoteStartTransaction.Response(decoding: payload)
            return [.remote(evse: number, request: request, answer?.status == .accepted ? .accepted : .rejected)]
        case .callError, .invalidAnswer: return [.remote(evse: number, request: request, .rejected)]
        case .timedOut, .queueFull, .disconnected: return [.remote(evse: number, request: request, .unanswered)]
        // A newer request took its place, and will be answered.
        case .superseded: return []
        }
    }
}
