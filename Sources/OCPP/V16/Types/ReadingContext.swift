// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// What made the station sample; absent means `samplePeriodic`.
    public enum ReadingContext: OpenEnumeration {
        case interruptionBegin, interruptionEnd, sampleClock, samplePeriodic, transactionBegin, transactionEnd,
            trigger, otherListed
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Interruption.Begin", .interruptionBegin), ("Interruption.End", .interruptionEnd),
            ("Sample.Clock", .sampleClock), ("Sample.Periodic", .samplePeriodic),
            ("Transaction.Begin", .transactionBegin), ("Transaction.End", .transactionEnd), ("Trigger", .trigger),
            ("Other", .otherListed),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
