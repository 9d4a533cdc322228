// SPDX-License-Identifier: Apache-2.0

import GridModel

/// How a store is opened and how long it keeps what.
public struct StoreConfiguration: Sendable {
    /// What the opener means to do.
    public enum Access: Sendable {
        /// Read and write, as the one gateway that commands the feeder: holds the lock.
        case exclusive
        /// Read only, beside a running gateway.
        case readOnly
    }

    /// How long things are kept.
    public struct Retention: Sendable {
        /// Readings as they came.
        public var readings: Duration
        /// Five-minute roll-ups.
        public var rollUps: Duration
        /// Audit, changes of plans, transactions, limits and alarms that are over (design.md, rule 13).
        public var records: Duration
        /// Setpoints that have run out; one that was only renewed is one row (design.md, rule 13).
        public var setpoints: Duration
        /// Whole plans: some megabytes each for a large feeder.
        public var fullPlans: Duration
        /// Raw inputs for replay.
        public var rawInputs: Duration

        /// What flowed through the nodes, in rows of some seconds.
        public var fineFlows: Duration
        /// What flowed through the nodes, in rows of some minutes.
        public var coarseFlows: Duration

        /// By its members.
        public init(
            readings: Duration = .days(7), rollUps: Duration = .days(730), records: Duration = .days(730),
            setpoints: Duration = .days(730), fullPlans: Duration = .days(30), rawInputs: Duration = .days(3),
            fineFlows: Duration = .days(1), coarseFlows: Duration = .days(14)
        ) {
            self.readings = readings
            self.rollUps = rollUps
            self.records = records
            self.setpoints = setpoints
            self.fullPlans = fullPlans
            self.rawInputs = rawInputs
            self.fineFlows = fineFlows
            self.coarseFlows = coarseFlows
        }
    }

    /// What the opener means to do.
    public var access: Access
    /// How long things are kept.
    public var retention: Retention
    /// Whether raw inputs are kept; where not, `StoreRecord.rawInput` is passed over.
    public var keepsRawInputs: Bool
    /// How long to wait for another program's short lock on the file (a backup by another tool, a reader's start).
    public var busyTimeout: Duration

    /// By its members.
    public init(
        access: Access = .exclusive, retention: Retention = Retention(), keepsRawInputs: Bool = false,
        busyTimeout: Duration = .seconds(5)
    ) {
        self.access = access
        self.retention = retention
        self.keepsRawInputs = keepsRawInputs
        self.busyTimeout = busyTimeout
    }
}

extension Duration {
    /// A span of whole days of 86,400 s.
    public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
