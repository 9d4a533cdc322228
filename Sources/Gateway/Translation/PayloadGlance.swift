// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// What a message says, taken or refused: read leniently, so that a fault can be named.
struct PayloadGlance: Sendable {
    /// How it says when it was measured.
    enum Stamp: Sendable, Hashable {
        case absent
        case time(UTCInstant)
        /// A time without a zone; read as UTC.
        case withoutZone(UTCInstant)
        /// A bare number where a text is expected.
        case number(Double)
        case unreadable(String)
    }

    private(set) var stamp = Stamp.absent
    private(set) var sequence: UInt64?
    private(set) var boot: String?
    private(set) var powerKW: Double?
    private(set) var soc: Double?
    private(set) var voltageV: Double?
    private(set) var byPhaseKW: [PhaseCode: Double] = [:]

    /// Largest payload that is looked into.
    static let maximumBytes = MappedValue.maximumBytes
    /// Characters kept of a text of the message.
    static let keptText = 40

    /// A message of a native topic.
    init(native payload: [UInt8]) {
        guard payload.count <= Self.maximumBytes, let value = try? JSONValue(parsing: payload) else { return }
        stamp = Self.stamp(value["time"])
        sequence = value["seq"]?.int.flatMap { UInt64(exactly: $0) }
        boot = value["boot"]?.string.map { String($0.prefix(Self.keptText)) }
        powerKW = value["powerKW"]?.double
        soc = value["soc"]?.double
        voltageV = value["voltageV"]?.double
        for phase in PhaseCode.abc.lines { byPhaseKW[phase] = value["powerByPhaseKW"]?[phase.text]?.double }
    }

    /// A message of a topic that mappings read, in our units and signs.
    ///
    /// - Parameter mappings: each with the phase that it is of, where it is of one.
    init(_ payload: [UInt8], _ mappings: [(mapping: SignalMapping, phase: PhaseCode?)]) {
        guard payload.count <= Self.maximumBytes, let value = try? JSONValue(parsing: payload) else { return }
        for (mapping, phase) in mappings {
            if let pointer = mapping.timePointer { stamp = Self.stamp(value.pointer(pointer), numbersCount: true) }
            guard case .success(.number(let raw)) = MappedValue.scalar(at: mapping.pointer, in: value) else { continue }
            let ours = MappedValue.toOurs(raw, mapping)
            if let phase { byPhaseKW[phase] = (byPhaseKW[phase] ?? 0) + ours }
            switch mapping.signal {
            case .powerKW: powerKW = (powerKW ?? 0) + ours
            case .soc: soc = ours
            case .voltageV: voltageV = ours
            default: continue
            }
        }
    }

    private static func stamp(_ value: JSONValue?, numbersCount: Bool = false) -> Stamp {
        switch value {
        case nil, .null: return .absent
        case .number(let number):
            guard numbersCount, let time = MappedValue.time(number) else { return .number(number) }
            return .time(time)
        case .string(let text):
            if let time = RFC3339.parse(text) { return .time(UTCInstant(milliseconds: time)) }
            if let time = RFC3339.parse(text + "Z") { return .withoutZone(UTCInstant(milliseconds: time)) }
            return .unreadable(String(text.prefix(keptText)))
        default: return .unreadable("\(value?.type.description ?? "nothing")")
        }
    }
}
