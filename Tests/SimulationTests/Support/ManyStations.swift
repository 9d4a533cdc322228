// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Simulation

/// A feeder of many charging stations of all three versions, half of them with a bad habit.
///
/// ```
///   head ─┬─ cable-1 ─┬─ 5 sites of 10 outlets
///         ├─ cable-2 ─┴─ ...
///         └─ ...           one outlet of ten is DC, the others up to 32 A on three phases
/// ```
struct ManyStations {
    let feeder: Feeder
    private(set) var versions: [ChargingStation.ID: OCPPVersion] = [:]
    private(set) var habits = WorldHabits()
    /// What is wrong with each station, by its position; empty for the good ones.
    private(set) var habitNames: [Int: String] = [:]

    /// Habits that concern a station's power or its limits, and how it speaks of them. Left out are those by which a
    /// meter lies about the power: no limit can be kept by what it says.
    static let habits = BadHabits.named.filter {
        BadHabits.ofStations.contains($0.habit) && !["wrongSign", "wattsAsKilowatts"].contains($0.name)
    }

    static let perSite = 10, perCable = 50

    init(stations: Int, seed: UInt64) throws {
        let reading = TopologyFile.read(Self.text(stations, Int(seed)), file: "many.yaml")
        guard let feeder = reading.feeder else {
            throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" })
        }
        self.feeder = feeder
        for (position, station) in feeder.stations.enumerated() {
            versions[station.id] = Self.version(position)
            guard let (name, habit) = Self.habit(position, Int(seed)) else { continue }
            habits.stations[station.id] = habit
            habitNames[position] = name
        }
    }

    static func version(_ position: Int) -> OCPPVersion { OCPPVersion.allCases[position % 3] }

    /// In turn, so that each habit meets each version; every second station has none. The seed says where it begins.
    static func habit(_ position: Int, _ seed: Int) -> (name: String, habit: BadHabits)? {
        let turn = position / 3
        guard turn % 2 == 1 else { return nil }
        let (name, habit) = habits[(turn / 2 + seed * 7) % habits.count]
        return (name, comeAndGo.isDisjoint(with: habit) ? habit : habit.union(.disconnects))
    }

    /// What shows only in a station that boots or is offline now and then.
    private static let comeAndGo: BadHabits = [
        .losesProfilesOnBoot, .keepsLeftoverTransactionProfile, .keepsLeftoverLevel, .freezesOffline, .losesStarts,
    ]

    // MARK: - Its topology

    private static func text(_ stations: Int, _ seed: Int) -> String {
        let cables = (stations + perCable - 1) / perCable, sites = (stations + perSite - 1) / perSite
        // 8 kVA for each outlet: a third of what they could draw.
        var text = """
            format: headroom-topology/1
            feeder: {id: many, name: Many stations}
            nodes:
              - {id: head, kind: substation, ratingKVA: \(stations * 8), lineVoltageV: 400, baseLoad: none, \
            simultaneousPlugIns: 4, meter: {maximumAgeS: 10}}

            """
        for cable in 1...cables {
            text += """
                  - {id: cable-\(cable), parent: head, kind: line, ratingA: 630, baseLoad: none, simultaneousPlugIns: 2, \
                meter: {maximumAgeS: 10}}

                """
        }
        text += "sites:\n"
        for site in 0..<sites {
            text += Self.site(site, outlets: min(perSite, stations - site * perSite), seed)
        }
        return text
    }

    private static func site(_ site: Int, outlets: Int, _ seed: Int) -> String {
        let numbers = (0..<outlets).map { site * perSite + $0 }
        let stations = numbers.map { number in
            // Who speaks 1.6 whatever is agreed is held to it.
            let isPinned = version(number) > .v16 && habit(number, seed)?.name == "speaks16"
            return "{id: cs-\(number), meterIntervalS: 10\(isPinned ? ", pinnedVersion: ocpp1.6" : "")}"
        }
        return """
              - id: site-\(site)
                parent: cable-\(site * perSite / perCable + 1)
                ratingA: 315
                minBaseLoadKW: 1
                maxBaseLoadKW: 8
                meter: {maximumAgeS: 10}
                simultaneousPlugIns: 2
                stations: [\(stations.joined(separator: ", "))]
                ders:

            """ + numbers.map(outlet).joined()
    }

    private static func outlet(_ number: Int) -> String {
        if number % perSite == 9 {
            return """
                      - {id: ev-\(number), kind: evse, supply: dc, minChargeKW: 2, maxChargeKW: 40, \
                ocpp: {station: cs-\(number), evse: 1}, default: {importLimitKW: 4}}

                """
        }
        return """
                  - {id: ev-\(number), kind: evse, supply: ac, phases: ABC, minCurrentA: 6, maxCurrentA: 32, \
            ocpp: {station: cs-\(number), evse: 1}, default: {importLimitA: 6}}

            """
    }
}
