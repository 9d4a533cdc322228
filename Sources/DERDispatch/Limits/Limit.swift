// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A bound on what may flow through a node, with its author: who set it, why, and for how long.
public struct Limit: Sendable, Hashable {
    /// A limit's identifier.
    public typealias ID = Identifier<Limit>

    /// The identifier.
    public var id: ID
    /// Which party's limit it is.
    public var source: LimitSource
    /// The person or system that set it.
    public var author: String
    /// Why it was set, in the author's words.
    public var reason: String
    /// The node it bounds.
    public var node: ConnectivityNode.ID
    /// Import or export.
    public var direction: FlowDirection
    /// The bound, a magnitude, in the unit it was given in.
    public var value: Rating
    /// The one phase it bounds; nil for all: amperes then bound each phase, a power the total.
    public var phase: PhaseCode?
    /// From when it holds.
    public var start: UTCInstant
    /// Until when it holds; nil for a standing limit.
    public var end: UTCInstant?
    /// When it was set; the newest of a source wins.
    public var createdAt: UTCInstant
    /// When it was cancelled.
    public var cancelledAt: UTCInstant?
    /// Present where the source must stay in touch.
    public var lease: Lease?

    /// By its members.
    public init(
        id: ID, source: LimitSource, author: String, reason: String, node: ConnectivityNode.ID,
        direction: FlowDirection, value: Rating, start: UTCInstant, end: UTCInstant?, createdAt: UTCInstant,
        cancelledAt: UTCInstant? = nil, lease: Lease? = nil, phase: PhaseCode? = nil
    ) {
        self.id = id
        self.source = source
        self.author = author
        self.reason = reason
        self.node = node
        self.direction = direction
        self.value = value
        self.start = start
        self.end = end
        self.createdAt = createdAt
        self.cancelledAt = cancelledAt
        self.lease = lease
        self.phase = phase
    }
}

/// Whose limit it is. Within one source the newest active limit counts; across sources the most restrictive.
public enum LimitSource: Sendable, Hashable {
    /// The plate of the equipment, less its margin.
    case rating
    /// The agreed limit of a usage point.
    case connection
    /// What a law or a contract guarantees below a node, where a limit was set that would go under it.
    case guaranteedMinimum
    /// A person at the distribution operator.
    case `operator`
    /// Another system, by name (OpenADR, OSCP, a power flow, ...).
    case system(String)

    /// The word in files, API and screens.
    public var text: String {
        switch self {
        case .rating: "rating"
        case .connection: "connection"
        case .guaranteedMinimum: "guaranteedMinimum"
        case .operator: "operator"
        case .system(let name): name
        }
    }

    /// The source named by `text`.
    public init(text: String) {
        switch text {
        case "rating": self = .rating
        case "connection": self = .connection
        case "guaranteedMinimum": self = .guaranteedMinimum
        case "operator": self = .operator
        default: self = .system(text)
        }
    }
}

/// The promise of a source to stay in touch, and what holds when it does not.
public struct Lease: Sendable, Hashable {
    /// How long the limit stands without being renewed.
    public var duration: Duration
    /// When it was last renewed; runs on the steady clock so that a step of the wall clock changes nothing.
    public var renewedAt: MonotonicInstant
    /// The bound that holds once the lease is lost; never silently "unlimited".
    public var fallback: Rating

    /// By its members.
    public init(duration: Duration, renewedAt: MonotonicInstant, fallback: Rating) {
        self.duration = duration
        self.renewedAt = renewedAt
        self.fallback = fallback
    }

    /// Whether the source has been silent for longer than the lease.
    public func isLost(at now: MonotonicInstant) -> Bool { now - renewedAt > duration }
}
