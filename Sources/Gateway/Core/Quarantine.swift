// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// Stations that no topology names, where they are let in to be looked at: answered, held at a default of 6 A, never
/// dispatched. Nobody knows where they stand, so each counts against the feeder's head.
///
/// One that leaves stays in the book, for it may still be charging; when the book is full, the one that left first
/// makes room for a new one.
struct Quarantine: Sendable {
    /// One such station.
    struct Station: Sendable {
        var station: OCPPStation
        var leftAt: MonotonicInstant?
        /// What is known of each connector beside its default.
        var outlets: [Int: Outlet] = [:]
    }

    /// What is known of one of its connectors.
    struct Outlet: Sendable {
        var power: Measured<ActivePower>?
        /// What its read-back shows instead of the default.
        var held: ActivePower?
    }

    /// Most of them: each holds back room for its defaults, and nobody vouches for it.
    static let capacity = 16
    /// Its default, A per phase: the least that charges.
    static let defaultCurrent = 6.0
    /// What one may draw that is known to hold no limit, A per phase: the usual greatest of an AC outlet.
    static let unlimitedCurrent = 32.0

    var stations: [ChargingStation.ID: Station] = [:]
    private let nominalVolts: Double
    private let timing: StationTiming

    init(_ feeder: Feeder, _ timing: StationTiming) {
        // Where the feeder's customers are, that one stands too.
        let volts = feeder.nodes.filter { $0.kind == .usagePoint }.map(\.nominalPhaseVoltage.volts)
        nominalVolts = volts.max() ?? 400 / 3.0.squareRoot()
        self.timing = timing
    }

    /// Whether a station may come in: it is known here, or there is room for one more.
    func admits(_ id: ChargingStation.ID) -> Bool {
        stations[id] != nil || stations.count < Self.capacity || stations.values.contains { $0.leftAt != nil }
    }

    /// Makes room for a station, and enters it.
    mutating func admit(_ id: ChargingStation.ID) -> Bool {
        guard admits(id) else { return false }
        guard stations[id] == nil else { return true }
        if stations.count >= Self.capacity {
            let gone = stations.filter { $0.value.leftAt != nil }
            let first = gone.min { ($0.value.leftAt!, $0.key) < ($1.value.leftAt!, $1.key) }
            if let first { stations[first.key] = nil }
        }
        let connector = OCPPStation.Connector(
            number: 1, phases: 3, isDC: false, nominalVolts: nominalVolts, standing: standing)
        stations[id] = Station(
            station: OCPPStation(
                identity: id, meterInterval: .seconds(10), timing: timing, connectors: [connector], isUnknown: true))
        return true
    }

    private var standing: StationSetpoint {
        let kW = power(Self.defaultCurrent, at: nominalVolts).kilowatts
        return StationSetpoint(
            powerKW: kW, currentA: Self.defaultCurrent, defaultKW: kW, defaultA: Self.defaultCurrent)
    }

    private func power(_ amperes: Double, at volts: Double) -> ActivePower { .watts(amperes * volts * 3) }

    /// Import that all of them count for.
    func counted(now: Moment) -> ActivePower { stations.values.reduce(.zero) { $0 + counted($1, now: now) } }

    /// Import that one counts for: each connector at its default on three phases and the highest voltage, or what it
    /// holds or draws where that is more.
    func counted(_ station: Station, now: Moment) -> ActivePower {
        let highest = nominalVolts * RatingConversion.highestVoltageRatio
        return station.station.connectors.keys.reduce(.zero) { sum, number in
            let outlet = station.outlets[number]
            let measured = outlet?.power.flatMap { $0.quality(at: now.steady) == .failed ? nil : $0.value }
            return sum
                + max(power(Self.defaultCurrent, at: highest), outlet?.held ?? .zero, measured ?? .zero)
        }
    }

    /// An alarm for each: somebody has to say where it belongs.
    func alarms(now: Moment) -> [GatewayAlarm] {
        stations.sorted { $0.key < $1.key }.map { .quarantined($0.key, counted: counted($0.value, now: now)) }
    }

    /// What a connector may draw that holds another limit than its default.
    static func held(_ band: PowerBand?, _ connector: OCPPStation.Connector?) -> ActivePower {
        band?.importLimit ?? .kilowatts(unlimitedCurrent * (connector?.kilowattsPerAmpere ?? 0))
    }
}

extension Quarantine.Station {
    /// Notes what its controller found out.
    mutating func learn(_ effects: [StationEffect], now: Moment) {
        for effect in effects {
            switch effect {
            case .telemetry(let evse, let telemetry, _, _):
                guard let power = telemetry.power else { continue }
                let time = telemetry.sourceTime ?? now.utc
                outlets[evse, default: Quarantine.Outlet()].power = Measured(
                    value: power, sourceTime: time, receivedAt: now.steady - (now.utc - time),
                    maximumAge: telemetry.maximumAge ?? .seconds(60))
            case .provisioned(let evse): outlets[evse, default: Quarantine.Outlet()].held = nil
            case .holdsOther(let evse, let band):
                outlets[evse, default: Quarantine.Outlet()].held = Quarantine.held(band, station.connectors[evse])
            default: continue
            }
        }
    }

    /// What its connectors drew together when each was measured last.
    var measured: ActivePower? {
        let powers = outlets.values.compactMap { $0.power?.value }
        return powers.isEmpty ? nil : powers.reduce(.zero) { $0 + $1 }
    }
}

extension GatewayCore {
    mutating func openedInQuarantine(
        _ connection: UInt64, _ id: ChargingStation.ID, _ version: OCPPVersion, now: Moment
    ) -> [GatewayAction] {
        guard quarantine.admit(id) else {
            return [.note("station \(id) is in no topology, and the quarantine is full")]
        }
        if let old = quarantine.stations[id]?.station.connection { stationOfConnection[old] = nil }
        stationOfConnection[connection] = id
        quarantine.stations[id]?.leftAt = nil
        return withStation(connection, now: now) { $0.opened(connection, version: version, now: now) }
    }
}
