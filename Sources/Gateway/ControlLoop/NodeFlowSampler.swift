// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// Makes rows of the nodes' history from the plans of the ticks.
///
/// ```
/// ticks   |--|--|--|--|--|--|--|--|--|--|--|--|     each value holds until the next tick
/// fine    |------ a -----|-- b -|----- c -----|     10 s while something moves, else 60 s; ends where a limit changes,
///                                                   or the meter falls silent or comes back
/// coarse  |------------------------------------     300 s
/// ```
/// What is written in a tick is bounded; on a feeder of very many nodes their spans grow longer, in turn.
struct NodeFlowSampler: Sendable {
    /// Length of a row while something moves.
    static let movingSpan = Duration.seconds(10)
    /// Length of a row while nothing does.
    static let restingSpan = Duration.seconds(60)
    /// Length of a coarse row.
    static let coarseSpan = Duration.seconds(300)
    /// Fine rows in a tick: 2,000 nodes at 10 s. With a day's retention 17 million rows at most, about a gigabyte.
    static let mostFineRows = 200
    /// Coarse rows in a tick: 6,000 nodes at 300 s. In two weeks 24 million rows at most.
    static let mostCoarseRows = 20
    /// A power that moves less does not move.
    static let smallestChange = ActivePower.watts(50)
    /// Longest time for which a value holds without a tick: the gateway, or its machine, was away.
    static let longestHold = Duration.seconds(60)

    private var nodes: [ConnectivityNode] = []
    private var fine = NodeFlowSpans(grain: .fine, most: mostFineRows)
    private var coarse = NodeFlowSpans(grain: .coarse, most: mostCoarseRows)

    /// Takes a tick's plan; returns the rows that are complete.
    mutating func rows(_ plan: DispatchPlan, _ nodes: [ConnectivityNode], at time: UTCInstant) -> [NodeFlow] {
        var rows: [NodeFlow] = []
        if !Self.isSame(nodes, self.nodes) {
            rows = flush(at: time)
            self.nodes = nodes
        }
        rows += fine.take(plan.nodes, nodes, at: time) { span, sample, age in
            age >= Self.restingSpan || span.limits(differFrom: sample) || span.isMeasured != (sample.measured != nil)
                || age >= Self.movingSpan && span.moves(with: sample, by: Self.smallestChange)
        }
        return rows
            + coarse.take(plan.nodes, nodes, at: time) { span, sample, age in
                age >= Self.coarseSpan || span.isMeasured != (sample.measured != nil)
            }
    }

    /// Ends all spans: the gateway stops, or its feeder is another.
    mutating func flush(at time: UTCInstant) -> [NodeFlow] {
        defer {
            fine = NodeFlowSpans(grain: .fine, most: Self.mostFineRows)
            coarse = NodeFlowSpans(grain: .coarse, most: Self.mostCoarseRows)
        }
        return fine.flush(nodes, at: time) + coarse.flush(nodes, at: time)
    }

    /// Whether it is the same list; the feeder's own is never changed in place.
    private static func isSame(_ left: [ConnectivityNode], _ right: [ConnectivityNode]) -> Bool {
        left.count == right.count
            && left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress }
            }
    }
}
