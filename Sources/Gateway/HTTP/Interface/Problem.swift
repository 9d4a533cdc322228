// SPDX-License-Identifier: Apache-2.0

import JSON

/// Why a request was not done, as RFC 9457 wants it told: the one form of every error that leaves by HTTP.
struct Problem: Error, Sendable, Hashable {
    /// One field of a request that cannot be taken.
    struct FieldError: Sendable, Hashable {
        var field: String
        var reason: String
    }

    /// The HTTP status.
    var status: Int
    /// The kind of problem: the last part of its `type`.
    var kind: String
    /// The kind in words.
    var title: String
    /// What is wrong this time, with the offending values.
    var detail: String
    /// The fields that are wrong, if it is about fields.
    var errors: [FieldError] = []
    /// The methods that the path has, if it is about the method.
    var allowedMethods: [String] = []
    /// When to try again, if it is about trying too often.
    var retryAfterSeconds: Int?

    /// The document.
    var document: JSONValue {
        var object = JSONObject()
        object["type"] = .string("urn:headroom:problem:\(kind)")
        object["title"] = .string(title)
        object["status"] = .number(Double(status))
        object["detail"] = .string(detail)
        if !errors.isEmpty {
            object["errors"] = .array(errors.map { ["field": .string($0.field), "reason": .string($0.reason)] })
        }
        return .object(object)
    }
}

extension Problem {
    static let unauthorized = Problem(
        status: 401, kind: "unauthorized", title: "A key is needed",
        detail: "log in at /, or send Authorization: Bearer with a key that counts now, or that of the key file")

    static func forbidden(_ detail: String) -> Problem {
        Problem(status: 403, kind: "forbidden", title: "The key does not permit this", detail: detail)
    }

    static func unknownPath(_ path: String) -> Problem {
        Problem(
            status: 404, kind: "unknown-path", title: "No such path",
            detail: "\(path) is not a path of this interface; /v1/openapi.json lists them")
    }

    /// Something named in the path that is not there.
    static func unknown(_ what: String, _ name: String) -> Problem {
        Problem(status: 404, kind: "unknown-\(what)", title: "No such \(what)", detail: "there is no \(what) \(name)")
    }

    static func methodNotAllowed(_ method: String, _ path: String, allowed: [String]) -> Problem {
        Problem(
            status: 405, kind: "method-not-allowed", title: "The path has no such method",
            detail: "\(method) is not for \(path); it has \(allowed.joined(separator: ", "))", allowedMethods: allowed)
    }

    static func malformedBody(_ detail: String) -> Problem {
        Problem(status: 400, kind: "malformed-body", title: "The body is not a JSON object", detail: detail)
    }

    static func tooLarge(limit: Int) -> Problem {
        Problem(
            status: 413, kind: "body-too-large", title: "The body is too large",
            detail: "at most \(limit) bytes are taken")
    }

    /// Fields of the body or of the query that cannot be taken.
    static func fields(_ errors: [FieldError]) -> Problem {
        Problem(
            status: 422, kind: "invalid-fields", title: "Fields cannot be taken",
            detail: errors.map { "\($0.field): \($0.reason)" }.joined(separator: "; "), errors: errors)
    }

    static func field(_ field: String, _ reason: String) -> Problem {
        .fields([FieldError(field: field, reason: reason)])
    }

    /// Somebody tries keys.
    static func tooManyTries(seconds: Int) -> Problem {
        Problem(
            status: 429, kind: "too-many-tries", title: "Too many keys were wrong",
            detail: "try again in \(seconds) s", retryAfterSeconds: seconds)
    }

    static func conflict(_ kind: String, _ title: String, _ detail: String) -> Problem {
        Problem(status: 409, kind: kind, title: title, detail: detail)
    }

    static func unavailable(_ detail: String) -> Problem {
        Problem(status: 503, kind: "unavailable", title: "Not at present", detail: detail)
    }

    static func store(_ detail: String) -> Problem {
        Problem(status: 500, kind: "store", title: "The store could not answer", detail: detail)
    }
}
