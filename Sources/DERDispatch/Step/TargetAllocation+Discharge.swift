// SPDX-License-Identifier: Apache-2.0

import GridModel

extension TargetAllocation {
    /// Makes each discharge 0 or at least what works.
    ///
    /// One that is smaller is raised to its least where no export limit minds, and what that relieves beyond the need
    /// lets others stay at nought; where a limit minds, it is none.
    mutating func tellDischarges(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange]) {
        let model = input.model
        let small = (0..<model.derCount).filter {
            targetKW[$0] < 0 && targetKW[$0] > -ranges[$0].minimumDischarge + Self.resolution
        }
        guard !small.isEmpty else { return }
        var flow = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            // What somebody may draw is no room for sure.
            flow[Int(model.index.nodeOfDER[der])] += min(targetKW[der], 0) * model.derScale[der]
        }
        model.sumUp(nodes: &flow)
        var surplus = [Double](repeating: 0, count: model.nodeCount)
        for der in small.sorted(by: { (targetKW[$0], model.order.place[$0]) < (targetKW[$1], model.order.place[$1]) }) {
            let path = model.index.path(from: Int(model.index.nodeOfDER[der]))
            let given = -targetKW[der] * model.derScale[der]
            let more = ranges[der].minimumDischarge * model.derScale[der] - given
            let isCovered = path.allSatisfy { surplus[$0] >= given }
            let isRaised = !isCovered && path.allSatisfy { flow[$0] - more >= room.exportRoom[$0] }
            let change = isRaised ? -more : given
            for node in path {
                flow[node] += change
                surplus[node] = max(surplus[node] - change, 0)
            }
            tell(isRaised ? -ranges[der].minimumDischarge : 0, to: der)
        }
    }
}
