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
        let accounts = input.accounts
        var flow = accounts.rows(repeating: 0)
        for der in 0..<model.derCount where ranges[der].participates {
            // What somebody may draw is no room for sure.
            accounts.add(min(targetKW[der], 0), of: der, to: &flow)
        }
        accounts.sumUp(&flow)
        var surplus = accounts.rows(repeating: 0)
        for der in small.sorted(by: { (targetKW[$0], model.order.place[$0]) < (targetKW[$1], model.order.place[$1]) }) {
            let given = -targetKW[der]
            let more = ranges[der].minimumDischarge - given
            let isCovered = accounts.allRows(onPathOf: der) { surplus[$0] >= given * $1 }
            let isRaised =
                !isCovered && accounts.allRows(onPathOf: der) { flow[$0] - more * $1 >= room.exportRoom[$0] }
            let change = isRaised ? -more : given
            accounts.forEachRow(onPathOf: der) { row, share in
                flow[row] += change * share
                surplus[row] = max(surplus[row] - change * share, 0)
            }
            tell(isRaised ? -ranges[der].minimumDischarge : 0, to: der)
        }
    }
}
