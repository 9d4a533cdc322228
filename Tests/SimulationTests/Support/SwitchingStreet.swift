// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A feeder of the tests' own: a garage with three outlets behind a fuse, each with its L1 on another phase, and a
/// workshop with single-phase outlets on the same cable.
enum SwitchingStreet {
    static let outlets = ["ABC", "BCA", "CAB"]
    /// Amperes of the garage's fuse; a phase of it carries so much at nominal voltage, kW.
    static let fuseA = 32.0
    static var fuseKW: Double { fuseA * 400 / 3.0.squareRoot() / 1_000 }

    /// - Parameter switches: whether the garage's stations can switch phases.
    static func feeder(switches: Bool) throws -> Feeder {
        let reading = TopologyFile.read(text(switches), file: "switching.yaml")
        guard let feeder = reading.feeder else {
            throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" })
        }
        return feeder
    }

    private static func text(_ switches: Bool) -> String {
        let rule = switches ? "phaseSwitching: {}, " : ""
        let ders = outlets.enumerated().map { number, rotation in
            "      - {id: ev-\(number + 1), kind: evse, supply: ac, maxCurrentA: 16, phaseRotation: \(rotation), \(rule)"
                + "ocpp: {station: cs-\(number + 1), evse: 1}, default: {importLimitA: 0}}"
        }.joined(separator: "\n")
        return """
            format: headroom-topology/1
            feeder: {id: switching}
            nodes:
              - {id: head, kind: substation, ratingKVA: 100, lineVoltageV: 400, baseLoad: none, meter: {maximumAgeS: 10}}
            sites:
              - id: garage
                parent: head
                ratingA: \(fuseA)
                minBaseLoadKW: 0
                maxBaseLoadKW: 12
                meter: {maximumAgeS: 10}
                stations: [{id: cs-1}, {id: cs-2}, {id: cs-3}]
                ders:
            \(ders)
            """
    }
}
