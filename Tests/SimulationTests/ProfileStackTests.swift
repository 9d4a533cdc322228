// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Testing

@testable import Simulation

/// How a simulated station stacks its profiles: against the other reckoning of the same rules, and case by case.
@Suite struct ProfileStackTests {
    private let now: Int64 = 1_764_007_200_000
    private let rating = OutletRating(voltage: 230, phases: 3, maximumCurrent: 32)

    private func profile(
        _ id: Int, _ purpose: StationProfile.Purpose, level: Int = 0, outlet: Int = 1, amperes: Double,
        start: Int64? = nil
    ) -> StationProfile {
        StationProfile(
            id: id, outlet: outlet, level: level, purpose: purpose, kind: .absolute, unit: .amperes,
            start: start ?? now - 60_000, periods: [StationProfile.Period(start: 0, limit: amperes)])
    }

    private func allowance(
        _ profiles: [StationProfile], offlineSince: Int64? = nil, inWatts: Bool = false, at moment: Int64? = nil
    ) -> ProfileStack.Allowance {
        let stack = ProfileStack(
            profiles: profiles, outlet: 1, transaction: ProfileStack.Transaction(name: "t", start: now), at: now,
            unit: inWatts ? .watts : .amperes, rating: rating, offlineSince: offlineSince)
        return stack.allowance(at: moment ?? now)
    }

    @Test func levelsPurposesAndCaps() {
        let base = profile(1, .transactionDefault, amperes: 16)
        #expect(allowance([]).limit == 32)
        #expect(allowance([base]).limit == 16)
        #expect(allowance([base, profile(2, .transactionDefault, level: 3, amperes: 20)]).limit == 20)
        #expect(allowance([base, profile(2, .transaction, amperes: 25)]).limit == 25)
        #expect(allowance([base, profile(2, .stationMaximum, outlet: 0, amperes: 10)]).limit == 10)
        #expect(allowance([base, profile(2, .externalConstraints, outlet: 0, amperes: 8)]).limit == 8)
        #expect(allowance([base, profile(2, .transactionDefault, level: 3, amperes: 6, start: now + 1)]).limit == 16)
        var foreign = profile(2, .transaction, amperes: 25)
        foreign.transaction = "another"
        #expect(allowance([base, foreign]).limit == 16)
    }

    @Test func aSetpointDischargesWithinItsLimit() {
        var profile = profile(1, .transaction, amperes: 0)
        profile.unit = .watts
        profile.periods = [StationProfile.Period(start: 0, limit: 7_000, dischargeLimit: 4_000, setpoint: -6_000)]
        #expect(allowance([profile], inWatts: true).permitted == -4_000)
        profile.periods[0].setpoint = 9_000
        #expect(allowance([profile], inWatts: true).permitted == 7_000)
        profile.periods[0].setpoint = 2_000
        #expect(allowance([profile], inWatts: true).permitted == 2_000)
    }

    @Test func aProfileEndsWhenItsStationWasOfflineTooLong() {
        var told = profile(1, .transaction, amperes: 20)
        told.longestOffline = 60
        let all = [told, profile(2, .transactionDefault, amperes: 6)]
        #expect(allowance(all, offlineSince: now).limit == 20)
        #expect(allowance(all, offlineSince: now, at: now + 59_999).limit == 20)
        #expect(allowance(all, offlineSince: now, at: now + 60_000).limit == 6)
        #expect(allowance(all, offlineSince: nil, at: now + 60_000).limit == 20)
    }

    /// The same rules were written once more beside the messages of 1.6: profiles of luck's choosing agree.
    @Test func itAgreesWithTheOtherReckoning() {
        var luck = SeededGenerator(seed: 9, name: "profiles")
        for round in 0..<500 {
            let sent = (0..<Int(luck.between(0, 6))).map { randomProfile($0, &luck) }
            let running =
                luck.chance(0.7)
                ? V16.RunningTransaction(
                    id: 5, start: OCPPTimestamp(milliseconds: now - 100_000)) : nil
            let unit: V16.ChargingRateUnit = luck.chance(0.5) ? .a : .w
            let other = V16.compositeSchedule(
                installed: sent, connector: 1, transaction: running, at: OCPPTimestamp(milliseconds: now),
                duration: 7_200, unit: unit, rating: V16.ConnectorRating(voltage: 230, phases: 3, maximumCurrent: 32))
            let stack = ProfileStack(
                profiles: sent.map { StationProfile($0.profile, outlet: $0.connectorId) }, outlet: 1,
                transaction: running.map { ProfileStack.Transaction(name: "5", start: $0.start.milliseconds) }, at: now,
                unit: unit == .a ? .amperes : .watts, rating: rating)
            let own = stack.steps(seconds: 7_200)
            #expect(own.map(\.second) == other.chargingSchedulePeriod.map(\.startPeriod), "round \(round)")
            #expect(own.map(\.allowance.limit) == other.chargingSchedulePeriod.map(\.limit), "round \(round)")
            #expect(own.map(\.allowance.phases) == other.chargingSchedulePeriod.map(\.numberPhases), "round \(round)")
        }
    }

    private func randomProfile(_ id: Int, _ luck: inout SeededGenerator) -> V16.InstalledProfile {
        let purposes: [V16.ChargingProfilePurpose] = [.txDefaultProfile, .txProfile, .chargePointMaxProfile]
        let kinds: [V16.ChargingProfileKind] = [.absolute, .relative, .recurring]
        let purpose = purposes[Int(luck.between(0, 3))], kind = kinds[Int(luck.between(0, 3))]
        func moment(_ spread: Double) -> OCPPTimestamp {
            OCPPTimestamp(milliseconds: now + Int64(luck.between(-spread, spread)) * 1_000)
        }
        var starts = [0]
        for _ in 0..<Int(luck.between(0, 3)) { starts.append(starts[starts.count - 1] + Int(luck.between(1, 3_000))) }
        let schedule = V16.ChargingSchedule(
            duration: luck.chance(0.3) ? Int(luck.between(60, 5_000)) : nil,
            startSchedule: luck.chance(0.8) ? moment(5_000) : nil, chargingRateUnit: luck.chance(0.5) ? .a : .w,
            chargingSchedulePeriod: starts.map {
                V16.ChargingSchedulePeriod(
                    startPeriod: $0, limit: luck.between(0, 40).rounded(),
                    numberPhases: luck.chance(0.3) ? 1 + Int(luck.between(0, 3)) : nil)
            })
        var profile = V16.ChargingProfile(
            chargingProfileId: id, stackLevel: Int(luck.between(0, 4)), chargingProfilePurpose: purpose,
            chargingProfileKind: kind, chargingSchedule: schedule)
        if kind == .recurring { profile.recurrencyKind = luck.chance(0.5) ? .daily : .weekly }
        if luck.chance(0.3) { profile.transactionId = luck.chance(0.5) ? 5 : 6 }
        if luck.chance(0.2) { profile.validTo = moment(5_000) }
        return V16.InstalledProfile(
            connectorId: purpose == .chargePointMaxProfile || luck.chance(0.2) ? 0 : 1, profile: profile)
    }
}
