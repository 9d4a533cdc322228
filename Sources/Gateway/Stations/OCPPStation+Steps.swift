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
        /// Whether the station has told something of its configuration.
        var isTold = false
        /// Connectors where other defaults of our level have been looked for, and cleared.
        var cleared: Set<Int> = []
    }

    /// One call of the set-up.
    enum Step: Hashable {
        case askBoot
        /// All of it, or what is named.
        case readConfiguration([String])
        /// Where it reads no variables.
        case askReport
        /// No call: what was read is taken over.
        case learnConfiguration
        /// A setting that is changed only where the station has it, and has it otherwise.
        case adjust(StationTerm)
        case setMeterInterval
        /// The measurands wanted; where a list is refused, the next shorter one.
        case setSampledData(attempt: Int)
        case installDefault(connector: Int)
        case clearTransactionProfiles
        /// A leftover of a higher stack level would outrank ours.
        case clearStackLevel(Int, connector: Int?)
        /// Another default of our level, at the connector or at the station as such: ours is refused beside it.
        case clearDefault(connector: Int, isOfStation: Bool)
        /// Before that: whether what is held is ours, from an earlier life of the gateway.
        case findDefault(connector: Int)
        case readBackDefault(connector: Int)
        /// How a connector is; in 2.x one of an EVSE's.
        case askStatus(connector: Int, plug: Int = 1)

        /// The connector that fails with it.
        var connector: Int? {
            switch self {
            case .installDefault(let number), .readBackDefault(let number), .clearDefault(let number, _),
                .findDefault(let number):
                number
            default: nil
            }
        }

        /// What it sets of the configuration.
        var setting: StationTerm? {
            switch self {
            case .adjust(let term): term
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
        case .readConfiguration(let keys):
            return call(.readConfiguration(keys), purpose, now: now)
        case .askReport:
            return askReport(now: now)
        case .learnConfiguration:
            return learnt(now: now)
        case .adjust(let term):
            guard let value = adjusted(term) else { return stepDone(now: now) }
            return call(.set(term, value), purpose, now: now)
        case .setMeterInterval:
            return set(.meterInterval, String(Int(meterInterval.inSeconds)), now: now)
        case .setSampledData(let attempt):
            return set(.sampledData, sampledData[attempt], now: now)
        case .installDefault(let number):
            guard let connector = connectors[number] else { return stepDone(now: now) }
            let setpoint = startingSetpoint(connector)
            trace.told(setpoint, connector: number, now: now)
            return call(.install(profile(setpoint, connector, isDefault: true, now: now)), purpose, now: now)
        case .clearTransactionProfiles:
            return call(.clearTransactionProfiles, purpose, now: now)
        case .clearStackLevel(let level, let number):
            // A station of one outlet alone takes a limit of its own, so they are of one purpose.
            let isOfStation = connectors.values.contains { $0.takesStationLimit }
            return call(
                .clear(isOfStation ? .ofStation : .ofTransactions, level: level, connector: number), purpose, now: now)
        case .clearDefault(let number, let isOfStation):
            let kind = connectors[number]?.profilePurpose ?? .ofTransactions
            return call(.clear(kind, level: 0, connector: isOfStation ? 0 : number), purpose, now: now)
        case .readBackDefault(let number), .findDefault(let number):
            let unit = connectors[number].map { rateUnit($0) }
            return call(.compositeSchedule(connector: number, seconds: 3_600, unit), purpose, now: now)
        case .askStatus(let number, let plug):
            return call(.status(connector: number, plug: plug), purpose, now: now)
        }
    }

    private mutating func set(_ term: StationTerm, _ value: String, now: Moment) -> [StationEffect] {
        guard term.value(in: configuration) != value else { return stepDone(now: now) }
        return call(.set(term, value), purpose, now: now)
    }

    /// What a setting should be; nil where the station does not have it, or has it so.
    private func adjusted(_ term: StationTerm) -> String? {
        guard let value = term.value(in: configuration) else { return nil }
        switch term {
        case .isSmartChargingEnabled, .isSamplingEnabled: return term.flag(in: configuration) == false ? "true" : nil
        case .startedData, .endedData:
            // The energy of a transaction is what lies between the two registers.
            if value.contains(Self.register) { return nil }
            return value.isEmpty ? Self.register : "\(value),\(Self.register)"
        // Of an end the last register is wanted, not a series of all that was measured before it.
        case .endedInterval: return value == "0" ? nil : "0"
        default: return nil
        }
    }

    private static let register = "Energy.Active.Import.Register"

    /// What is asked of its meters, the most first: some refuse a whole list for one measurand they do not have.
    var sampledData: [String] {
        let isTwoWay = connectors.values.contains { $0.allowsDischarge }
        let power = isTwoWay ? "Power.Active.Import,Power.Active.Export" : "Power.Active.Import"
        let register = Self.register
        let most = "\(power),Current.Import,Voltage,\(register)"
        let least = isTwoWay ? ["Power.Active.Import,\(register)"] : []
        return ["\(most),SoC", most, "\(power),\(register)"] + least
    }

    private var purpose: PendingCall { .commissioning(run: commissioningRun) }

    /// What a connector holds while it is set up: its default, or the last setpoint where that is lower. A station that
    /// comes back under a cut is not raised to its default first.
    func startingSetpoint(_ connector: Connector) -> StationSetpoint {
        var setpoint = connector.standing
        // Where the default is a profile of its own, it is nothing else; the last setpoint is another.
        guard let wanted = connector.wanted, !StationConfiguration.isStacked(configuration) else { return setpoint }
        setpoint.powerKW = max(0, min(setpoint.powerKW, wanted.powerKW))
        // Each in its own unit: the kilowatts of the two are not of the same voltage.
        if let own = setpoint.currentA, let last = wanted.currentA { setpoint.currentA = max(0, min(own, last)) }
        return setpoint
    }

    /// Everywhere; but where setpoints of ours stand above the default, only at the outlets whose default is not proven:
    /// what their neighbours were told stays.
    func higherLevels(of unproven: [Int]) -> [Step] {
        let highest = StationConfiguration.highestStackLevel(configuration) ?? Self.mostStackLevels
        let places: [Int?] = StationConfiguration.isStacked(configuration) ? unproven : [nil]
        return places.flatMap { place in
            (1...min(max(highest, 1), Self.mostStackLevels)).map { .clearStackLevel($0, connector: place) }
        }
    }

    /// Each costs a call; others than us have been seen to use the first few. All of them are cleared where the station
    /// does not say how many it has.
    private static let mostStackLevels = 10
}
