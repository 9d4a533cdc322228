// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension StationProfile.Purpose {
    /// Nil of those that are not simulated.
    init?(_ purpose: V2.ChargingProfilePurpose) {
        switch purpose {
        case .chargingStationMaxProfile: self = .stationMaximum
        case .chargingStationExternalConstraints: self = .externalConstraints
        case .txDefaultProfile: self = .transactionDefault
        case .txProfile: self = .transaction
        case .priorityCharging, .localGeneration, .other: return nil
        }
    }

    fileprivate var inV2: V2.ChargingProfilePurpose {
        switch self {
        case .stationMaximum: .chargingStationMaxProfile
        case .externalConstraints: .chargingStationExternalConstraints
        case .transactionDefault: .txDefaultProfile
        case .transaction: .txProfile
        }
    }
}

extension StationProfile {
    /// A profile of 2.x; of several schedules the first. Nil of a purpose that is not simulated, and without schedule.
    init?(_ profile: V2.ChargingProfile, outlet: Int) {
        guard let purpose = Purpose(profile.chargingProfilePurpose), let schedule = profile.chargingSchedule.first
        else { return nil }
        let unit: Unit = schedule.chargingRateUnit == .w ? .watts : .amperes
        let kind: Kind =
            switch profile.chargingProfileKind {
            case .recurring: .recurring(everyMilliseconds: (profile.recurrencyKind == .weekly ? 7 : 1) * 86_400_000)
            case .relative: .relative
            case .dynamic: .dynamic
            case .absolute, .other: .absolute
            }
        self.init(
            id: profile.id, outlet: outlet, level: profile.stackLevel, purpose: purpose, kind: kind,
            transaction: profile.transactionId, validFrom: profile.validFrom?.milliseconds,
            validTo: profile.validTo?.milliseconds, unit: unit, start: schedule.startSchedule?.milliseconds,
            duration: schedule.duration, periods: schedule.chargingSchedulePeriod.map { Period($0, unit) },
            longestOffline: profile.maxOfflineDuration, endsWhenOffline: profile.invalidAfterOfflineDuration ?? false,
            updateInterval: profile.dynUpdateInterval)
    }
}

extension StationProfile.Period {
    init(_ period: V2.ChargingSchedulePeriod, _ unit: StationProfile.Unit) {
        // Where lines have values of their own the first is of L1: watts add up, and of amperes the least holds for all.
        func all(_ values: Double?...) -> Double? {
            guard let first = values[0] else { return nil }
            let others = values.dropFirst().compactMap { $0 }
            return unit == .watts
                ? others.reduce(first, +) : others.reduce(first) { $0.magnitude < $1.magnitude ? $0 : $1 }
        }
        let isSetpoint = [.centralSetpoint, .centralFrequency].contains(period.operationMode)
        self.init(
            start: period.startPeriod, limit: all(period.limit, period.limitL2, period.limitL3),
            dischargeLimit: all(period.dischargeLimit, period.dischargeLimitL2, period.dischargeLimitL3)?.magnitude,
            setpoint: isSetpoint ? all(period.setpoint, period.setpointL2, period.setpointL3) : nil,
            phases: period.numberPhases)
        // At rest, whatever the limits are.
        if period.operationMode == .idle { limit = 0 }
    }
}

extension V2.ChargingProfile {
    /// A profile as its station reports it.
    init(_ profile: StationProfile) {
        let periods = profile.periods.map { period in
            V2.ChargingSchedulePeriod(startPeriod: period.start).with {
                $0.limit = period.limit
                $0.numberPhases = period.phases
                guard let setpoint = period.setpoint else { return }
                $0.operationMode = .centralSetpoint
                $0.setpoint = setpoint
                $0.dischargeLimit = period.dischargeLimit.map { -$0 }
            }
        }
        var schedule = V2.ChargingSchedule(
            id: profile.id, chargingRateUnit: profile.unit == .watts ? .w : .a, chargingSchedulePeriod: periods)
        schedule.startSchedule = profile.start.map { OCPPTimestamp(milliseconds: $0) }
        schedule.duration = profile.duration
        let kind: V2.ChargingProfileKind
        var recurrency: V2.RecurrencyKind?
        switch profile.kind {
        case .absolute: kind = .absolute
        case .relative: kind = .relative
        case .dynamic: kind = .dynamic
        case .recurring(let span): (kind, recurrency) = (.recurring, span > 86_400_000 ? .weekly : .daily)
        }
        self.init(
            id: profile.id, stackLevel: profile.level, chargingProfilePurpose: profile.purpose.inV2,
            chargingProfileKind: kind, chargingSchedule: [schedule])
        recurrencyKind = recurrency
        transactionId = profile.transaction
        validFrom = profile.validFrom.map { OCPPTimestamp(milliseconds: $0) }
        validTo = profile.validTo.map { OCPPTimestamp(milliseconds: $0) }
        maxOfflineDuration = profile.longestOffline
        invalidAfterOfflineDuration = profile.endsWhenOffline ? true : nil
        dynUpdateInterval = profile.updateInterval
    }
}
