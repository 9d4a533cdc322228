// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What is read of a station, set there or told to its owner, under the name that its version has for it: a key in 1.6,
/// in 2.x a variable with its component.
enum StationTerm: CaseIterable {
    case rateUnit, stackLevels, mostPeriods
    /// Whether it switches between three phases and one.
    case phaseSwitching
    /// Whether it can be told which phase that one is.
    case phaseChoice
    case isSmartChargingAvailable, isSmartChargingEnabled, isSamplingAvailable, isSamplingEnabled
    /// Time between meter values, s.
    case meterInterval
    /// What is measured.
    case sampledData
    /// What is measured at a transaction's beginning and at its end, and how often for the end.
    case startedData, endedData, endedInterval
    case vendor, model, firmware

    /// The name; nil where the version has none for it, or none is needed.
    func name(in version: OCPPVersion) -> String? { version == .v16 ? key : variable }

    private var key: String? {
        switch self {
        case .rateUnit: "ChargingScheduleAllowedChargingRateUnit"
        case .stackLevels: "ChargeProfileMaxStackLevel"
        case .mostPeriods: "ChargingScheduleMaxPeriods"
        case .phaseSwitching: "ConnectorSwitch3to1PhaseSupported"
        case .meterInterval: "MeterValueSampleInterval"
        case .sampledData: "MeterValuesSampledData"
        default: nil
        }
    }

    private var variable: String {
        switch self {
        case .rateUnit: "SmartChargingCtrlr.RateUnit"
        case .stackLevels: "SmartChargingCtrlr.ProfileStackLevel"
        case .mostPeriods: "SmartChargingCtrlr.PeriodsPerSchedule"
        case .phaseSwitching: "SmartChargingCtrlr.Phases3to1"
        case .phaseChoice: "SmartChargingCtrlr.ACPhaseSwitchingSupported"
        case .isSmartChargingAvailable: "SmartChargingCtrlr.Available"
        case .isSmartChargingEnabled: "SmartChargingCtrlr.Enabled"
        case .isSamplingAvailable: "SampledDataCtrlr.Available"
        case .isSamplingEnabled: "SampledDataCtrlr.Enabled"
        case .meterInterval: "SampledDataCtrlr.TxUpdatedInterval"
        case .sampledData: "SampledDataCtrlr.TxUpdatedMeasurands"
        case .startedData: "SampledDataCtrlr.TxStartedMeasurands"
        case .endedData: "SampledDataCtrlr.TxEndedMeasurands"
        case .endedInterval: "SampledDataCtrlr.TxEndedInterval"
        case .vendor: "ChargingStation.VendorName"
        case .model: "ChargingStation.Model"
        case .firmware: "ChargingStation.FirmwareVersion"
        }
    }

    /// What a station's configuration says of it; it has the name of one version only.
    func value(in configuration: [String: String]) -> String? {
        key.flatMap { configuration[$0] } ?? configuration[variable]
    }

    /// Whether the configuration says yes or no to it; nil where it says neither.
    func flag(in configuration: [String: String]) -> Bool? {
        value(in: configuration).flatMap { Bool($0.lowercased()) }
    }
}
