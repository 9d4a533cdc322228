// SPDX-License-Identifier: Apache-2.0

/// By what rule a storage moves of its own accord, and how much it may move in a day.
public struct StorageRule: Sendable, Hashable {
    /// What it does while no target is set for it.
    public var operation: StorageOperation
    /// Energy that may pass in 24 hours by such moves, charged and discharged together; nil where nothing bounds it.
    public var throughputPerDay: ActiveEnergy?

    /// By its members; without them a storage does what its site requests.
    public init(operation: StorageOperation = .request, throughputPerDay: ActiveEnergy? = nil) {
        self.operation = operation
        self.throughputPerDay = throughputPerDay
    }
}

/// What a storage does of its own accord; limits bind whatever it is.
public enum StorageOperation: Sendable, Hashable {
    /// What its site requests; nothing where it requests nothing.
    case request
    /// Nothing.
    case idle
    /// What the targets set for it say; nothing between them.
    case schedule
    /// Keeps the measured grid flow of its site at nought, from both sides.
    case selfConsumption
    /// Keeps the measured import of a node at a threshold.
    case peakShaving(PeakShaving)

    /// The words of topology files and screens.
    public enum Word: String, Sendable, CaseIterable {
        /// See `StorageOperation.request`.
        case request
        /// See `StorageOperation.idle`.
        case idle
        /// See `StorageOperation.schedule`.
        case schedule
        /// See `StorageOperation.selfConsumption`.
        case selfConsumption
        /// See `StorageOperation.peakShaving`.
        case peakShaving
    }

    /// The word for it.
    public var word: Word {
        switch self {
        case .request: .request
        case .idle: .idle
        case .schedule: .schedule
        case .selfConsumption: .selfConsumption
        case .peakShaving: .peakShaving
        }
    }
}

/// The import of a node that storage holds by discharging what is above and recharging with what is left below.
public struct PeakShaving: Sendable, Hashable {
    /// The import to hold; a magnitude.
    public var threshold: ActivePower
    /// The metered node on the path of the storage; nil for that of its site.
    public var node: ConnectivityNode.ID?

    /// By its members.
    public init(threshold: ActivePower, node: ConnectivityNode.ID? = nil) {
        self.threshold = threshold
        self.node = node
    }
}
