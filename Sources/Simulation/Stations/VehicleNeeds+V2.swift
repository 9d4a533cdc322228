// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension V2.ChargingNeeds {
    /// What a vehicle wants, in the words of the station's version; 2.0.1 has none for discharging.
    init(_ needs: VehicleNeeds, of station: SimulatedStation, outlet: Int) {
        let isDC = station.connectors.first { $0.number == outlet }?.isDC ?? false
        let isTwoWay = needs.maximumDischarge > .zero && station.version >= .v21
        let oneWay: V2.EnergyTransferMode =
            isDC ? .dc : needs.phases == 3 ? .acThreePhase : needs.phases == 2 ? .acTwoPhase : .acSinglePhase
        self.init(requestedEnergyTransfer: isTwoWay ? (isDC ? .dcBPT : .acBPT) : oneWay)
        departureTime = OCPPTimestamp(milliseconds: needs.departure.milliseconds)
        let wantedWh = needs.energyWh(to: needs.targetSoC)
        if isTwoWay {
            controlMode = needs.followsCentral ? .dynamicControl : .scheduledControl
            availableEnergyTransfer = [oneWay, requestedEnergyTransfer]
            v2xChargingParameters = V2.V2XChargingParameters(
                needs, isNegative: station.habits.contains(.tellsDischargeNegative))
        }
        if isDC {
            // 500 V is what a car's battery has; the power is what counts.
            dcChargingParameters = V2.DCChargingParameters(
                evMaxCurrent: (needs.maximumCharge.watts / 500).rounded(), evMaxVoltage: 500
            ).with {
                $0.energyAmount = max(0, wantedWh)
                $0.evMaxPower = needs.maximumCharge.watts.rounded()
                $0.stateOfCharge = Int((needs.stateOfCharge * 100).rounded())
                $0.evEnergyCapacity = (needs.capacity.kilowattHours * 1_000).rounded()
            }
        } else if !isTwoWay {
            let perLine = 230 * Double(needs.phases)
            acChargingParameters = V2.ACChargingParameters(
                energyAmount: max(0, wantedWh), evMinCurrent: (needs.minimumCharge.watts / perLine).rounded(.up),
                evMaxCurrent: (needs.maximumCharge.watts / perLine).rounded(), evMaxVoltage: 400)
        }
    }
}

extension VehicleNeeds {
    /// Energy from now to a state of charge, Wh; negative where it is to be given away.
    fileprivate func energyWh(to soc: Double) -> Double {
        (capacity.kilowattHours * 1_000 * (soc - stateOfCharge)).rounded()
    }
}

extension V2.V2XChargingParameters {
    fileprivate init(_ needs: VehicleNeeds, isNegative: Bool) {
        self.init()
        let sign = isNegative ? -1.0 : 1
        minChargePower = needs.minimumCharge.watts.rounded()
        maxChargePower = needs.maximumCharge.watts.rounded()
        minDischargePower = 0
        maxDischargePower = needs.maximumDischarge.watts.rounded() * sign
        evTargetEnergyRequest = needs.energyWh(to: needs.targetSoC)
        evMinEnergyRequest = needs.energyWh(to: needs.leastSoC)
        evMaxEnergyRequest = needs.energyWh(to: 1)
        evMinV2XEnergyRequest = needs.energyWh(to: needs.leastSoC)
        evMaxV2XEnergyRequest = needs.energyWh(to: needs.targetSoC)
        targetSoC = Int((needs.targetSoC * 100).rounded())
    }
}
