// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What is remembered of one storage.
public struct StorageMemory: Sendable, Hashable {
    /// The least its state of charge is believed to be; nil before the first reading.
    var lowest: StateOfChargeEdge?
    /// The most, as what is missing to full.
    var highest: StateOfChargeEdge?
    /// What its operating rule asked for at the last tick, kW.
    var wishKW = 0.0
    /// Which way its operating rule last moved it: 1 charged, -1 discharged, 0 neither yet.
    var direction = 0
    /// Since when the rule has called for the other direction; nil where it does not, or could not tell.
    var turnsSince: MonotonicInstant?
    /// Its power at the last tick, kW.
    var powerKW: Double?
    /// Whether a vehicle rests that what it has to keep has stopped.
    var isResting = false
    /// What passed through it.
    public var throughput = ThroughputLedger()

    /// Whether a reading of the state of charge is held back.
    var isHolding: Bool { lowest?.isHolding == true || highest?.isHolding == true }

    /// Nothing.
    public init() {}

    /// Believes the next state of charge whatever it is: a person says so.
    public mutating func forgetStateOfCharge() {
        lowest = nil
        highest = nil
    }
}
