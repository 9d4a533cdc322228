// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What stands behind the setpoint of a storage: what it would do of its own accord, and what keeps it from more.
public struct StoragePlan: Sendable, Hashable {
    /// The target it follows; nil where its operating rule decides.
    public var target: DERTarget?
    /// What target or rule ask for; load convention.
    public var wish: ActivePower
    /// What its state of charge is believed to be at least, 0...1; nil where none is known.
    public var lowestSoC: Double?
    /// What it is believed to be at most.
    public var highestSoC: Double?
    /// What passed in the last 24 hours and what may; nil where nothing bounds it.
    public var throughput: Throughput?
    /// What keeps it from more.
    public var notes: [StorageNote]

    /// Energy that passed through a storage, in and out, and what may.
    public struct Throughput: Sendable, Hashable {
        /// What passed in the last 24 hours.
        public var spent: ActiveEnergy
        /// What may pass in them of its own accord.
        public var budget: ActiveEnergy
    }
}

/// What keeps a storage from more than its limits do.
public enum StorageNote: Sendable, Hashable {
    /// Its rule pauses.
    case pause(StoragePause)
    /// No fresh state of charge: it may take, never give.
    case noStateOfCharge
    /// It jumped by more than can have flowed, and is believed when further readings confirm it.
    case unconfirmedStateOfCharge(reported: Double)
    /// At or below what is kept: it may take, not give.
    case atReserve(reserve: Double)
    /// At or above the most: it may give, not take.
    case full(most: Double)
    /// A vehicle keeps what it has: if it gave now it might miss what it needs. Without a time of departure nothing is
    /// sure to be reached.
    case keptForDeparture(missing: ActiveEnergy, reachable: ActiveEnergy?)
    /// Even if it only takes it may miss what it needs, by its sure share; limits are not set aside for it.
    case needUnreachable(missing: ActiveEnergy, reachable: ActiveEnergy)
}

/// Why an operating rule asks for nothing though it could.
public enum StoragePause: Sendable, Hashable {
    /// No fresh reading of the node it goes by.
    case noFreshMeter(ConnectivityNode.ID)
    /// What may pass in a day has passed.
    case budgetSpent
    /// A vehicle came down to what it keeps, and gives again when it has clearly more.
    case vehicleRests
}
