// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// What a driver or a site says of the vehicle at an EVSE. The same bounds hold by whichever door it comes.
struct StatedNeeds: Equatable {
    /// What the vehicle needs.
    var needs: ChargingNeeds
    /// Its state of charge now, 0...1.
    var stateOfCharge: Double?

    /// Whether anything is said of what the vehicle needs: a state of charge alone says nothing of it.
    var isNeeding: Bool { needs != ChargingNeeds() || stateOfCharge == nil }

    /// The fields as they came, in the units of their names.
    struct Fields {
        var departureTime: UTCInstant?
        var energyKWh: Double?
        var capacityKWh: Double?
        var targetSoc: Double?
        var soc: Double?
    }

    /// A field that cannot be taken.
    struct FieldFault: Equatable {
        var field: String
        var reason: String
    }

    /// Every field that cannot be taken.
    struct Fault: Error, Equatable {
        var fields: [FieldFault]
    }

    /// The energy that any vehicle may need, with room for lorries and ships; also their capacity.
    static let energyKWh = 0.0...10_000
    static let capacityKWh = 0.1...10_000

    init(_ fields: Fields, now: UTCInstant) throws(Fault) {
        var faults: [FieldFault] = []
        func check(_ name: String, _ value: Double?, _ range: ClosedRange<Double>, _ words: String) {
            guard let value, !range.contains(value) else { return }
            faults.append(FieldFault(field: name, reason: "\(value) is outside \(words)"))
        }
        if let departure = fields.departureTime, departure <= now {
            let time = RFC3339.format(milliseconds: departure.milliseconds)
            faults.append(FieldFault(field: "departureTime", reason: "\(time) is over"))
        }
        check("energyKWh", fields.energyKWh, Self.energyKWh, "0...10,000 kWh")
        check("capacityKWh", fields.capacityKWh, Self.capacityKWh, "0.1...10,000 kWh")
        check("targetSoc", fields.targetSoc, 0...1, "0...1")
        check("soc", fields.soc, 0...1, "0...1")
        guard faults.isEmpty else { throw Fault(fields: faults) }
        needs = ChargingNeeds(
            departureTime: fields.departureTime, energy: fields.energyKWh.map { .kilowattHours($0) },
            targetSoC: fields.targetSoc, usableCapacity: fields.capacityKWh.map { .kilowattHours($0) })
        stateOfCharge = fields.soc
    }
}
