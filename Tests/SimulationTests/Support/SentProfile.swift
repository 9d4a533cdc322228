// SPDX-License-Identifier: Apache-2.0

import OCPP

/// A charging profile on its way to a station, of any version: what is looked at of it.
struct SentProfile {
    /// 0 is the station as a whole.
    var outlet: Int
    var isInAmperes: Bool
    /// Of its periods; negative ones discharge.
    var limits: [Double]

    /// Nil where it cannot be read.
    init?(_ payload: some Collection<UInt8>, _ version: OCPPVersion) {
        if version == .v16 {
            guard let request = try? V16.SetChargingProfile(decoding: payload) else { return nil }
            let schedule = request.csChargingProfiles.chargingSchedule
            outlet = request.connectorId
            isInAmperes = schedule.chargingRateUnit == .a
            limits = schedule.chargingSchedulePeriod.map(\.limit)
        } else {
            guard let request = try? V2.SetChargingProfile(decoding: payload),
                let schedule = request.chargingProfile.chargingSchedule.first
            else { return nil }
            outlet = request.evseId
            isInAmperes = schedule.chargingRateUnit == .a
            limits = schedule.chargingSchedulePeriod.map { $0.setpoint ?? $0.limit ?? 0 }
        }
    }
}
