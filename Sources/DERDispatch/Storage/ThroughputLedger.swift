// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Energy that passed through a storage, hour by hour, for the last day: it refills as hours fall out of it.
public struct ThroughputLedger: Sendable, Hashable {
    /// kWh of each hour (UTC), at the hour's number modulo `hours`; empty before anything passed.
    public private(set) var kilowattHours: [Double] = []
    /// The hour that was booked last, since the epoch.
    public private(set) var lastHour: Int64 = 0

    /// The running hour and the 24 before: never less than the last 24 hours.
    static let hours = 25

    /// Nothing.
    public init() {}

    /// As an earlier run kept it; nothing where that makes no sense.
    public init(kilowattHours: [Double], lastHour: Int64) {
        guard kilowattHours.count == Self.hours, lastHour >= 0, kilowattHours.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return }
        self.kilowattHours = kilowattHours
        self.lastHour = lastHour
    }

    /// Books energy, a magnitude, at a time. A clock that was set back books into the last hour.
    mutating func book(_ energy: Double, at time: UTCInstant) {
        let hour = max(Self.hour(time), kilowattHours.isEmpty ? 0 : lastHour)
        if kilowattHours.isEmpty { kilowattHours = Array(repeating: 0, count: Self.hours) }
        drop(until: hour)
        kilowattHours[Self.slot(hour)] += energy
    }

    /// What passed in the last 24 hours, kWh.
    func spent(at time: UTCInstant) -> Double {
        let gone = max(Self.hour(time) - lastHour, 0)
        guard gone < Int64(Self.hours), !kilowattHours.isEmpty else { return 0 }
        return (0..<Int64(Self.hours) - gone).reduce(0) { $0 + kilowattHours[Self.slot(lastHour - $1)] }
    }

    private mutating func drop(until hour: Int64) {
        let passed = min(hour - lastHour, Int64(Self.hours))
        lastHour = hour
        for back in 0..<passed { kilowattHours[Self.slot(hour - back)] = 0 }
    }

    private static func hour(_ time: UTCInstant) -> Int64 { max(time.milliseconds, 0) / 3_600_000 }

    private static func slot(_ hour: Int64) -> Int { Int((hour % Int64(hours) + Int64(hours)) % Int64(hours)) }
}
