// SPDX-License-Identifier: Apache-2.0

/// A charging profile as a station keeps it, whatever version of OCPP brought it.
struct StationProfile: Sendable, Equatable {
    enum Purpose: Sendable {
        /// Of the station as a whole.
        case stationMaximum
        /// What somebody else than the central system allows the station.
        case externalConstraints
        case transactionDefault
        case transaction
    }

    enum Kind: Sendable, Equatable {
        case absolute
        case recurring(everyMilliseconds: Int64)
        case relative
        /// One period that holds until it is told anew.
        case dynamic
    }

    enum Unit: Sendable {
        case amperes, watts
    }

    struct Period: Sendable, Equatable {
        /// Seconds from the start.
        var start: Int
        /// In the profile's unit; negative ones order discharge, as older systems do.
        var limit: Double?
        /// Most that may be discharged, a magnitude; nil says nothing of it.
        var dischargeLimit: Double?
        /// What is to flow; positive charges.
        var setpoint: Double?
        var phases: Int?
    }

    var id: Int
    /// 0 is the station as a whole.
    var outlet: Int
    var level: Int
    var purpose: Purpose
    var kind: Kind
    /// The transaction it is for, in the words of `StationWords.name(of:)`.
    var transaction: String?
    var validFrom: Int64?
    var validTo: Int64?
    var unit: Unit
    var start: Int64?
    /// Seconds.
    var duration: Int?
    var periods: [Period]
    /// Seconds without connection after which it does not hold.
    var longestOffline: Int?
    /// Whether it is then gone for good.
    var endsWhenOffline = false
    /// Seconds between two questions for a newer period.
    var updateInterval: Int?
}

/// What an outlet can do by itself, which converts between amperes and watts and holds where no profile applies.
struct OutletRating: Sendable, Equatable {
    /// Phase to neutral, V.
    var voltage: Double
    var phases: Int
    /// A per phase.
    var maximumCurrent: Double

    var maximumWatts: Double { maximumCurrent * voltage * Double(phases) }

    func convert(_ value: Double, from given: StationProfile.Unit, to unit: StationProfile.Unit, phases told: Int?)
        -> Double
    {
        guard given != unit else { return value }
        let wattsPerAmpere = voltage * Double(max(1, min(told ?? 3, phases)))
        return unit == .watts ? value * wattsPerAmpere : value / wattsPerAmpere
    }
}
