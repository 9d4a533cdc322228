// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// A telemetry payload while it is read: what is told by phase has its meaning only beside the rest.
struct NativeTelemetry {
    private(set) var telemetry = Telemetry()
    private var powerByPhaseKW = PhaseParts()
    private var currentByPhaseA = PhaseParts()

    /// What it says, on the phases that its subject has.
    func byPhase(at place: PhasePlace) throws(NativePayload.Fault) -> Telemetry {
        var message = telemetry
        if !powerByPhaseKW.isEmpty {
            message.note(powerByPhase: powerByPhaseKW, on: place.phases)
            guard message.power != nil else {
                throw NativePayload.Fault(
                    "fields", "powerByPhaseKW without powerKW must tell all of \(place.phases.text): no total is known")
            }
        } else if !currentByPhaseA.isEmpty {
            guard message.power != nil else {
                throw NativePayload.Fault("fields", "currentByPhaseA without powerKW: which way it flows is not told")
            }
            let volts = (message.voltage ?? place.nominal).volts
            message.note(apparentByPhase: currentByPhaseA.times(volts / 1_000), on: place.phases)
        }
        return message
    }

    /// Reads a member that says when and in what order; false if it is none.
    mutating func readStamp(_ key: JSONText, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "time":
            telemetry.sourceTime = RFC3339.parse(try reader.readString()).map { UTCInstant(milliseconds: $0) }
        case "seq": telemetry.sequence = UInt64(max(0, try reader.readInt()))
        case "boot": telemetry.boot = try reader.readString()
        default: return false
        }
        return true
    }

    /// Reads a member that is a reading; an unknown one is skipped, and false.
    mutating func readValue(_ key: JSONText, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "powerByPhaseKW":
            powerByPhaseKW = try reader.readPhases()
            return !powerByPhaseKW.isEmpty
        case "currentByPhaseA":
            currentByPhaseA = try reader.readPhases()
            return !currentByPhaseA.isEmpty
        case "powerKW": telemetry.power = try reader.number().map { .kilowatts($0) }
        case "reactivePowerKvar": telemetry.reactivePower = try reader.number().map { .kilovars($0) }
        case "voltageV": telemetry.voltage = try reader.number().map { .volts($0) }
        case "soc": telemetry.stateOfCharge = try reader.number()
        case "requestKW": telemetry.request = try reader.number().map { .kilowatts($0) }
        case "availableKW": telemetry.available = try reader.number().map { .kilowatts($0) }
        case "maximumAgeS":
            telemetry.maximumAge = try reader.number().map { NativePayload.maximumAge(seconds: $0) }
        default:
            _ = try reader.skipValue()
            return false
        }
        return true
    }
}

extension JSONReader {
    /// `{"A": 1.2, "B": null}`; another member is no phase of ours.
    fileprivate mutating func readPhases() throws(JSONError) -> PhaseParts {
        var parts = PhaseParts()
        if try readNull() { return parts }
        try beginObject()
        while let key = try nextKey() {
            guard let phase = PhaseCode(text: key.string), phase.count == 1 else {
                throw JSONError(
                    .invalidValue("\(key.string.prefix(8)) is no phase: there are A, B and C"), at: offset)
            }
            parts[phase] = try number()
        }
        return parts
    }

    /// A number, or nil for null.
    fileprivate mutating func number() throws(JSONError) -> Double? {
        if try peek() == .null {
            _ = try readNull()
            return nil
        }
        return try readDouble()
    }
}
