// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

extension GatewayCore {
    /// The needs of a DER as they are now, to be kept.
    mutating func needsRecord(der: Int) -> StoreRecord {
        keptNeeds[der] = state.ders[der].needs
        return .chargingNeeds(model.feeder.ders[der].id, state.ders[der].needs)
    }

    /// Takes over what an earlier run knew. Nobody can tell yet whether the vehicle is still there: a need too many
    /// only spares it (rule 11), and goes when the plug is seen to be empty.
    mutating func restoreNeeds(_ needs: [DER.ID: ChargingNeeds]) {
        for (id, needs) in needs {
            guard let der = model.index.derPosition[id] else { continue }
            state.change(der: der) { $0.needs = needs }
            keptNeeds[der] = needs
        }
    }

    /// Needs that came or went since they were kept, by whatever way: with a vehicle go its needs.
    mutating func changedNeeds() -> [GatewayAction] {
        let changed = state.ders.indices.filter { state.ders[$0].needs != keptNeeds[$0] }
        return changed.isEmpty ? [] : [.record(changed.map { needsRecord(der: $0) })]
    }
}
