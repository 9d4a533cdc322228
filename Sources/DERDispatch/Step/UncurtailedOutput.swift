// SPDX-License-Identifier: Apache-2.0

import GridModel

extension TargetAllocation {
    /// Tells a photovoltaic unit that no limit curtails its rating, or less where it is set to less, not what it could
    /// deliver just now.
    ///
    /// Else each cloud would lower its limit and the sun after it find it held down for some raises, for no limit's
    /// sake; and a site that derives what it could from what it may would talk itself down for good (rule 8). It counts
    /// for what it may do (rule 3), so its rating is told only where every node on its path holds that of all such
    /// units.
    mutating func tellRatings(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange]) {
        let model = input.model
        let uncurtailed = (0..<model.derCount).filter { isUncurtailed($0, model, ranges[$0]) }
        guard !uncurtailed.isEmpty else { return }
        var flow = input.accounts.rows(repeating: 0)
        for der in 0..<model.derCount where ranges[der].participates {
            // What somebody may draw is no room for sure.
            input.accounts.add(min(targetKW[der], 0), of: der, to: &flow)
        }
        for der in uncurtailed { input.accounts.add(rating(der, input) - targetKW[der], of: der, to: &flow) }
        input.accounts.sumUp(&flow)
        var isFull = zip(flow, room.exportRoom).map { $0 < $1 }
        input.accounts.handDown(&isFull)
        for der in uncurtailed where !input.accounts.isAny(isFull, at: der) { tell(rating(der, input), to: der) }
    }

    private func isUncurtailed(_ der: Int, _ model: DispatchModel, _ range: DERRange) -> Bool {
        range.participates && model.declared.isPhotovoltaic[der]
            && targetKW[der] <= range.asked + Self.resolution
    }

    /// What it may deliver at most by its plate and by what it is set to, kW, load convention.
    private func rating(_ der: Int, _ input: DispatchInput) -> Double {
        -min(
            input.model.declared.maximumExportKW[der],
            input.state.ders[der].settings?.exportLimit.kilowatts ?? .infinity)
    }
}
