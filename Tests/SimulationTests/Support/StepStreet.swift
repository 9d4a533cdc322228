// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// A feeder to make steps on: 36 EVSEs, 12 batteries and 13 PV plants on three cables; a shop, a farm and a mill with
/// loads that nobody controls.
///
/// ```
///   head ─┬─ cable-1 ─┬─ 12 homes
///         │           └─ shop: 0...60 kW
///         ├─ cable-2 ─┬─ 12 homes
///         │           └─ farm: 0...60 kW and 60 kWp, exports 20 kW at most
///         └─ cable-3 ─┬─ 12 homes
///                     └─ mill: 0...60 kW
/// ```
enum StepStreet {
    static let homes = 36
    /// What an operator sets, kW: the head binds at once, cable-1 when the shop comes on.
    static let operatorKW = ["head": 280.0, "cable-1": 112]

    static func feeder() throws -> Feeder {
        let reading = TopologyFile.read(text, file: "steps.yaml")
        guard let feeder = reading.feeder else {
            throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" })
        }
        return feeder
    }

    /// All have come, hungry, and nobody leaves; nothing moves but what is moved.
    static var scene: Scene {
        var scene = Scene(
            pluggedAtStart: 1, arrivalSoC: 0.1...0.3, firstArrivals: 5...10, stay: 20_000...30_000, absence: 60...600)
        scene.isWeatherSteady = true
        scene.hasOnlyLargeVehicles = true
        return scene
    }

    /// Slowest dynamics that a device has here; all keep to what the topology declares for it.
    static let slowest = (vehicleS: 6.0, batteryS: 3.0, plantS: 8.0, plantRampPart: 0.1)

    /// Delays, ramps and steps of luck's choosing.
    static func dynamics(_ feeder: Feeder, seed: UInt64) -> [DER.ID: DeviceDynamics] {
        var all: [DER.ID: DeviceDynamics] = [:]
        for der in feeder.ders {
            var luck = SeededGenerator(seed: seed, name: "dynamics/\(der.id)")
            switch der.unit {
            case .evse:
                // Whole amperes of three phases at 400 V line to line.
                all[der.id] = DeviceDynamics(
                    delay: luck.seconds(0.5, slowest.vehicleS), rampPerSecond: .kilowatts(luck.between(0.5, 3)),
                    step: .watts(3 * 400 / 3.0.squareRoot()))
            case .battery(let unit):
                all[der.id] = DeviceDynamics(
                    delay: luck.seconds(0.2, slowest.batteryS),
                    rampPerSecond: unit.maximumCharge * luck.between(0.2, 1), step: .watts(100))
            case .photovoltaic(let unit):
                all[der.id] = DeviceDynamics(
                    delay: luck.seconds(1, slowest.plantS),
                    rampPerSecond: unit.rating * luck.between(slowest.plantRampPart, 0.5), step: unit.rating * 0.01)
            case .load: continue
            }
        }
        return all
    }

    private static var text: String {
        """
        format: headroom-topology/1
        feeder: {id: steps, name: Steps}
        nodes:
          - {id: head, kind: substation, ratingKVA: 500, lineVoltageV: 400, phases: ABC, baseLoad: none, meter: {maximumAgeS: 10}}
          - {id: cable-1, parent: head, kind: line, ratingA: 250, baseLoad: none}
          - {id: cable-2, parent: head, kind: line, ratingA: 250, baseLoad: none}
          - {id: cable-3, parent: head, kind: line, ratingA: 250, baseLoad: none}
        sites:
        """ + "\n" + (1...homes).map(home).joined() + """
              - id: shop
                parent: cable-1
                importLimitKW: 70
                exportLimitKW: 0
                minBaseLoadKW: 0
                maxBaseLoadKW: 60
                meter: {maximumAgeS: 10}
              - id: farm
                parent: cable-2
                importLimitKW: 70
                exportLimitKW: 20
                minBaseLoadKW: 0
                maxBaseLoadKW: 60
                meter: {maximumAgeS: 10}
                ders:
                  - {id: pv-farm, kind: pv, ratedKW: 60, rampKWPerS: 6, mqtt: native, default: {exportLimitKW: 20}}
              - id: mill
                parent: cable-3
                importLimitKW: 70
                exportLimitKW: 0
                minBaseLoadKW: 0
                maxBaseLoadKW: 60
                meter: {maximumAgeS: 10}

            """
    }

    private static func home(_ number: Int) -> String {
        var text = """
              - id: home-\(number)
                parent: cable-\(1 + (number - 1) % 3)
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
        if number % 9 < 3 {
            text += """
                      - {id: pv-\(number), kind: pv, ratedKW: 6, rampKWPerS: 0.6, mqtt: native, default: {exportLimitKW: 6}}

                """
        } else if number % 9 < 6 {
            text += """
                      - {id: bat-\(number), kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, \
                rampKWPerS: 1, mqtt: native, default: {importLimitKW: 0, exportLimitKW: 0}}

                """
        }
        return text
    }
}
