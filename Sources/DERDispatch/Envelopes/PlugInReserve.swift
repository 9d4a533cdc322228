// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Room held at each node for vehicles that may plug in before the next tick: the K largest defaults among the EVSEs
/// below it that are free (rule 3); by row.
enum PlugInReserve {
    /// - Parameter counts: which of the EVSEs count, by position.
    static func compute(_ input: DispatchInput, of counts: (Int) -> Bool = { _ in true }) -> [Double] {
        let model = input.model
        var reserve = input.accounts.rows(repeating: 0)
        guard input.settings.guards.contains(.plugInReserve) else { return reserve }
        for (slot, account) in input.accounts.kept.enumerated() {
            let base = slot * model.nodeCount
            for node in stride(from: model.nodeCount - 1, through: 0, by: -1) {
                let simultaneous = model.feeder.nodes[node].simultaneousPlugIns
                if simultaneous > 0 {
                    let largest = largestDefaults(simultaneous, account, below: node, input, counts)
                    reserve[base + node] = max(reserve[base + node], largest)
                }
                let parent = Int(model.index.parent[node])
                // What may happen below a child may happen below its parent.
                if parent >= 0 { reserve[base + parent] = max(reserve[base + parent], reserve[base + node]) }
            }
        }
        return reserve
    }

    private static func largestDefaults(
        _ count: Int, _ account: FlowAccount, below node: Int, _ input: DispatchInput, _ counts: (Int) -> Bool
    ) -> Double {
        var defaults: [Double] = []
        for der in input.model.index.ders(below: node) {
            guard case .evse = input.model.feeder.ders[der].unit, input.state.ders[der].plug == .available,
                input.state.ders[der].link == .online, counts(der)
            else { continue }
            defaults.append(input.state.ders[der].allowed.importLimit.kilowatts * input.accounts.shares[der][account])
        }
        return defaults.sorted(by: >).prefix(count).reduce(0, +)
    }
}
