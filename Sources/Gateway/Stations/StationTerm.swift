// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What is read of a station, or told to its owner, under the name that its version has for it: a key in 1.6, in 2.x a
/// variable with its component.
enum StationTerm {
    case rateUnit, stackLevels, phaseSwitching, meterInterval, sampledData

    /// The name.
    func name(in version: OCPPVersion) -> String {
        let is16 = version == .v16
        return switch self {
        case .rateUnit: is16 ? "ChargingScheduleAllowedChargingRateUnit" : "SmartChargingCtrlr.RateUnit"
        case .stackLevels: is16 ? "ChargeProfileMaxStackLevel" : "SmartChargingCtrlr.ProfileStackLevel"
        case .phaseSwitching:
            is16 ? "ConnectorSwitch3to1PhaseSupported" : "SmartChargingCtrlr.ACPhaseSwitchingSupported"
        case .meterInterval: is16 ? V16Dialect.key(.meterInterval) : V2Dialect.key(.meterInterval)
        case .sampledData: is16 ? V16Dialect.key(.sampledData) : V2Dialect.key(.sampledData)
        }
    }

    /// What a station's configuration says of it; it has the name of one version only.
    func value(in configuration: [String: String]) -> String? {
        configuration[name(in: .v16)] ?? configuration[name(in: .v21)]
    }
}
