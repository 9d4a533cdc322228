// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP

/// What the vehicle says through the station: ISO 15118 behind a station of OCPP 2.x (K15 to K17, Q01 to Q04).
extension OCPPStation {
    /// What a vehicle may ask for at one of its outlets; nil, which means charging alone, where none may discharge, and
    /// before 2.1.
    var allowedEnergyTransfer: [V2.EnergyTransferMode]? {
        guard version >= .v21, connectors.values.contains(where: \.allowsDischarge) else { return nil }
        let isDC = Set(connectors.values.map(\.isDC))
        let alternating: [V2.EnergyTransferMode] = [.acSinglePhase, .acTwoPhase, .acThreePhase, .acBPT]
        return (isDC.contains(false) ? alternating : []) + (isDC.contains(true) ? [.dc, .dcBPT] : [])
    }

    /// A vehicle tells its needs. Where it offers to discharge and may, that is told in the words of 2.1 from now on.
    mutating func chargingNeeds(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V2.NotifyEVChargingNeeds(decoding: call.payload)
        guard let connector = connectors[request.evseId] else {
            return answer(call.id, V2.NotifyEVChargingNeeds.Response(status: .rejected), now: now)
        }
        // A departure lies ahead, so that only the clock's error is taken out of it.
        let leaves = request.chargingNeeds.departureTime.map {
            UTCInstant(milliseconds: $0.milliseconds) - clock.offset
        }
        var stated = VehicleStatement(
            request.chargingNeeds, leaves: leaves, phases: connector.isDC ? 1 : connector.phases, now: now.utc)
        // Before 2.1 there is no word for it.
        stated.isBidirectional =
            stated.isBidirectional && version >= .v21 && connector.allowsDischarge && !connector.takesStationLimit
        if !stated.isBidirectional { stated.needs.maximumDischarge = nil }
        // Otherwise no schedule of its own is made for it: the profile that the outlet has holds for it too.
        let status: V2.NotifyEVChargingNeedsStatus =
            stated.isBidirectional ? .accepted : version >= .v21 ? .noChargingProfile : .rejected
        return answer(call.id, V2.NotifyEVChargingNeeds.Response(status: status), now: now)
            + [.vehicle(evse: request.evseId, stated)]
    }

    /// Sends what an outlet was told last once more: a vehicle whose needs were accepted waits for its schedule.
    mutating func tellAgain(_ number: Int, now: Moment) -> [StationEffect] {
        guard let connector = connectors[number], connector.isProvisioned, let wanted = connector.wanted else {
            return []
        }
        return apply(wanted, connector: number, now: now)
    }
}
