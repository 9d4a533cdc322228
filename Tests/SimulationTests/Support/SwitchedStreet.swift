// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Six homes with a charging station each on two cables without meters, between which homes are switched.
struct SwitchedStreet: Hashable {
    /// The cable of each home that is there.
    var cable = [1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2]
    /// Rating of each cable, A.
    var ratingA = [1: 50.0, 2: 50.0]

    static let cables = [1, 2]
    static let homes = 1...6
    /// Defaults and base loads of more would be over a cable's rating.
    static let mostHomes = 4

    var text: String {
        let cables = Self.cables.map {
            "  - {id: cable-\($0), kind: line, parent: head, ratingA: \(ratingA[$0] ?? 50), baseLoad: none}\n"
        }
        return """
            format: headroom-topology/1
            feeder: {id: switched}
            nodes:
              - {id: head, kind: substation, ratingKVA: 100, baseLoad: none, meter: {maximumAgeS: 10}}
            \(cables.joined())sites:
            \(cable.sorted { $0.key < $1.key }.map(Self.home).joined())
            """
    }

    private static func home(_ number: Int, _ cable: Int) -> String {
        """
          - id: home-\(number)
            parent: cable-\(cable)
            importLimitKW: 24
            exportLimitKW: 10
            minBaseLoadKW: 0.2
            maxBaseLoadKW: 2.0
            meter: {maximumAgeS: 10}
            stations: [{id: cs-\(number), meterIntervalS: 10}]
            ders:
              - {id: ev-\(number), kind: evse, supply: ac, phases: ABC, minCurrentA: 6, maxCurrentA: 16, ocpp: {station: cs-\(number), evse: 1}, default: {importLimitA: 6}}

        """
    }

    func feeder() throws -> Feeder {
        let reading = TopologyFile.read(text, file: "switched.yaml")
        guard let feeder = reading.feeder else { throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" }) }
        return feeder
    }

    /// The rating in kW at nominal voltage and a power factor of 0.95.
    func limitKW(_ cable: Int) -> Double { (ratingA[cable] ?? 0) * 0.4 * 3.0.squareRoot() * 0.95 }
}
