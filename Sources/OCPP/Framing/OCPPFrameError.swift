// SPDX-License-Identifier: Apache-2.0

public import JSON

/// A text frame that is no OCPP-J message, with what could be read of it: a peer that gets no answer stops sending.
public struct OCPPFrameError: Error, Hashable, Sendable {
    /// What is wrong and where.
    public let reason: JSONError
    /// The first element, if it could be read.
    public let messageType: Int?
    /// The message id, if it could be read.
    public let id: String?
    /// The code to answer with.
    public let code: OCPPErrorCode

    /// What has been read before the error.
    struct Envelope {
        var messageType: Int?
        var id: String?
        var isUnknownType = false
    }

    init(reason: JSONError, envelope: Envelope) {
        self.reason = reason
        messageType = envelope.messageType
        id = envelope.id
        code =
            envelope.isUnknownType
            ? .messageTypeNotSupported : envelope.id == nil ? .rpcFrameworkError : .formationViolation
    }

    /// The CALLERROR that answers it, under its id or, where none could be read, `-1`. Nil for what is itself an
    /// answer: answering those could go on for ever. Nil too for 2.1's SEND, which is never answered.
    public var answer: OCPPFrame? {
        if let messageType, (3...5).contains(messageType) { return nil }
        if messageType == 6, code != .messageTypeNotSupported { return nil }
        return .callError(id: id ?? "-1", OCPPCallError(code, reason.description))
    }
}
