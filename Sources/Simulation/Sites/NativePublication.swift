// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// The native MQTT messages that a site sends (contracts: MQTT).
enum NativePublication {
    /// What stands in front of every reading.
    struct Stamp {
        var time: UTCInstant
        var sequence: Int
        var boot: String
    }

    static func prefix(_ der: DER) -> String { "headroom/v1/site/\(der.site)/der/\(der.id)" }

    /// Readings of a DER or a meter.
    ///
    /// - Parameter phases: those that it is on.
    static func telemetry(
        _ stamp: Stamp, power: ActivePower, byPhase: PhasePowers, on phases: PhaseCode, stateOfCharge: Double? = nil,
        request: ActivePower? = nil,
        available: ActivePower? = nil, voltage: Voltage? = nil
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("time")
        writer.value(RFC3339.format(milliseconds: stamp.time.milliseconds))
        writer.key("seq")
        writer.value(stamp.sequence)
        writer.key("boot")
        writer.value(stamp.boot)
        writer.key("powerKW")
        writer.value(power.kilowatts, decimals: 3)
        writer.key("powerByPhaseKW")
        writer.beginObject()
        for phase in phases.lines {
            writer.key(text: phase.text)
            writer.value(byPhase[phase].kilowatts, decimals: 3)
        }
        writer.endObject()
        if let stateOfCharge {
            writer.key("soc")
            writer.value(stateOfCharge, decimals: 4)
        }
        if let request {
            writer.key("requestKW")
            writer.value(request.kilowatts, decimals: 3)
        }
        if let available {
            writer.key("availableKW")
            writer.value(available.kilowatts, decimals: 3)
        }
        if let voltage {
            writer.key("voltageV")
            writer.value(voltage.volts, decimals: 1)
        }
        writer.endObject()
        return writer.bytes
    }

    /// What a DER can do, and what it does while nobody commands it.
    static func capabilities(_ der: DER) -> [UInt8] {
        let value: JSONValue = [
            "defaultImportLimitKW": .number(der.defaultLimit.importLimit.kilowatts),
            "defaultExportLimitKW": .number(der.defaultLimit.exportLimit.kilowatts),
            "maxImportKW": .number(der.unit.maximumImport.kilowatts),
            "maxExportKW": .number(der.unit.maximumExport.kilowatts),
            "maximumAgeS": .number(der.maximumAge.inSeconds),
        ]
        return value.serializedBytes()
    }

    /// The answer to a setpoint.
    static func acknowledgement(sequence: Int, status: String, power: ActivePower) -> [UInt8] {
        let value: JSONValue = [
            "seq": .number(Double(sequence)), "status": .string(status), "powerKW": .number(power.kilowatts),
        ]
        return value.serializedBytes()
    }

    /// A setpoint that came; nil where it is none.
    static func setpoint(_ payload: [UInt8]) -> SetpointReceiver.Command? {
        guard let value = try? JSONValue(parsing: payload), let power = value["powerKW"]?.double,
            let sequence = value["seq"]?.int, let until = value["validUntil"]?.string.flatMap(RFC3339.parse)
        else { return nil }
        return SetpointReceiver.Command(
            power: .kilowatts(power), validUntil: UTCInstant(milliseconds: until), sequence: sequence)
    }

    static func status(isOnline: Bool) -> [UInt8] { Array("{\"online\":\(isOnline)}".utf8) }
}
