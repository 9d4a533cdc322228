// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What the central system must learn of a transaction, kept until it has answered.
struct TransactionMessage: Sendable {
    enum Event: Sendable, Hashable {
        case begun
        /// 2.x tells what is measured and how it charges as part of the transaction.
        case sampled
        case changed
        case ended(EndReason)
    }

    /// Why a transaction ended.
    enum EndReason: Sendable, Hashable {
        case vehicleLeft, remote, reset
    }

    var event: Event
    /// The outlet's number.
    var outlet: Int
    /// The station's own number of the transaction.
    var local: Int
    /// Number of the event in its transaction, from 0.
    var sequence: Int
    var time: OCPPTimestamp
    var wattHours: Int
    var samples: [StationSample] = []
    var status: OutletStatus
    /// Whether it happened without connection.
    var isOffline: Bool
    /// The request to start that led to it.
    var remoteStart: Int?
    var token = SimulatedStation.token
    /// Whether nothing charges in it: a driver who is refused, or should be.
    var isInVain = false
}

/// How an outlet is.
enum OutletStatus: Sendable, Hashable {
    case available, preparing, charging, suspendedEVSE, suspendedEV, finishing
}
