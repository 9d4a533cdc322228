// SPDX-License-Identifier: Apache-2.0

/// How a sharing by filling ended. In each case a bound that is passed is in `FillingSolver.overloads`.
public enum FillingStatus: Equatable, Sendable {
    /// No price moves any more, and each bound with a price is met within `AllocationSolver.leastReportedKW`.
    case exact
    /// No price moves any more, but at some bounds no representable price leaves less room: the largest such room,
    /// where it is, and how many there are.
    case inexact(account: FlowAccount, node: Int, unusedKW: Double, bounds: Int)
    /// The rounds were used up before the prices came to rest; they were then set so that import bounds hold for
    /// certain, which leaves this much room unused where it leaves most.
    case unsettled(rounds: Int, unusedKW: Double)
}
