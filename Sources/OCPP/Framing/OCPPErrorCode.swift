// SPDX-License-Identifier: Apache-2.0

public import JSON

/// Why a CALL could not be answered by a CALLRESULT.
///
/// The versions spell some of them differently; reading accepts every spelling in every version, writing uses the
/// version's own.
public enum OCPPErrorCode: Hashable, Sendable {
    /// The action is not known to the receiver.
    case notImplemented
    /// The action is known, but not supported by the receiver.
    case notSupported
    case internalError
    /// The payload of the action is incomplete.
    case protocolError
    case securityError
    /// The payload is syntactically wrong or not what the action prescribes. 1.6 `FormationViolation`, 2.x
    /// `FormatViolation`.
    case formationViolation
    case propertyConstraintViolation
    /// 1.6 writes `Occurence`, 2.x `Occurrence`.
    case occurrenceConstraintViolation
    case typeConstraintViolation
    case genericError
    /// 2.x only; 1.6 writes `GenericError`.
    case messageTypeNotSupported
    /// 2.x only; 1.6 writes `GenericError`.
    case rpcFrameworkError
    /// A code that no version lists.
    case other(String)

    /// The code that the text spells, in whichever version's spelling.
    public init(_ text: String) {
        self = Self.spellings.first { $0.text == text }?.code ?? .other(text)
    }

    /// Its spelling in a version.
    public func text(in version: OCPPVersion) -> String {
        switch (self, version) {
        case (.other(let text), _): text
        case (.formationViolation, .v201), (.formationViolation, .v21): "FormatViolation"
        case (.occurrenceConstraintViolation, .v16): "OccurenceConstraintViolation"
        case (.messageTypeNotSupported, .v16), (.rpcFrameworkError, .v16): "GenericError"
        default: Self.spellings.first { $0.code == self }?.text ?? "GenericError"
        }
    }

    /// The code that answers a payload refused for this reason.
    public init(refusing error: JSONError) {
        switch error.kind {
        case .wrongType: self = .typeConstraintViolation
        case .missingKey: self = .occurrenceConstraintViolation
        case .invalidValue, .numberOutOfRange: self = .propertyConstraintViolation
        default: self = .formationViolation
        }
    }

    private static let spellings: [(text: String, code: OCPPErrorCode)] = [
        ("NotImplemented", .notImplemented), ("NotSupported", .notSupported), ("InternalError", .internalError),
        ("ProtocolError", .protocolError), ("SecurityError", .securityError),
        ("FormationViolation", .formationViolation), ("FormatViolation", .formationViolation),
        ("PropertyConstraintViolation", .propertyConstraintViolation),
        ("OccurrenceConstraintViolation", .occurrenceConstraintViolation),
        ("OccurenceConstraintViolation", .occurrenceConstraintViolation),
        ("TypeConstraintViolation", .typeConstraintViolation), ("GenericError", .genericError),
        ("MessageTypeNotSupported", .messageTypeNotSupported), ("RpcFrameworkError", .rpcFrameworkError),
    ]
}

/// The negative answer to a CALL.
public struct OCPPCallError: Error, Hashable, Sendable {
    /// The kind of failure.
    public var code: OCPPErrorCode
    /// The reason in words, for people; at most 255 characters go out.
    public var description: String
    /// A JSON object with anything further.
    public var details: [UInt8]

    /// A negative answer.
    public init(_ code: OCPPErrorCode, _ description: String = "", details: [UInt8] = Array("{}".utf8)) {
        self.code = code
        self.description = description
        self.details = details
    }
}
