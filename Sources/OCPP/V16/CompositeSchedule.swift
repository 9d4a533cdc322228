// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// A charging profile with the connector it was installed on; 0 is the station as a whole.
    public struct InstalledProfile: Equatable, Sendable {
        /// The connector of SetChargingProfile.
        public var connectorId: Int
        /// The profile.
        public var profile: ChargingProfile

        /// A profile on a connector.
        public init(connectorId: Int, profile: ChargingProfile) {
            self.connectorId = connectorId
            self.profile = profile
        }
    }

    /// A transaction that is running on the connector asked for.
    public struct RunningTransaction: Hashable, Sendable {
        /// The number the CSMS gave.
        public var id: Int
        /// When it started: what relative profiles are counted from.
        public var start: OCPPTimestamp

        /// A transaction since `start`.
        public init(id: Int, start: OCPPTimestamp) {
            self.id = id
            self.start = start
        }
    }

    /// What the connector can do by itself, which converts between amperes and watts and holds where no profile
    /// applies.
    public struct ConnectorRating: Hashable, Sendable {
        /// Voltage phase to neutral, V.
        public var voltage: Double
        /// Phases connected, 1 to 3.
        public var phases: Int
        /// Largest current, A per phase.
        public var maximumCurrent: Double

        /// A rating.
        public init(voltage: Double = 230, phases: Int = 3, maximumCurrent: Double = 32) {
            self.voltage = voltage
            self.phases = phases
            self.maximumCurrent = maximumCurrent
        }
    }

    /// Longest schedule that is computed: recurring profiles repeat within it, and nobody plans further.
    public static let maximumCompositeDuration = 31 * 86_400

    /// The limits that a station derives from its installed profiles (1.6 sections 3.13.2, 3.13.3 and 5.7), for the
    /// seconds from `at` on. For comparing what a station reports, and for a simulated station; the gateway plans
    /// nothing by it.
    ///
    /// 1. Within a purpose the highest stack level that applies at the moment wins; of equal ones the later in the list.
    /// 2. A TxProfile that applies takes the place of the TxDefaultProfile. It needs the running transaction, and its number if it
    ///    names one. A TxDefaultProfile of the connector takes the place of one of connector 0.
    /// 3. The result is the smaller of that and the ChargePointMaxProfile, and never more than the connector can do.
    /// 4. Absolute schedules count from `startSchedule`, recurring ones from its last recurrence, relative ones and those
    ///    without `startSchedule` from the start of the transaction, which without one is taken to be `at`.
    public static func compositeSchedule(
        installed: [InstalledProfile], connector: Int, transaction: RunningTransaction? = nil, at: OCPPTimestamp,
        duration: Int, unit: ChargingRateUnit, rating: ConnectorRating = ConnectorRating()
    ) -> ChargingSchedule {
        let duration = max(0, min(duration, maximumCompositeDuration))
        let question = CompositeQuestion(
            installed: installed, connector: connector, transaction: transaction, at: at, unit: unit, rating: rating)
        var periods: [ChargingSchedulePeriod] = []
        for second in question.boundaries(duration: duration) {
            let (limit, phases) = question.limit(atSecond: second)
            if let last = periods.last, last.limit == limit, last.numberPhases == phases { continue }
            periods.append(ChargingSchedulePeriod(startPeriod: second, limit: limit, numberPhases: phases))
        }
        return ChargingSchedule(
            duration: duration, startSchedule: at, chargingRateUnit: unit, chargingSchedulePeriod: periods)
    }
}

private struct CompositeQuestion {
    let installed: [V16.InstalledProfile]
    let connector: Int
    let transaction: V16.RunningTransaction?
    let at: OCPPTimestamp
    let unit: V16.ChargingRateUnit
    let rating: V16.ConnectorRating

    /// The limit in force, in the unit asked for, and the phases it names.
    func limit(atSecond second: Int) -> (Double, phases: Int?) {
        let moment = at.milliseconds + Int64(second) * 1_000
        let session =
            leading(.txProfile, on: connector, moment)
            ?? leading(.txDefaultProfile, on: connector, moment)
            ?? leading(.txDefaultProfile, on: 0, moment)
        let station = leading(.chargePointMaxProfile, on: 0, moment)
        let own = convert(rating.maximumCurrent, from: .a, phases: nil)
        let candidates = [connector > 0 ? session : nil, station].compactMap { $0 }
        let limits = candidates.map { convert($0.period.limit, from: $0.unit, phases: $0.period.numberPhases) }
        return (limits.reduce(own, min), candidates.compactMap(\.period.numberPhases).min())
    }

    /// The seconds at which the limit may change, 0 first.
    func boundaries(duration: Int) -> [Int] {
        var moments: [Int64] = [at.milliseconds]
        let end = at.milliseconds + Int64(duration) * 1_000
        for profile in installed.map(\.profile) {
            moments += [profile.validFrom, profile.validTo].compactMap { $0?.milliseconds }
            for start in starts(of: profile, until: end) {
                let schedule = profile.chargingSchedule
                moments += schedule.chargingSchedulePeriod.map { start + milliseconds($0.startPeriod) }
                moments += [start] + [schedule.duration].compactMap { $0.map { start + milliseconds($0) } }
            }
        }
        // A change inside a second shows from the next whole second on.
        let seconds = moments.map { Int(($0 - at.milliseconds + 999).quotientFloored(by: 1_000)) }
        return Set(seconds.filter { $0 == 0 || (1..<max(duration, 1)).contains($0) }).sorted()
    }

    private func leading(
        _ purpose: V16.ChargingProfilePurpose, on connectorId: Int, _ moment: Int64
    ) -> (period: V16.ChargingSchedulePeriod, unit: V16.ChargingRateUnit)? {
        var best: (level: Int, period: V16.ChargingSchedulePeriod, unit: V16.ChargingRateUnit)?
        for entry in installed where entry.connectorId == connectorId {
            let profile = entry.profile
            guard profile.chargingProfilePurpose == purpose, isForTransaction(profile),
                profile.stackLevel >= best?.level ?? .min, let period = period(of: profile, moment)
            else { continue }
            best = (profile.stackLevel, period, profile.chargingSchedule.chargingRateUnit)
        }
        return best.map { ($0.period, $0.unit) }
    }

    private func isForTransaction(_ profile: V16.ChargingProfile) -> Bool {
        guard profile.chargingProfilePurpose == .txProfile else { return true }
        guard let transaction else { return false }
        return profile.transactionId == nil || profile.transactionId == transaction.id
    }

    private func period(of profile: V16.ChargingProfile, _ moment: Int64) -> V16.ChargingSchedulePeriod? {
        if let from = profile.validFrom, moment < from.milliseconds { return nil }
        if let to = profile.validTo, moment >= to.milliseconds { return nil }
        guard let start = starts(of: profile, until: moment + 1).last else { return nil }
        let offset = moment - start
        let schedule = profile.chargingSchedule
        if let duration = schedule.duration, offset >= milliseconds(duration) { return nil }
        return schedule.chargingSchedulePeriod.last { milliseconds($0.startPeriod) <= offset }
    }

    /// When the schedule begins: once, or for a recurring one the last recurrence up to `at` and all before `end`.
    private func starts(of profile: V16.ChargingProfile, until end: Int64) -> [Int64] {
        let anchor = profile.chargingSchedule.startSchedule?.milliseconds
        let charging = (transaction?.start ?? at).milliseconds
        guard profile.chargingProfileKind == .recurring, let anchor else {
            let start = profile.chargingProfileKind == .relative ? charging : anchor ?? charging
            return start < end ? [start] : []
        }
        let span: Int64 = profile.recurrencyKind == .weekly ? 7 * 86_400_000 : 86_400_000
        let first = anchor + max(0, (at.milliseconds - anchor).quotientFloored(by: span)) * span
        return Array(stride(from: first, to: end, by: Int64.Stride(span)))
    }

    private func convert(_ limit: Double, from given: V16.ChargingRateUnit, phases: Int?) -> Double {
        guard given != unit else { return limit }
        let wattsPerAmpere = rating.voltage * Double(max(1, min(phases ?? 3, rating.phases)))
        return unit == .w ? limit * wattsPerAmpere : limit / wattsPerAmpere
    }

    /// Seconds from a message may be anything; a century is as good as for ever.
    private func milliseconds(_ seconds: Int) -> Int64 {
        Int64(max(-3_155_760_000, min(seconds, 3_155_760_000))) * 1_000
    }
}

extension Int64 {
    /// The quotient rounded down, for a positive divisor.
    fileprivate func quotientFloored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
