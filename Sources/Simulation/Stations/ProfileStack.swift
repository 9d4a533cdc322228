// SPDX-License-Identifier: Apache-2.0

/// What the installed profiles together allow at an outlet.
///
/// ```
///  transaction  ─ else ─ default of the outlet ─ else ─ default of the station ──┐
///  maximum of the station ───────────────────────────────────────────────────────┼─ least ──▶ allowance
///  external constraints ─────────────────────────────────────────────────────────┤
///  plate ────────────────────────────────────────────────────────────────────────┘
/// ```
/// Of one purpose the highest level that applies at the moment leads; of equal ones the later in the list.
struct ProfileStack: Sendable {
    struct Transaction: Sendable {
        var name: String
        /// When it began, by the station's clock.
        var start: Int64
    }

    /// What may flow, in the unit asked for.
    struct Allowance: Sendable, Equatable {
        var limit: Double
        /// Most that may be discharged, a magnitude; nil says nothing of it.
        var dischargeLimit: Double?
        var setpoint: Double?
        var phases: Int?

        /// What the outlet permits: an upper bound of charging, or an order to discharge.
        var permitted: Double {
            guard let setpoint else { return limit }
            if setpoint >= 0 { return min(setpoint, max(limit, 0)) }
            return -min(-setpoint, dischargeLimit ?? .infinity)
        }
    }

    /// An allowance from a second on.
    struct Step: Sendable, Equatable {
        var second: Int
        var allowance: Allowance
    }

    let profiles: [StationProfile]
    let outlet: Int
    let transaction: Transaction?
    /// Now, by the station's clock.
    let at: Int64
    let unit: StationProfile.Unit
    let rating: OutletRating
    /// Since when the connection is gone.
    var offlineSince: Int64?

    /// Longest schedule that is computed: recurring profiles repeat within it, and nobody plans further.
    static let longest = 31 * 86_400

    /// The allowances from now on, each up to the next.
    func steps(seconds: Int) -> [Step] {
        var steps: [Step] = []
        for second in boundaries(seconds: max(0, min(seconds, Self.longest))) {
            let allowance = allowance(at: at + Int64(second) * 1_000)
            if steps.last?.allowance != allowance { steps.append(Step(second: second, allowance: allowance)) }
        }
        return steps
    }

    func allowance(at moment: Int64) -> Allowance {
        let session =
            leading(.transaction, on: outlet, moment) ?? leading(.transactionDefault, on: outlet, moment)
            ?? leading(.transactionDefault, on: 0, moment)
        let caps = [
            leading(.stationMaximum, on: 0, moment), leading(.externalConstraints, on: 0, moment),
            leading(.externalConstraints, on: outlet, moment),
        ]
        let all = ([outlet > 0 ? session : nil] + caps).compactMap { $0 }
        let own = unit == .amperes ? rating.maximumCurrent : rating.maximumWatts
        let discharges = all.compactMap { $0.discharge(in: unit, rating) }
        return Allowance(
            limit: all.compactMap { $0.limit(in: unit, rating) }.reduce(own, min), dischargeLimit: discharges.min(),
            setpoint: session?.setpoint(in: unit, rating), phases: all.compactMap(\.period.phases).min())
    }

    // MARK: - One profile

    private struct Lead {
        var level: Int
        var period: StationProfile.Period
        var unit: StationProfile.Unit

        func limit(in unit: StationProfile.Unit, _ rating: OutletRating) -> Double? {
            value(period.limit, unit, rating)
        }

        func discharge(in unit: StationProfile.Unit, _ rating: OutletRating) -> Double? {
            value(period.dischargeLimit, unit, rating)
        }

        func setpoint(in unit: StationProfile.Unit, _ rating: OutletRating) -> Double? {
            value(period.setpoint, unit, rating)
        }

        private func value(_ value: Double?, _ wanted: StationProfile.Unit, _ rating: OutletRating) -> Double? {
            value.map { rating.convert($0, from: unit, to: wanted, phases: period.phases) }
        }
    }

    private func leading(_ purpose: StationProfile.Purpose, on outlet: Int, _ moment: Int64) -> Lead? {
        var best: Lead?
        for profile in profiles where profile.outlet == outlet && profile.purpose == purpose {
            guard isForTransaction(profile), profile.level >= best?.level ?? .min,
                let period = period(of: profile, moment)
            else { continue }
            best = Lead(level: profile.level, period: period, unit: profile.unit)
        }
        return best
    }

    private func isForTransaction(_ profile: StationProfile) -> Bool {
        guard profile.purpose == .transaction else { return true }
        guard let transaction else { return false }
        return profile.transaction == nil || profile.transaction == transaction.name
    }

    private func period(of profile: StationProfile, _ moment: Int64) -> StationProfile.Period? {
        if let from = profile.validFrom, moment < from { return nil }
        if let to = profile.validTo, moment >= to { return nil }
        if let end = endOffline(profile), moment >= end { return nil }
        guard let start = starts(of: profile, until: moment + 1).last else { return nil }
        let offset = moment - start
        if let duration = profile.duration, offset >= milliseconds(duration) { return nil }
        return profile.periods.last { milliseconds($0.start) <= offset }
    }

    private func endOffline(_ profile: StationProfile) -> Int64? {
        guard let offlineSince, let longest = profile.longestOffline else { return nil }
        return offlineSince + milliseconds(longest)
    }

    // MARK: - Time

    /// The seconds at which the allowance may change, 0 first.
    private func boundaries(seconds: Int) -> [Int] {
        var moments: [Int64] = [at]
        let end = at + Int64(seconds) * 1_000
        for profile in profiles {
            moments += [profile.validFrom, profile.validTo, endOffline(profile)].compactMap { $0 }
            for start in starts(of: profile, until: end) {
                moments += profile.periods.map { start + milliseconds($0.start) }
                moments += [start] + [profile.duration].compactMap { $0.map { start + milliseconds($0) } }
            }
        }
        // A change inside a second shows from the next whole second on.
        let all = moments.map { Int(($0 - at + 999).quotientFloored(by: 1_000)) }
        return Set(all.filter { $0 == 0 || (1..<max(seconds, 1)).contains($0) }).sorted()
    }

    /// When a profile begins: once, or for a recurring one its last recurrence up to now and all before `end`.
    private func starts(of profile: StationProfile, until end: Int64) -> [Int64] {
        let charging = transaction?.start ?? at
        switch (profile.kind, profile.start) {
        case (.recurring(let span), let anchor?):
            let first = anchor + max(0, (at - anchor).quotientFloored(by: span)) * span
            return Array(stride(from: first, to: end, by: Int64.Stride(span)))
        case (.dynamic, let anchor): return [anchor ?? Int64.min / 4].filter { $0 < end }
        case (.relative, _): return charging < end ? [charging] : []
        case (_, let anchor):
            let start = anchor ?? charging
            return start < end ? [start] : []
        }
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
