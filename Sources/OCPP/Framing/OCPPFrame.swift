// SPDX-License-Identifier: Apache-2.0

import JSON

/// One OCPP-J message: a JSON array in one WebSocket text frame (1.6-J section 4.2; 2.x part 4).
///
/// Payloads stay JSON text of one object here; the messages of a version read and write them. The size of a frame is
/// the transport's to limit.
public enum OCPPFrame: Hashable, Sendable {
    /// `[2, id, action, payload]`: a request, to be answered with the same id.
    case call(id: String, action: String, payload: [UInt8])
    /// `[3, id, payload]`: the answer.
    case callResult(id: String, payload: [UInt8])
    /// `[4, id, code, description, details]`: the negative answer.
    case callError(id: String, OCPPCallError)
    /// `[5, id, code, description, details]`: the answer itself was wrong. 2.1 only.
    case callResultError(id: String, OCPPCallError)
    /// `[6, id, action, payload]`: unanswered. 2.1 only.
    case send(id: String, action: String, payload: [UInt8])

    /// Longest id that the standard allows to be sent.
    public static let maximumIDLength = 36
    /// Longest id accepted: it must be echoed and remembered, so there is an end; field devices go beyond 36.
    public static let maximumAcceptedIDLength = 255

    /// The message's id.
    public var id: String {
        switch self {
        case .call(let id, _, _), .callResult(let id, _), .callError(let id, _), .callResultError(let id, _),
            .send(let id, _, _):
            id
        }
    }

    /// The message in a text frame. Types 5 and 6 are refused for versions that lack them.
    public static func decode(
        _ frame: some Collection<UInt8>, version: OCPPVersion
    ) throws(OCPPFrameError) -> OCPPFrame {
        var envelope = OCPPFrameError.Envelope()
        do throws(JSONError) {
            return try JSONReader.read(frame) { (reader: inout JSONReader) throws(JSONError) in
                try OCPPFrame(from: &reader, version: version, envelope: &envelope)
            }
        } catch {
            throw OCPPFrameError(reason: error, envelope: envelope)
        }
    }

    /// The text frame.
    public func encoded(for version: OCPPVersion) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginArray()
        writer.value(messageType)
        writer.value(id)
        switch self {
        case .call(_, let action, let payload), .send(_, let action, let payload):
            writer.value(action)
            writer.raw(payload)
        case .callResult(_, let payload): writer.raw(payload)
        case .callError(_, let error), .callResultError(_, let error):
            writer.value(error.code.text(in: version))
            writer.value(String(error.description.unicodeScalars.prefix(255)))
            writer.raw(error.details)
        }
        writer.endArray()
        return writer.bytes
    }

    private var messageType: Int {
        switch self {
        case .call: 2
        case .callResult: 3
        case .callError: 4
        case .callResultError: 5
        case .send: 6
        }
    }
}

extension OCPPFrame {
    private init(
        from reader: inout JSONReader, version: OCPPVersion, envelope: inout OCPPFrameError.Envelope
    ) throws(JSONError) {
        try reader.beginArray()
        try Self.nextElement(&reader, "message type")
        let type = try reader.readInt()
        envelope.messageType = type
        try Self.nextElement(&reader, "message id")
        let id = try Self.readID(&reader)
        envelope.id = id
        switch type {
        case 2: self = .call(id: id, action: try Self.readAction(&reader), payload: try Self.readPayload(&reader))
        case 3: self = .callResult(id: id, payload: try Self.readPayload(&reader))
        case 4: self = .callError(id: id, try Self.readError(&reader))
        case 5 where version == .v21: self = .callResultError(id: id, try Self.readError(&reader))
        case 6 where version == .v21:
            self = .send(id: id, action: try Self.readAction(&reader), payload: try Self.readPayload(&reader))
        default:
            envelope.isUnknownType = true
            throw JSONError(.invalidValue("\(version.subprotocol) has no message type \(type)"), at: reader.offset)
        }
    }

    private static func nextElement(_ reader: inout JSONReader, _ name: StaticString) throws(JSONError) {
        guard try reader.nextElement() else {
            throw JSONError(.invalidValue("the message has no \(name)"), at: reader.offset - 1)
        }
    }

    private static func readID(_ reader: inout JSONReader) throws(JSONError) -> String {
        let id = try reader.readString()
        guard (1...maximumAcceptedIDLength).contains(id.unicodeScalars.count) else {
            throw JSONError(
                .invalidValue("a message id has 1 to \(maximumAcceptedIDLength) characters"), at: reader.offset)
        }
        return id
    }

    private static func readAction(_ reader: inout JSONReader) throws(JSONError) -> String {
        try nextElement(&reader, "action")
        return try reader.readString()
    }

    /// An object; `null`, which some devices send where there is nothing to say, counts as an empty one.
    private static func readPayload(_ reader: inout JSONReader) throws(JSONError) -> [UInt8] {
        try nextElement(&reader, "payload")
        if try reader.readNull() {
            try end(&reader)
            return Array("{}".utf8)
        }
        let type = try reader.peek()
        guard type == .object else {
            throw JSONError(.wrongType(expected: "an object", found: type), at: reader.offset)
        }
        let payload = try reader.readRaw()
        try end(&reader)
        return payload
    }

    private static func end(_ reader: inout JSONReader) throws(JSONError) {
        guard try !reader.nextElement() else {
            throw JSONError(.invalidValue("the message has too many elements"), at: reader.offset)
        }
    }

    /// Description and details may be missing, as they are with some devices.
    private static func readError(_ reader: inout JSONReader) throws(JSONError) -> OCPPCallError {
        try nextElement(&reader, "error code")
        var error = OCPPCallError(OCPPErrorCode(try reader.readString()))
        guard try reader.nextElement() else { return error }
        error.description = try reader.readNull() ? "" : try reader.readString()
        guard try reader.nextElement() else { return error }
        if try !reader.readNull() { error.details = try reader.readRaw() }
        try end(&reader)
        return error
    }
}
