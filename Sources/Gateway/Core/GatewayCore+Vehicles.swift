// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

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
        return actions + setNeeds(needs, der: der, author: author, isVehicle: true, now: now)
    }

    /// A station has connected: what its vehicles said of discharging can be told to them in the words of 2.1, or, where
    /// it speaks an earlier version now, cannot be told any more.
    mutating func resumeDischarge(_ station: ChargingStation.ID, _ version: OCPPVersion) {
        for der in dersOfStation[station] ?? [] {
            if version < .v21 { state.change(der: der) { $0.needs?.maximumDischarge = nil } }
            guard case .ocpp(_, let evse) = model.feeder.ders[der].communication else { continue }
            stations[station]?.connectors[evse]?.isBidirectional = state.ders[der].needs?.maximumDischarge != nil
        }
    }
}
