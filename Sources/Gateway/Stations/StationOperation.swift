// SPDX-License-Identifier: Apache-2.0

/// What a person asks of a station, before a version of the standard gives it its words.
public enum StationOperation: Sendable, Hashable {
    /// To start anew: itself, or one of its EVSEs. Without a kind: the gentlest that its version has.
    case reset(ResetKind?, evse: Int?)
    /// To let go of a plug.
    case unlock(evse: Int, connector: Int)
    /// To send a message of its own now, by the standard's name for it.
    case trigger(String, evse: Int?)
    /// To go into or out of operation: itself, or one of its EVSEs.
    case availability(isOperative: Bool, evse: Int?)
    /// An action of the standard with its payload, passed through.
    case call(action: String, payload: [UInt8])

    /// How a station starts anew. The first two are of 1.6, the others of 2.x, the last of 2.1 alone.
    public enum ResetKind: String, Sendable, CaseIterable {
        /// It ends what runs in order, then starts anew.
        case soft
        /// At once.
        case hard
        /// It waits until nothing runs.
        case onIdle
        /// At once; what runs is ended.
        case immediate
        /// At once; what runs goes on afterwards.
        case immediateAndResume
    }

    /// The word for it in documents and records.
    public var word: String {
        switch self {
        case .reset: "reset"
        case .unlock: "unlock"
        case .trigger: "trigger"
        case .availability: "availability"
        case .call(let action, _): "call.\(action)"
        }
    }

    /// The EVSE concerned; nil where it is the whole station.
    public var evse: Int? {
        switch self {
        case .reset(_, let evse), .trigger(_, let evse), .availability(_, let evse): evse
        case .unlock(let evse, _): evse
        case .call: nil
        }
    }
}

/// Why a station is not asked.
public enum StationOperationError: Error, Sendable, Hashable {
    /// There is no such station, in the topology or in quarantine.
    case unknownStation
    /// It is not connected.
    case offline
    /// So many requests wait for its answer already.
    case busy(waiting: Int)
    /// A field of the request does not fit, or not this version of the standard.
    case field(String, reason: String)
    /// A payload that is not what the standard prescribes, or that is not for people to send.
    case payload(at: String, reason: String)

    /// For people.
    public var text: String {
        switch self {
        case .unknownStation: "there is no such station"
        case .offline: "it is not connected"
        case .busy(let waiting): "\(waiting) requests wait for its answer already"
        case .field(let name, let reason): "\(name): \(reason)"
        case .payload(let place, let reason): "\(place): \(reason)"
        }
    }
}
