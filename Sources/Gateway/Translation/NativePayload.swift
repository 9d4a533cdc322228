// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The native MQTT payloads of the contract: flat JSON objects whose keys carry their units.
enum NativePayload {
    /// Why a payload cannot be taken.
    struct Fault: Error, Equatable {
        var code: String
        var reason: String

        init(_ code: String, _ reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    /// `{"time": ..., "seq": ..., "boot": ..., "powerKW": ..., ...}`
    static func telemetry(_ payload: [UInt8], at place: PhasePlace) throws(Fault) -> Telemetry {
        var message = NativeTelemetry()
        var strangers: [String] = []
        var hasReading = false
        do throws(JSONError) {
            try JSONReader.read(payload) { (reader: inout JSONReader) throws(JSONError) in
                try reader.beginObject()
                while let key = try reader.nextKey() {
                    if try message.readStamp(key, &reader) { continue }
                    if try message.readValue(key, &reader) { hasReading = true } else { strangers.append(key.string) }
                }
            }
        } catch {
            throw Fault("json", "\(error)")
        }
        let telemetry = message.telemetry
        let isTimed = telemetry.sourceTime != nil
        if let hint = strangers.compactMap({ unitHint($0, isTimed: isTimed) }).first { throw Fault("unit", hint) }
        guard hasReading else {
            let found =
                strangers.isEmpty ? "no reading" : "no reading we know among \(strangers.joined(separator: ", "))"
            throw Fault(
                "fields",
                "\(found): expected powerKW, powerByPhaseKW, soc, voltageV, reactivePowerKvar, requestKW or availableKW"
            )
        }
        guard telemetry.sourceTime != nil else {
            throw Fault("time", "time is missing or not an RFC 3339 time with zone")
        }
        if let reactive = telemetry.reactivePower, !reactive.isFinite {
            throw Fault("implausible", "reactivePowerKvar is beyond any plate")
        }
        return try message.byPhase(at: place)
    }

    /// `{"defaultImportLimitKW": ..., "defaultExportLimitKW": ..., "maxImportKW": ..., "maximumAgeS": ...}`
    static func capabilities(_ payload: [UInt8]) throws(Fault) -> MQTTCapabilities {
        let value = try object(payload)
        func magnitude(_ key: String) throws(Fault) -> ActivePower? {
            guard let field = value[key] else { return nil }
            guard let number = field.double, number >= 0, number.isFinite else {
                throw Fault("fields", "\(key) must be a number of kW, not negative")
            }
            return .kilowatts(number)
        }
        guard let imports = try magnitude("defaultImportLimitKW"), let exports = try magnitude("defaultExportLimitKW")
        else {
            throw Fault(
                "fields",
                "defaultImportLimitKW and defaultExportLimitKW are needed: what the DER does when we are silent")
        }
        return MQTTCapabilities(
            defaultLimit: PowerBand(importLimit: imports, exportLimit: exports),
            maximumImport: try magnitude("maxImportKW"), maximumExport: try magnitude("maxExportKW"),
            maximumAge: try maximumAge(value["maximumAgeS"]))
    }

    private static func maximumAge(_ field: JSONValue?) throws(Fault) -> Duration? {
        guard let field, field != .null else { return nil }
        guard let seconds = field.double, seconds > 0, seconds.isFinite else {
            throw Fault("fields", "maximumAgeS must be a number of seconds above 0")
        }
        return Self.maximumAge(seconds: seconds)
    }

    /// Held to what makes sense before it becomes an integer: nothing is "fresh" for more than a day.
    static func maximumAge(seconds: Double) -> Duration {
        .milliseconds(Int64((min(max(seconds, 0), 86_400) * 1_000).rounded()))
    }

    /// `{"seq": ..., "status": "accepted", "powerKW": ...}`
    static func acknowledgement(_ payload: [UInt8]) throws(Fault) -> MQTTAcknowledgement {
        let value = try object(payload)
        guard let status = value["status"]?.string, ["accepted", "rejected", "partial"].contains(status) else {
            throw Fault("fields", "status must be accepted, rejected or partial")
        }
        guard let sequence = value["seq"]?.int.flatMap({ UInt64(exactly: $0) }) else {
            throw Fault("fields", "seq is needed: the number of the setpoint that is answered")
        }
        let power = value["powerKW"]?.double.map { ActivePower.kilowatts($0) }
        return MQTTAcknowledgement(sequence: sequence, isAccepted: status != "rejected", power: power)
    }

    /// `{"departureTime": ..., "energyKWh": ..., "targetSoc": ..., "capacityKWh": ..., "soc": ...}`
    static func needs(_ payload: [UInt8], now: UTCInstant) throws(Fault) -> StatedNeeds {
        let value = try object(payload)
        let numbers = ["energyKWh", "capacityKWh", "targetSoc", "soc"]
        let known = numbers + ["departureTime", "time", "seq", "boot"]
        for (key, _) in value.object ?? JSONObject() where !known.contains(key) {
            throw Fault("fields", "\(key.prefix(40)) is no field of needs; there are \(known.joined(separator: ", "))")
        }
        for key in numbers where value[key].map({ $0 != .null }) ?? false {
            guard let number = value[key]?.double, number.isFinite else { throw Fault("fields", "\(key) is no number") }
        }
        var fields = StatedNeeds.Fields(
            energyKWh: value["energyKWh"]?.double, capacityKWh: value["capacityKWh"]?.double,
            targetSoc: value["targetSoc"]?.double, soc: value["soc"]?.double)
        if let field = value["departureTime"], field != .null {
            guard let text = field.string, let time = RFC3339.parse(text) else {
                throw Fault("fields", "departureTime is not an RFC 3339 time with zone")
            }
            fields.departureTime = UTCInstant(milliseconds: time)
        }
        do throws(StatedNeeds.Fault) { return try StatedNeeds(fields, now: now) } catch {
            throw Fault("fields", error.fields.map { "\($0.field): \($0.reason)" }.joined(separator: "; "))
        }
    }

    /// `{"status": "online"}`, `{"online": true}` or a bare word.
    static func isOnline(_ payload: [UInt8]) -> Bool? {
        if let value = try? JSONValue(parsing: payload) {
            if let word = value["status"]?.string { return MappedValue.truth(Array(word.utf8)) }
            return value["online"]?.bool ?? value.bool
        }
        return MappedValue.truth(payload)
    }

    private static func object(_ payload: [UInt8]) throws(Fault) -> JSONValue {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: payload) } catch { throw Fault("json", "\(error)") }
        guard value.object != nil else { throw Fault("json", "not a JSON object") }
        return value
    }

    /// A key that looks like one of ours in another unit.
    private static func unitHint(_ key: String, isTimed: Bool) -> String? {
        switch key {
        case "powerW", "power", "activePowerW": "\(key): power goes into powerKW, in kW"
        case "socPercent", "SoC", "stateOfCharge": "\(key): the state of charge goes into soc, 0...1"
        case "voltage", "voltageKV": "\(key): the voltage goes into voltageV, in V, line to neutral"
        case "timestamp" where !isTimed, "ts" where !isTimed: "\(key): the time goes into time, RFC 3339 with zone"
        default: nil
        }
    }
}
