// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What the steps of devices may take of each node's room, by row: a discharge for relief is rounded
/// up, so an export limit keeps a step free for each storage that may have to; other exports are rounded down, so an
/// import limit that counts on them keeps one for each. Whole watts are not worth it.
struct WireSteps {
    /// Kept free of each node's import room.
    private(set) var importKW: [Double]
    /// Kept free of each node's export room.
    private(set) var exportKW: [Double]

    init(_ input: DispatchInput, _ ranges: [DERRange]) {
        let model = input.model
        importKW = input.accounts.rows(repeating: 0)
        exportKW = importKW
        for der in 0..<model.derCount where ranges[der].participates && model.hasCoarseDischarge(der) {
            let step = Quantization.dischargeStepKW(der, model)
            if ranges[der].asked < 0 { input.accounts.add(step, of: der, to: &importKW) }
            if ranges[der].lower < min(ranges[der].asked, 0) { input.accounts.add(step, of: der, to: &exportKW) }
        }
        input.accounts.sumUp(&importKW)
        input.accounts.sumUp(&exportKW)
    }

    /// The rooms without the steps.
    func keptFree(of room: RoomEnvelope) -> RoomEnvelope {
        var kept = room
        for row in importKW.indices {
            kept.importRoom[row] -= importKW[row]
            kept.exportRoom[row] += exportKW[row]
        }
        return kept
    }
}

extension DispatchModel {
    /// Whether an export of it is told in larger steps than watts.
    fileprivate func hasCoarseDischarge(_ der: Int) -> Bool { setpointStep[der] != nil || isToldAmperes[der] }
}
