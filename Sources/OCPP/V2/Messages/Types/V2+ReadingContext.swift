// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ReadingContextEnumType` of the standard.
    public enum ReadingContext: OpenEnumeration {
        case interruptionBegin, interruptionEnd, otherListed, sampleClock, samplePeriodic, transactionBegin,
            transactionEnd, trigger
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Interruption.Begin", .interruptionBegin), ("Interruption.End", .interruptionEnd),
            ("Other", .otherListed), ("Sample.Clock", .sampleClock), ("Sample.Periodic", .samplePeriodic),
            ("Transaction.Begin", .transactionBegin), ("Transaction.End", .transactionEnd),
            ("Trigger", .trigger),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
