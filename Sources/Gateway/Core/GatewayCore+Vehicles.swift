// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension GatewayCore {
    /// What a vehicle tells through its station: its needs, and its state of charge where it says it.
    ///
    /// A person's word on the same vehicle is not overwritten by what the vehicle repeats: only what it says newly
    /// counts, member by member.
    mutating func vehicleStated(
        _ stated: VehicleStatement, _ der: Int, author: String, now: Moment
    ) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        if let soc = stated.stateOfCharge {
            actions += setStateOfCharge(soc, der: der, author: author, now: now).actions
        }
        guard case .evse(let unit) = model.feeder.ders[der].unit else { return actions }
        let before = state.ders[der].needs
        var needs = stated.needs
        needs.departureTime = needs.departureTime ?? before?.departureTime
        needs.energy = needs.energy ?? before?.energy
        needs.targetSoC = needs.targetSoC ?? before?.targetSoC
        needs.usableCapacity = needs.usableCapacity ?? before?.usableCapacity
        if stated.isBidirectional { needs.maximumDischarge = needs.maximumDischarge ?? unit.maximumDischarge }
        return actions + setNeeds(needs, der: der, author: author, now: now)
    }
}
