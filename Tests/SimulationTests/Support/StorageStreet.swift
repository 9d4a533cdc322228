// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A feeder of the tests' own: three homes with batteries and a workshop with an evening peak, on 100 kVA.
enum StorageStreet {
    /// - Parameter isRuled: whether the batteries have their operating rules; else they rest.
    static func feeder(isRuled: Bool) throws -> Feeder {
        let reading = TopologyFile.read(text(isRuled), file: "storage.yaml")
        guard let feeder = reading.feeder else {
            throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" })
        }
        return feeder
    }

    /// What the workshop's battery holds, kW.
    static let thresholdKW = 9.0
    /// What may pass through the battery of home-2 in a day, kWh.
    static let budgetKWh = 2.0

    private static func text(_ isRuled: Bool) -> String {
        func rule(_ rule: String) -> String { isRuled ? "operation: \(rule)" : "operation: idle" }
        let peak = "peakShaving, peakShavingKW: \(thresholdKW)"
        return """
            format: headroom-topology/1
            feeder: {id: storage, name: Storage street}
            nodes:
              - {id: head, kind: substation, ratingKVA: 100, lineVoltageV: 400, baseLoad: none, meter: {maximumAgeS: 10}}
            sites:
            \(site("home-1", 0.2...3, pv: 6, battery: (5, 10), rule("selfConsumption"), ""))
            \(site("home-2", 0.2...3, pv: 6, battery: (5, 10), rule("selfConsumption"), "throughputKWhPerDay: \(budgetKWh), "))
            \(site("home-3", 1...6, pv: nil, battery: (5, 6), rule("selfConsumption"), "reserveSoc: 0.3, "))
            \(site("works", 2...16, pv: nil, battery: (8, 40), rule(peak), ""))
            """
    }

    private static func site(
        _ id: String, _ base: ClosedRange<Double>, pv: Double?, battery: (kW: Double, kWh: Double), _ rule: String,
        _ more: String
    ) -> String {
        let roof = pv.map {
            "\n      - {id: \(id)-pv, kind: pv, ratedKW: \($0), mqtt: native, default: {exportLimitKW: \($0)}}"
        }
        return """
              - id: \(id)
                parent: head
                importLimitKW: 30
                exportLimitKW: 10
                minBaseLoadKW: \(base.lowerBound)
                maxBaseLoadKW: \(base.upperBound)
                meter: {maximumAgeS: 10}
                ders:
                  - {id: \(id)-bat, kind: battery, maxChargeKW: \(battery.kW), maxDischargeKW: \(battery.kW), \
            capacityKWh: \(battery.kWh), \(more)\(rule), raise: {intervalS: 5, fraction: 1}, mqtt: native, \
            responseDelayS: 3, default: {importLimitKW: 0, exportLimitKW: 0}}
            """ + (roof ?? "")
    }
}
