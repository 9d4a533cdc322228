// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// Topics that the sites' own systems publish.
extension MQTTTranslation {
    mutating func mapped(
        _ subject: Subject, _ mapping: SignalMapping, _ payload: [UInt8], isRetained: Bool, now: Moment
    ) throws(NativePayload.Fault) -> MQTTEvent? {
        // What the broker kept, of unknown age, says nothing of now; it is no fault either.
        if isRetained, mapping.timePointer == nil { return nil }
        let reading = try Self.read(payload, mapping)
        if reading == .nothing {
            streams.forget(subject, mapping)
            // An empty payload is how a topic is given up: the device is gone.
            return payload.isEmpty && mapping.signal == .powerKW ? onlineEvent(subject, false) : nil
        }
        var stamp = Telemetry(isRetained: isRetained, maximumAge: mapping.maximumAge)
        stamp.isOrdered = true
        stamp.sourceTime = try sourceTime(mapping, payload)
        if let reason = streams.advance(subject, mapping, to: stamp, now: now) {
            throw NativePayload.Fault(reason.code, reason.text)
        }
        switch (mapping.signal, reading) {
        case (.online, .truth(let truth)): return onlineEvent(subject, truth)
        case (.online, .number(let number)): return onlineEvent(subject, number != 0)
        case (.connected, .truth(let truth)): return connectedEvent(subject, truth)
        case (.connected, .number(let number)): return connectedEvent(subject, number != 0)
        case (_, .number(let raw)): return try measured(subject, mapping, raw, stamp, now: now)
        case (_, .truth), (_, .nothing):
            throw NativePayload.Fault("type", "true or false where a number is expected")
        }
    }

    /// A phase beside the total that a source does not tell, e.g. of a meter with one channel, is no fault.
    private static func read(
        _ payload: [UInt8], _ mapping: SignalMapping
    ) throws(NativePayload.Fault) -> MappedValue.Reading {
        let reading = MappedValue.read(payload, pointer: mapping.pointer)
        if mapping.signal == .phasePowerKW, case .failure(let fault) = reading, fault.code == "pointer" {
            return .nothing
        }
        return try reading.get()
    }

    /// A refused message of a mapped topic must not go on counting in a sum.
    mutating func withdraw(_ topic: String) {
        for case .mapped(let subject, let mapping) in routes[topic] ?? [] { streams.forget(subject, mapping) }
    }

    private mutating func measured(
        _ subject: Subject, _ mapping: SignalMapping, _ raw: Double, _ stamp: Telemetry, now: Moment
    ) throws(NativePayload.Fault) -> MQTTEvent? {
        let ours = MappedValue.toOurs(raw, mapping)
        guard ours.isFinite else { throw NativePayload.Fault("type", "\(raw) is no reading") }
        let age = stamp.sourceTime.map { max(now.utc - $0, .zero) } ?? .zero
        var telemetry = stamp
        var oldest = age
        if let phases = streams.combinedPhases(subject, mapping, ours, age: age, now: now) {
            telemetry.phasePowerKW = phases.parts.vector(on: place(of: subject).phases)
            oldest = max(oldest, phases.age)
        }
        if mapping.signal != .phasePowerKW,
            let combined = streams.combined(subject, mapping, ours, age: age, now: now)
        {
            Self.set(mapping.signal, combined.value, in: &telemetry)
            oldest = max(oldest, combined.age)
        } else if telemetry.phasePowerKW == nil {
            return nil
        }
        if oldest > age { telemetry.sourceTime = now.utc - oldest }
        switch subject {
        case .der(let der): return .derTelemetry(der, telemetry)
        case .node(let node): return .meterTelemetry(node, telemetry)
        }
    }

    private static func set(_ signal: SignalMapping.Signal, _ value: Double, in telemetry: inout Telemetry) {
        switch signal {
        case .powerKW: telemetry.power = .kilowatts(value)
        case .soc: telemetry.stateOfCharge = value
        case .voltageV: telemetry.voltage = .volts(value)
        case .reactivePowerKvar: telemetry.reactivePower = .kilovars(value)
        case .phasePowerKW, .online, .connected, .setpointKW, .importLimitKW, .currentLimitA, .keepalive: break
        }
    }

    private func onlineEvent(_ subject: Subject, _ truth: Bool) -> MQTTEvent? {
        if case .der(let der) = subject { .online(der, truth) } else { nil }
    }

    private func connectedEvent(_ subject: Subject, _ truth: Bool) -> MQTTEvent? {
        if case .der(let der) = subject { .connected(der, truth) } else { nil }
    }

    /// The source's time where the mapping points at one: RFC 3339, or seconds or milliseconds since 1970.
    private func sourceTime(_ mapping: SignalMapping, _ payload: [UInt8]) throws(NativePayload.Fault) -> UTCInstant? {
        guard let pointer = mapping.timePointer else { return nil }
        switch (try? JSONValue(parsing: payload))?.pointer(pointer) {
        case .string(let text):
            guard let time = RFC3339.parse(text) else {
                throw NativePayload.Fault("time", "\(text.prefix(40)) at \(pointer) is not an RFC 3339 time with zone")
            }
            return UTCInstant(milliseconds: time)
        case .number(let number):
            if let time = MappedValue.time(number) { return time }
        default: break
        }
        throw NativePayload.Fault("time", "no time at \(pointer)")
    }
}
