// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A request to a station to begin or to end a transaction, and what became of it (OCPP 1.6 sections 5.11 and 5.12).
public struct RemoteTransaction: Sendable, Hashable {
    /// What is asked of the station.
    public enum Action: Sendable, Hashable {
        /// To begin one for this id token.
        case start(idTag: String)
        /// To end the one that runs.
        case stop

        /// The word for it in documents and records.
        public var word: String {
            switch self {
            case .start: "start"
            case .stop: "stop"
            }
        }
    }

    /// How far it got. The station's yes means that it will try: the transaction itself shows by its start or end.
    public enum Standing: String, Sendable {
        case sent, accepted, rejected, unanswered
    }

    /// What is asked.
    public var action: Action
    /// Who asked.
    public var author: String
    /// When.
    public var requestedAt: UTCInstant
    /// How far it got.
    public var standing = Standing.sent
    /// Tells it from the earlier ones of its DER.
    let number: Int

    init(action: Action, author: String, requestedAt: UTCInstant, number: Int) {
        self.action = action
        self.author = author
        self.requestedAt = requestedAt
        self.number = number
    }
}

/// Why a station cannot be asked.
public enum RemoteTransactionError: Error, Sendable, Hashable {
    /// The DER is at no OCPP station.
    case notAtStation
    /// The station is not connected.
    case offline
    /// A transaction runs already under this number.
    case running(Int64)
    /// None runs.
    case noTransaction
    /// An id token has 1 to 20 characters in OCPP 1.6.
    case idTag(length: Int)
    /// The DER is out of service, by a person's word.
    case outOfService

    /// For people.
    public var text: String {
        switch self {
        case .notAtStation: "it is at no charging station"
        case .offline: "its station is not connected"
        case .running(let number): "transaction \(number) runs there already"
        case .noTransaction: "no transaction runs there"
        case .idTag(let length): "an id token has 1 to 20 characters, this one \(length)"
        case .outOfService: "it is out of service"
        }
    }
}
