// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// All limits that parties have set, and which of them count now (design.md section 6, rule 1).
///
/// Within one (source, node, direction, phase) one value counts: the newest active limit; where that one has lost its
/// lease, its fall-back; where none is active, the source's default, if it declared one. Across sources all of them
/// count, and the most restrictive wins later, in the envelope of the node.
public struct LimitBook: Sendable {
    /// Most limits kept at once; beyond it a new one is refused. 10,000 nodes with a handful each fit.
    public static let capacity = 100_000

    /// Every limit that has not been dropped, by identifier.
    public private(set) var limits: [Limit.ID: Limit] = [:]
    private var defaults: [Key: Rating] = [:]

    /// An empty book.
    public init() {}

    /// Adds or replaces a limit.
    ///
    /// - Returns: false where the book is full and the limit is new.
    public mutating func insert(_ limit: Limit) -> Bool {
        guard limits[limit.id] != nil || limits.count < Self.capacity else { return false }
        limits[limit.id] = limit
        return true
    }

    /// Marks a limit as cancelled.
    ///
    /// - Returns: the limit as it was, or nil where there is none to cancel.
    public mutating func cancel(_ id: Limit.ID, at now: UTCInstant) -> Limit? {
        guard let limit = limits[id], limit.cancelledAt == nil, limit.end.map({ $0 > now }) ?? true else { return nil }
        limits[id]?.cancelledAt = now
        return limit
    }

    /// Renews the lease of a limit.
    public mutating func renew(_ id: Limit.ID, at now: MonotonicInstant) {
        limits[id]?.lease?.renewedAt = now
    }

    /// Declares what counts for a source while none of its limits is active.
    public mutating func setDefault(
        _ value: Rating?, source: LimitSource, node: ConnectivityNode.ID, direction: FlowDirection
    ) {
        defaults[Key(source: source, node: node, direction: direction)] = value
    }

    /// Drops limits that ended or were cancelled more than `age` ago.
    public mutating func dropEnded(before now: UTCInstant, age: Duration = .seconds(86_400)) {
        let horizon = now - age
        limits = limits.filter { _, limit in
            guard let over = limit.cancelledAt ?? limit.end else { return true }
            return over > horizon
        }
    }

    /// What counts now, one entry for each (source, node, direction, phase) that has one, ordered by node, source,
    /// identifier.
    public func effective(at now: Moment) -> [EffectiveLimit] {
        var newest: [Key: Limit] = [:]
        for limit in limits.values where isActive(limit, at: now.utc) {
            let key = Key(
                source: limit.source, node: limit.node, direction: limit.direction, phase: limit.phase)
            if let other = newest[key], (other.createdAt, other.id) > (limit.createdAt, limit.id) { continue }
            newest[key] = limit
        }
        var result = newest.map { key, limit in
            let isLost = limit.lease?.isLost(at: now.steady) ?? false
            return EffectiveLimit(
                node: key.node, direction: key.direction, value: isLost ? limit.lease!.fallback : limit.value,
                reference: LimitReference(
                    source: limit.source, id: limit.id, author: limit.author, reason: limit.reason,
                    standing: isLost ? .fallback : .active, end: limit.end), phase: key.phase)
        }
        for (key, value) in defaults where newest[key] == nil {
            result.append(
                EffectiveLimit(
                    node: key.node, direction: key.direction, value: value,
                    reference: LimitReference(source: key.source, standing: .sourceDefault)))
        }
        return result.sorted { $0.order < $1.order }
    }

    /// The next moment at which the set of active limits changes by itself.
    public func nextChange(after now: UTCInstant) -> UTCInstant? {
        var next: UTCInstant?
        for limit in limits.values where limit.cancelledAt == nil {
            for time in [limit.start, limit.end].compactMap({ $0 }) where time > now {
                next = min(next ?? time, time)
            }
        }
        return next
    }

    private func isActive(_ limit: Limit, at now: UTCInstant) -> Bool {
        // Set for "now", a limit holds however far our clock is set back afterwards.
        limit.cancelledAt == nil && limit.start <= max(now, limit.createdAt) && (limit.end.map { $0 > now } ?? true)
    }

    private struct Key: Hashable {
        var source: LimitSource
        var node: ConnectivityNode.ID
        var direction: FlowDirection
        var phase: PhaseCode?
    }
}

/// The value that counts for one source at one node in one direction.
public struct EffectiveLimit: Sendable, Hashable {
    /// The node.
    public var node: ConnectivityNode.ID
    /// The direction.
    public var direction: FlowDirection
    /// The bound, in the unit it was given in.
    public var value: Rating
    /// Whose it is.
    public var reference: LimitReference
    /// The one phase it bounds; nil for all.
    public var phase: PhaseCode?

    /// By its members.
    public init(
        node: ConnectivityNode.ID, direction: FlowDirection, value: Rating, reference: LimitReference,
        phase: PhaseCode? = nil
    ) {
        self.node = node
        self.direction = direction
        self.value = value
        self.reference = reference
        self.phase = phase
    }

    var order: (String, String, String, String) {
        (node.text, direction.rawValue, reference.source.text, reference.id?.text ?? "")
    }
}
