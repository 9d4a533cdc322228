// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// The calls of a set-up.
extension OCPPStation {
    /// Setting up a station after it connected or booted: it is dispatched only when this is done (rule 5).
    enum Commissioning {
        /// Nothing is under way; it begins at `until` where there is one.
        case waiting(until: MonotonicInstant?)
        /// A round of calls.
        case running(Round)
        /// All done.
        case done
    }

    /// One round of the set-up.
    struct Round {
        /// The steps that are left; the first is under way.
        var steps: [Step]
        /// Whether higher stack levels have been cleared: what is not in force now has failed.
        var isLastTry = false
        /// Connectors whose read-back does not show the default yet.
        var unproven: [Int] = []
    }

    /// One call of the set-up.
    enum Step: Hashable {
        case askBoot
        case readConfiguration
        case setMeterInterval
        /// The measurands wanted; where a list is refused, the next shorter one.
        case setSampledData(attempt: Int)
        case installDefault(connector: Int)
        case clearTransactionProfiles
        /// A leftover of a higher stack level would outrank ours.
        case clearStackLevel(Int)
        case readBackDefault(connector: Int)
        /// How a connector is; in 2.x one of an EVSE's.
        case askStatus(connector: Int, plug: Int = 1)

        /// The connector that fails with it.
        var connector: Int? {
            switch self {
            case .installDefault(let number), .readBackDefault(let number): number
            default: nil
            }
        }

        /// What it sets of the configuration.
        var setting: StationSetting? {
            switch self {
            case .setMeterInterval: .meterInterval
            case .setSampledData: .sampledData
            default: nil
            }
        }
    }

    mutating func perform(_ step: Step, now: Moment) -> [StationEffect] {
        switch step {
        case .askBoot:
            isBootAsked = true
            return call(.boot, purpose, now: now)
        case .readConfiguration:
            return call(.readConfiguration, purpose, now: now)
        case .setMeterInterval:
            return set(.meterInterval, String(Int(meterInterval.inSeconds)), now: now)
        case .setSampledData(let attempt):
            return set(.sampledData, sampledData[attempt], now: now)
        case .installDefault(let number):
            guard let connector = connectors[number] else { return stepDone(now: now) }
            let setpoint = startingSetpoint(connector)
            trace.told(setpoint, connector: number, now: now)
            return call(.install(profile(setpoint, connector, now: now)), purpose, now: now)
        case .clearTransactionProfiles:
            return call(.clearTransactionProfiles, purpose, now: now)
        case .clearStackLevel(let level):
            return call(.clearStackLevel(level), purpose, now: now)
        case .readBackDefault(let number):
            let unit = connectors[number].map { rateUnit($0) }
            return call(.compositeSchedule(connector: number, seconds: 3_600, unit), purpose, now: now)
        case .askStatus(let number, let plug):
            return call(.status(connector: number, plug: plug), purpose, now: now)
        }
    }

    private mutating func set(_ setting: StationSetting, _ value: String, now: Moment) -> [StationEffect] {
        guard configuration[dialect.key(setting)] != value else { return stepDone(now: now) }
        return call(.set(setting, value), purpose, now: now)
    }

    /// What is asked of its meters, the most first: some refuse a whole list for one measurand they do not have.
    var sampledData: [String] {
        let isTwoWay = connectors.values.contains { $0.allowsDischarge }
        let power = isTwoWay ? "Power.Active.Import,Power.Active.Export" : "Power.Active.Import"
        let register = "Energy.Active.Import.Register"
        let most = "\(power),Current.Import,Voltage,\(register)"
        let least = isTwoWay ? ["Power.Active.Import,\(register)"] : []
        return ["\(most),SoC", most, "\(power),\(register)"] + least
    }

    private var purpose: PendingCall { .commissioning(run: commissioningRun) }

    /// What a connector holds while it is set up: its default, or the last setpoint where that is lower. A station that
    /// comes back under a cut is not raised to its default first.
    func startingSetpoint(_ connector: Connector) -> StationSetpoint {
        var setpoint = connector.standing
        guard let wanted = connector.wanted else { return setpoint }
        setpoint.powerKW = max(0, min(setpoint.powerKW, wanted.powerKW))
        // Each in its own unit: the kilowatts of the two are not of the same voltage.
        if let own = setpoint.currentA, let last = wanted.currentA { setpoint.currentA = max(0, min(own, last)) }
        return setpoint
    }

    var higherLevels: [Step] {
        let highest = StationConfiguration.highestStackLevel(configuration) ?? Self.mostStackLevels
        return (1...min(max(highest, 1), Self.mostStackLevels)).map { .clearStackLevel($0) }
    }

    /// Each costs a call; others than us have been seen to use the first few. All of them are cleared where the station
    /// does not say how many it has.
    private static let mostStackLevels = 10
}
