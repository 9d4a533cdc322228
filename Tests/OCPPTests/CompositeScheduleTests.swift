// SPDX-License-Identifier: Apache-2.0

import OCPP
import TestSupport
import Testing

/// The schedule against a second evaluation that knows nothing of boundaries: each second by itself, profiles expanded
/// into plain intervals first.
@Suite struct CompositeScheduleTests {
    @Test(arguments: 0..<150)
    func agreesWithEverySecondByItself(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let at = 1_795_366_800_000 as Int64
        let installed = (0..<random.below(7)).map { profile($0, at, &random) }
        let transaction =
            random.below(3) > 0 ? V16.RunningTransaction(id: 1, start: .init(milliseconds: at - 300_000)) : nil
        let unit: V16.ChargingRateUnit = random.below(2) == 0 ? .a : .w
        let rating = V16.ConnectorRating(voltage: 230, phases: 1 + random.below(3), maximumCurrent: 32)
        let schedule = V16.compositeSchedule(
            installed: installed, connector: 1, transaction: transaction, at: .init(milliseconds: at), duration: 900,
            unit: unit, rating: rating)
        #expect(schedule.chargingSchedulePeriod.first?.startPeriod == 0)
        var found: [Double] = []
        for (index, period) in schedule.chargingSchedulePeriod.enumerated() {
            let next =
                index + 1 < schedule.chargingSchedulePeriod.count
                ? schedule.chargingSchedulePeriod[index + 1].startPeriod : 900
            found += Array(repeating: period.limit, count: next - period.startPeriod)
        }
        let expected = (0..<900).map { second in
            limit(at: at + Int64(second) * 1_000, asked: at, installed, transaction, unit, rating)
        }
        #expect(found == expected, "seed \(seed)")
    }

    private func profile(_ id: Int, _ at: Int64, _ random: inout SplitMix64) -> V16.InstalledProfile {
        let purposes: [V16.ChargingProfilePurpose] = [.chargePointMaxProfile, .txDefaultProfile, .txProfile]
        let kinds: [V16.ChargingProfileKind] = [.absolute, .recurring, .relative]
        let purpose = purposes[random.below(3)]
        let unit: V16.ChargingRateUnit = random.below(2) == 0 ? .a : .w
        var start = 0
        let periods = (0...random.below(4)).map { _ in
            defer { start += 1 + random.below(300) }
            let limit = Double(random.below(400)) / 10 * (unit == .a ? 1 : 230)
            return V16.ChargingSchedulePeriod(
                startPeriod: start, limit: limit, numberPhases: [nil, 1, 3][random.below(3)])
        }
        let days = Int64(random.below(9)) * 86_400_000
        var date = OCPPTimestamp(
            milliseconds: at + Int64(random.below(1_200) - 600) * 1_000 + Int64(random.below(2)) * 500)
        let kind = kinds[random.below(3)]
        if kind == .recurring { date.milliseconds -= days }
        let schedule = V16.ChargingSchedule(
            duration: random.below(2) == 0 ? nil : random.below(900), startSchedule: random.below(6) == 0 ? nil : date,
            chargingRateUnit: unit, chargingSchedulePeriod: periods)
        let from = random.below(3) == 0 ? OCPPTimestamp(milliseconds: at + Int64(random.below(600)) * 1_000) : nil
        let to = random.below(3) == 0 ? OCPPTimestamp(milliseconds: at + Int64(300 + random.below(600)) * 1_000) : nil
        let profile = V16.ChargingProfile(
            chargingProfileId: id, transactionId: [nil, 1, 2][random.below(3)], stackLevel: random.below(4),
            chargingProfilePurpose: purpose, chargingProfileKind: kind,
            recurrencyKind: random.below(2) == 0 ? .daily : .weekly,
            validFrom: from, validTo: to, chargingSchedule: schedule)
        return V16.InstalledProfile(
            connectorId: purpose == .chargePointMaxProfile ? 0 : random.below(2), profile: profile)
    }

    // MARK: - The second evaluation

    private func limit(
        at moment: Int64, asked: Int64, _ installed: [V16.InstalledProfile], _ transaction: V16.RunningTransaction?,
        _ unit: V16.ChargingRateUnit, _ rating: V16.ConnectorRating
    ) -> Double {
        // Rank: purpose (Tx over TxDefault of the connector over TxDefault of the station), then stack level, then
        // order.
        var session: (rank: (Int, Int, Int), limit: Double)?
        var station: (rank: (Int, Int), limit: Double)?
        for (order, entry) in installed.enumerated() {
            guard let limit = value(entry.profile, moment, asked, transaction, unit, rating) else { continue }
            let level = entry.profile.stackLevel
            switch (entry.profile.chargingProfilePurpose, entry.connectorId) {
            case (.chargePointMaxProfile, 0):
                if station == nil || (level, order) > station!.rank { station = ((level, order), limit) }
            case (.txProfile, 1):
                guard let transaction, entry.profile.transactionId ?? transaction.id == transaction.id else { continue }
                if session == nil || (2, level, order) > session!.rank { session = ((2, level, order), limit) }
            case (.txDefaultProfile, let connector):
                if session == nil || (connector, level, order) > session!.rank {
                    session = ((connector == 1 ? 1 : 0, level, order), limit)
                }
            default: break
            }
        }
        let maximum = unit == .a ? rating.maximumCurrent : rating.maximumCurrent * 230 * Double(rating.phases)
        return min(session?.limit ?? maximum, station?.limit ?? maximum, maximum)
    }

    private func value(
        _ profile: V16.ChargingProfile, _ moment: Int64, _ asked: Int64, _ transaction: V16.RunningTransaction?,
        _ unit: V16.ChargingRateUnit, _ rating: V16.ConnectorRating
    ) -> Double? {
        if let from = profile.validFrom?.milliseconds, moment < from { return nil }
        if let to = profile.validTo?.milliseconds, to <= moment { return nil }
        let schedule = profile.chargingSchedule
        let charging = transaction?.start.milliseconds ?? asked
        var start = schedule.startSchedule?.milliseconds ?? charging
        if profile.chargingProfileKind == .relative { start = charging }
        if profile.chargingProfileKind == .recurring, schedule.startSchedule != nil {
            let days: Int64 = profile.recurrencyKind == .weekly ? 7 : 1
            while start + days * 86_400_000 <= moment { start += days * 86_400_000 }
        }
        guard start <= moment else { return nil }
        let elapsed = Double(moment - start) / 1_000
        if let duration = schedule.duration, elapsed >= Double(duration) { return nil }
        var active: V16.ChargingSchedulePeriod?
        for period in schedule.chargingSchedulePeriod where Double(period.startPeriod) <= elapsed { active = period }
        guard let active else { return nil }
        if schedule.chargingRateUnit == unit { return active.limit }
        let wattsPerAmpere = 230 * Double(min(active.numberPhases ?? 3, rating.phases))
        return unit == .w ? active.limit * wattsPerAmpere : active.limit / wattsPerAmpere
    }

    @Test func hostileNumbersDoNotTrap() {
        let periods = [V16.ChargingSchedulePeriod(startPeriod: .max, limit: 1), .init(startPeriod: .min, limit: 2)]
        let schedule = V16.ChargingSchedule(
            duration: .max, startSchedule: .init(milliseconds: 253_402_300_799_999), chargingRateUnit: .a,
            chargingSchedulePeriod: periods)
        for kind in [V16.ChargingProfileKind.absolute, .recurring, .relative] {
            let profile = V16.ChargingProfile(
                chargingProfileId: 1, stackLevel: .min, chargingProfilePurpose: .txDefaultProfile,
                chargingProfileKind: kind, chargingSchedule: schedule)
            let result = V16.compositeSchedule(
                installed: [.init(connectorId: 1, profile: profile)], connector: 1, at: .init(milliseconds: 0),
                duration: .max, unit: .a)
            #expect(result.duration == V16.maximumCompositeDuration)
        }
    }
}
