// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

extension GatewayCore {
    /// What a vehicle tells through its station: its needs, and its state of charge where it says it.
    ///
    /// A driver's word outranks the vehicle's: member by member, what the vehicle says counts only where nothing is
    /// known, or where what is known is what it said itself.
    mutating func vehicleStated(
        _ stated: VehicleStatement, _ der: Int, author: String, now: Moment
    ) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        if let soc = stated.stateOfCharge {
            actions += setStateOfCharge(soc, der: der, author: author, now: now).actions
        }
        guard case .evse(let unit) = model.feeder.ders[der].unit else { return actions }
        let (id, before) = (model.feeder.ders[der].id, state.ders[der].needs)
        let last = vehicleStatements[id]?.needs
        func taken<Value: Equatable>(_ member: KeyPath<ChargingNeeds, Value?>) -> Value? {
            let known = before?[keyPath: member]
            let isItsOwn = known == nil || known == last?[keyPath: member]
            return isItsOwn ? stated.needs[keyPath: member] ?? known : known
        }
        vehicleStatements[id] = stated
        var needs = ChargingNeeds(
            departureTime: taken(\.departureTime), energy: taken(\.energy), targetSoC: taken(\.targetSoC),
            usableCapacity: taken(\.usableCapacity))
        if stated.isBidirectional {
            needs.maximumDischarge = min(stated.needs.maximumDischarge ?? unit.maximumDischarge, unit.maximumDischarge)
        }
        return actions + setNeeds(needs, der: der, author: author, isVehicle: true, now: now)
    }

    /// A station has connected. What its vehicles offered to discharge stands where 2.1 is spoken, which has words for
    /// it, and where the transaction still runs: else another vehicle may be there by now.
    mutating func forgetOffers(_ station: ChargingStation.ID, _ version: OCPPVersion) {
        for der in dersOfStation[station] ?? [] {
            guard case .ocpp(_, let evse) = model.feeder.ders[der].communication,
                version < .v21 || stations[station]?.connectors[evse]?.transaction == nil
            else { continue }
            state.change(der: der) { $0.needs?.maximumDischarge = nil }
        }
    }
}
