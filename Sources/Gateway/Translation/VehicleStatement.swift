// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// What a vehicle says of itself through its station (NotifyEVChargingNeeds), in our units and signs.
struct VehicleStatement: Sendable, Hashable {
    /// What it needs; members that it does not tell, or not credibly, are nil.
    var needs = ChargingNeeds()
    /// 0...1.
    var stateOfCharge: Double?
    /// Whether it asks for a transfer in both directions.
    var isBidirectional = false

    /// - Parameters:
    ///   - leaves: when it leaves, in our time.
    ///   - phases: how many phases its outlet has; 1 for DC.
    init(_ stated: V2.ChargingNeeds, leaves: UTCInstant?, phases: Int, now: UTCInstant) {
        let (dc, v2x) = (stated.dcChargingParameters, stated.v2xChargingParameters)
        needs.departureTime = leaves.flatMap { $0 > now ? $0 : nil }
        let energy = v2x?.evTargetEnergyRequest ?? dc?.energyAmount ?? stated.acChargingParameters?.energyAmount
        needs.energy = energy.flatMap {
            StatedNeeds.energyKWh.contains($0 / 1_000) ? .kilowattHours($0 / 1_000) : nil
        }
        needs.targetSoC = v2x?.targetSoC.flatMap { Self.part($0) }
        needs.usableCapacity = dc?.evEnergyCapacity.flatMap {
            StatedNeeds.capacityKWh.contains($0 / 1_000) ? .kilowattHours($0 / 1_000) : nil
        }
        stateOfCharge = dc?.stateOfCharge.flatMap { Self.part($0) }
        isBidirectional = [.acBPT, .acBPTDER, .dcBPT, .dcACDPBPT].contains(stated.requestedEnergyTransfer)
        if isBidirectional, let v2x { needs.maximumDischarge = Self.discharge(v2x, phases: phases) }
    }

    /// What it can discharge at most. Some give it as a negative number (EVerest#1473): the magnitude is what is meant.
    private static func discharge(_ stated: V2.V2XChargingParameters, phases: Int) -> ActivePower? {
        let powers = [stated.maxDischargePower, stated.maxDischargePowerL2, stated.maxDischargePowerL3]
        if stated.maxDischargePower != nil { return .watts(powers.reduce(0) { $0 + abs($1 ?? 0) }) }
        guard let current = stated.maxDischargeCurrent, let voltage = stated.maxVoltage else { return nil }
        return .watts(abs(current) * abs(voltage) * Double(phases))
    }

    private static func part(_ percent: Int) -> Double? {
        (0...100).contains(percent) ? Double(percent) / 100 : nil
    }
}
