// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

/// What the fuzzer makes up: two bytes choose who reads the rest. Shared by the fuzzer and by the test that replays its
/// corpus.
struct FuzzInput {
    /// What broke, and where.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let choice: Int
    private let bytes: [UInt8]

    init?(_ data: some Collection<UInt8>) {
        guard data.count >= 2 else { return nil }
        let head = Array(data.prefix(2))
        choice = Int(head[0]) << 8 | Int(head[1])
        bytes = Array(data.dropFirst(2))
    }

    /// An input that has these bytes read by a reader, for the first corpus.
    static func made(_ reader: Int, _ bytes: [UInt8]) -> [UInt8] {
        [UInt8(reader >> 8 & 0xFF), UInt8(reader & 0xFF)] + bytes
    }

    /// Readers: JSON, a frame of each version, each message of 1.6, each of 2.x in both of its versions.
    static let frames = 1..<4
    static let messages16 = 4..<4 + V16Decoders.all.count
    static let messages2 = messages16.upperBound..<messages16.upperBound + 2 * V2PayloadType.all.count

    /// Reads it, and writes what was read: that must read the same again.
    func run() throws(Fault) {
        let reader = choice % Self.messages2.upperBound
        switch reader {
        case Self.frames: try frame(OCPPVersion.allCases[reader - Self.frames.lowerBound])
        case Self.messages16:
            let number = reader - Self.messages16.lowerBound
            guard V16Decoders.all[number](bytes) else { throw Fault(description: "message \(number) of 1.6") }
        case Self.messages2:
            let number = reader - Self.messages2.lowerBound
            try message(V2PayloadType.all[number / 2], number % 2 == 0 ? .v201 : .v21)
        default: try json()
        }
    }

    private func json() throws(Fault) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let written = value.serializedBytes()
        guard let again = try? JSONValue(parsing: written), again == value else {
            throw Fault(description: "JSON does not survive being written")
        }
    }

    /// A frame survives being written, and a session ends each call once and answers what it can read.
    private func frame(_ version: OCPPVersion) throws(Fault) {
        if let frame = try? OCPPFrame.decode(bytes, version: version) {
            let again = try? OCPPFrame.decode(frame.encoded(for: version), version: version)
            guard again?.id == frame.id else { throw Fault(description: "a frame of \(version) changed its id") }
        }
        var session = CallSession(configuration: .init(version: version), idPrefix: "f")
        var actions = session.send(
            CallSession.OutboundCall(handle: 1, action: "TriggerMessage", payload: Array("{}".utf8)), now: 0)
        actions += session.received(bytes, now: 1) + session.received(bytes, now: 2) + session.tick(now: 1 << 40)
        actions += session.disconnected()
        let ended = actions.count { if case .complete = $0 { true } else { false } }
        guard ended == 1 else { throw Fault(description: "one call ended \(ended) times") }
    }

    private func message(_ type: V2PayloadType, _ version: OCPPVersion) throws(Fault) {
        guard let written = try? type.rewritten(bytes, version) else { return }
        guard let again = try? type.rewritten(written, version), again == written else {
            throw Fault(description: "\(type.schema) of \(version) is not written the same again")
        }
        guard type.refusal(written, version) == nil else {
            throw Fault(description: "\(type.schema) of \(version): what was written is refused")
        }
    }
}
