// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What somebody would like a storage to do for a while: a wish, no limit is set aside for it.
public struct DERTarget: Sendable, Hashable {
    /// The storage.
    public var der: DER.ID
    /// Load convention: positive charges.
    public var power: ActivePower
    /// From when.
    public var start: UTCInstant
    /// Until when.
    public var end: UTCInstant
    /// Who set it.
    public var author: String
    /// When it was set; the newest counts.
    public var createdAt: UTCInstant

    /// By its members.
    public init(
        der: DER.ID, power: ActivePower, start: UTCInstant, end: UTCInstant, author: String, createdAt: UTCInstant
    ) {
        self.der = der
        self.power = power
        self.start = start
        self.end = end
        self.author = author
        self.createdAt = createdAt
    }
}

/// The targets that are set.
public struct TargetBook: Sendable, Hashable {
    /// The targets of each storage, in the order they were set.
    private var targets: [DER.ID: [DERTarget]] = [:]

    /// Two days of quarters of an hour, twice over.
    public static let mostPerDER = 400

    /// No targets.
    public init() {}

    /// Whether there is none.
    public var isEmpty: Bool { targets.isEmpty }

    /// All of them, by DER and in the order they were set.
    public var all: [DERTarget] { targets.keys.sorted().flatMap { targets[$0] ?? [] } }

    /// Takes in a target.
    ///
    /// - Returns: false where the storage has as many as can be kept.
    public mutating func insert(_ target: DERTarget) -> Bool {
        guard targets[target.der]?.count ?? 0 < Self.mostPerDER else { return false }
        targets[target.der, default: []].append(target)
        return true
    }

    /// Takes back all targets of a storage.
    ///
    /// - Returns: how many there were.
    public mutating func removeAll(of der: DER.ID) -> Int { targets.removeValue(forKey: der)?.count ?? 0 }

    /// Forgets those that have ended.
    public mutating func dropEnded(before time: UTCInstant) {
        guard targets.contains(where: { $0.value.contains { $0.end <= time } }) else { return }
        targets = targets.mapValues { $0.filter { $0.end > time } }.filter { !$0.value.isEmpty }
    }

    /// The target of a storage at a time: of those that overlap the one set last.
    public func target(of der: DER.ID, at time: UTCInstant) -> DERTarget? {
        guard !targets.isEmpty else { return nil }
        return targets[der]?.last { $0.start <= time && time < $0.end }
    }
}
