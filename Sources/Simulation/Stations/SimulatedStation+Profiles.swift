// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// Profiles a station has room for, as its configuration says.
    static let profileCapacity = 16
    /// The highest stack level it says it has.
    static let highestLevel = 8

    /// Takes a profile in.
    ///
    /// - Returns: the word for what is wrong with it; nil where it was taken.
    mutating func install(_ profile: StationProfile) -> String? {
        if let reason = refusal(of: profile) { return reason }
        var kept = profiles.filter {
            // One number, and one purpose and level of an outlet, names one profile: the newer takes its place.
            $0.id != profile.id
                && !($0.outlet == profile.outlet && $0.level == profile.level && $0.purpose == profile.purpose)
        }
        guard kept.count < Self.profileCapacity else { return "TooManyProfiles" }
        kept.append(profile)
        profilesChanged { $0 = kept }
        return nil
    }

    private func refusal(of profile: StationProfile) -> String? {
        let connector = connectors.first { $0.number == profile.outlet }
        guard profile.outlet == 0 || connector != nil else { return "UnknownEvse" }
        if habits.contains(.rejectsAmperes), profile.unit == .amperes { return "UnsupportedRateUnit" }
        if habits.contains(.rejectsWatts), profile.unit == .watts { return "UnsupportedRateUnit" }
        if habits.contains(.takesOnlyLevelZero), profile.level > 0 { return "InvalidStackLevel" }
        if habits.contains(.rejectsHighestLevel), profile.level >= Self.highestLevel { return "InvalidStackLevel" }
        switch profile.purpose {
        case .transaction: return refusal(of: profile, at: connector)
        case .stationMaximum:
            if profile.outlet != 0 { return "InvalidProfile" }
            return habits.contains(.rejectsStationLimit) ? "UnsupportedPurpose" : nil
        case .transactionDefault: return habits.contains(.takesOnlyStationLimit) ? "UnsupportedPurpose" : nil
        case .externalConstraints: return nil
        }
    }

    private func refusal(of profile: StationProfile, at connector: SimulatedConnector?) -> String? {
        guard let local = connector?.transaction else { return "TxNotFound" }
        if habits.contains(.takesOnlyStationLimit) { return "UnsupportedPurpose" }
        guard let name = profile.transaction else {
            return version > .v16 || habits.contains(.needsTransactionOfProfile) ? "MissingParam" : nil
        }
        if habits.contains(.rejectsTransactionOfProfile) { return "InvalidProfile" }
        return name == words.name(of: local, at: self) ? nil : "TxNotFound"
    }

    /// Which profiles are meant; what is absent is any.
    struct ProfileCriteria {
        var id: Int?
        var outlet: Int?
        var purpose: StationProfile.Purpose?
        var level: Int?

        func fits(_ profile: StationProfile) -> Bool {
            if let id { return profile.id == id }
            return (outlet.map { $0 == profile.outlet } ?? true) && (purpose.map { $0 == profile.purpose } ?? true)
                && (level.map { $0 == profile.level } ?? true)
        }
    }

    /// Removes profiles; whether there were any.
    mutating func clear(_ criteria: ProfileCriteria) -> Bool {
        let before = profiles.count
        profilesChanged { $0.removeAll { criteria.fits($0) } }
        return profiles.count < before
    }

    mutating func profilesChanged(_ change: (inout [StationProfile]) -> Void) {
        change(&profiles)
        for index in connectors.indices { connectors[index].schedule = nil }
    }

    /// What it says that it holds: the allowances of an outlet from now on; nil where it has no such outlet.
    func readBack(outlet: Int, seconds: Int, unit: StationProfile.Unit?, now: UTCInstant) -> (
        steps: [ProfileStack.Step], unit: StationProfile.Unit
    )? {
        guard let connector = connectors.first(where: { $0.number == outlet }) else { return nil }
        let unit = unit ?? connector.unit
        guard habits.contains(.answersReadBackUnlimited) else {
            return (stack(connector, unit: unit, now: now).steps(seconds: max(seconds, 1)), unit)
        }
        let plate = unit == .watts ? connector.rating.maximumWatts : connector.rating.maximumCurrent
        return ([ProfileStack.Step(second: 0, allowance: ProfileStack.Allowance(limit: plate))], unit)
    }

    func stack(_ connector: SimulatedConnector, unit: StationProfile.Unit, now: UTCInstant) -> ProfileStack {
        let running = connector.transaction.map {
            ProfileStack.Transaction(
                name: words.name(of: $0, at: self), start: (connector.transactionStart ?? stamp(now)).milliseconds)
        }
        return ProfileStack(
            profiles: profiles, outlet: connector.number, transaction: running, at: stamp(now).milliseconds, unit: unit,
            rating: connector.rating, offlineSince: offlineSince.map { stamp($0).milliseconds })
    }

    /// Profiles that do not outlive so long a silence are gone.
    mutating func endOfflineProfiles(now: UTCInstant) {
        guard let offlineSince else { return }
        let isOver = { (profile: StationProfile) in
            profile.endsWhenOffline && profile.longestOffline.map { now >= offlineSince + .seconds($0) } ?? false
        }
        if profiles.contains(where: isOver) { profilesChanged { $0.removeAll(where: isOver) } }
    }

    /// What others left in it before we came.
    mutating func keepLeftovers() {
        for (index, connector) in connectors.enumerated() {
            var leftover = StationProfile(
                id: 900_000 + index, outlet: connector.number, level: 0, purpose: .transaction, kind: .relative,
                unit: connector.unit, periods: [StationProfile.Period(start: 0, limit: connector.most)])
            if habits.contains(.keepsLeftoverTransactionProfile) {
                profilesChanged { $0.removeAll { $0.id == leftover.id } }
                profilesChanged { $0.append(leftover) }
            }
            if habits.contains(.keepsLeftoverLevel) {
                (leftover.id, leftover.level) = (910_000 + index, 5)
                leftover.purpose = .transactionDefault
                profilesChanged { $0.removeAll { $0.id == leftover.id } }
                profilesChanged { $0.append(leftover) }
            }
        }
    }
}
