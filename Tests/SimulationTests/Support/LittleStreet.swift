// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A small feeder of the tests' own: eight homes and a DC outlet that can discharge, on 100 kVA.
enum LittleStreet {
    static func feeder() throws -> Feeder {
        let reading = TopologyFile.read(text, file: "little.yaml")
        guard let feeder = reading.feeder else { throw TopologyFault(reading.findings.map { "\($0)" }) }
        return feeder
    }

    struct TopologyFault: Error {
        var findings: [String]
        init(_ findings: [String]) { self.findings = findings }
    }

    private static var text: String {
        """
        format: headroom-topology/1
        feeder: {id: little, name: Little street}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, lineVoltageV: 400, phases: ABC, baseLoad: none, \
        simultaneousPlugIns: 1, meter: {maximumAgeS: 10}}
          - {id: cable, parent: head, kind: line, ratingA: 120, baseLoad: none, simultaneousPlugIns: 1}
        sites:
        """ + "\n" + (1...8).map(home).joined() + depot
    }

    private static func home(_ number: Int) -> String {
        var text = """
              - id: home-\(number)
                parent: \(number <= 5 ? "cable" : "head")
                importLimitKW: 24
                exportLimitKW: 10
                minBaseLoadKW: 0.2
                maxBaseLoadKW: 2.0
                meter: {maximumAgeS: 10}
                stations: [{id: cs-\(number), meterIntervalS: 10}]
                ders:
                  - {id: ev-\(number), kind: evse, supply: ac, phases: ABC, minCurrentA: 6, maxCurrentA: 16, \
            ocpp: {station: cs-\(number), evse: 1}, default: {importLimitA: 6}}

            """
        if number % 2 == 0 {
            text += """
                      - {id: pv-\(number), kind: pv, ratedKW: 6, mqtt: native, default: {exportLimitKW: 6}}
                      - {id: bat-\(number), kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, mqtt: native, \
                default: {importLimitKW: 0, exportLimitKW: 0}}

                """
        }
        if number == 3 {
            text += """
                      - {id: hp-3, kind: load, maxKW: 5, minKW: 1, mqtt: native, tier: 2, \
                default: {importLimitKW: 4.2, isLegallyGuaranteed: true}}

                """
        }
        return text
    }

    private static var depot: String {
        """
          - id: depot
            parent: head
            importLimitKW: 30
            exportLimitKW: 20
            minBaseLoadKW: 0.5
            maxBaseLoadKW: 3.0
            meter: {maximumAgeS: 10}
            stations: [{id: cs-dc, meterIntervalS: 10}]
            ders:
              - {id: bus, kind: evse, supply: dc, minChargeKW: 2, maxChargeKW: 20, maxDischargeKW: 10, \
        allowsDischarge: true, reserveSoc: 0.4, v2gDialect: negativeLimit, ocpp: {station: cs-dc, evse: 1}, \
        default: {importLimitKW: 2, exportLimitKW: 0}}

        """
    }
}
