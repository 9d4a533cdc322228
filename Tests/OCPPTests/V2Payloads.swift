// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

/// One payload of 2.x, type erased: what the tests do with each of them.
struct V2PayloadType: Sendable {
    /// The schema's name: the action with `Request` or `Response`; a message that is not answered has its action only.
    let schema: String
    let versions: [OCPPVersion]
    /// Reads and writes.
    let rewritten: @Sendable ([UInt8], OCPPVersion) throws -> [UInt8]
    /// Reads only; nil where that goes well.
    let readingError: @Sendable ([UInt8]) -> JSONError?
    /// The code that a strict reader answers with; nil where it takes the payload.
    let refusal: @Sendable ([UInt8], OCPPVersion) -> OCPPErrorCode?

    init<Payload: OCPPPayload>(_ schema: String, _ type: Payload.Type) {
        self.schema = schema
        versions = type.versions
        rewritten = { bytes, version in try Payload(decoding: bytes).encoded(for: version) }
        readingError = { bytes in
            do throws(JSONError) { _ = try Payload(decoding: bytes) } catch { return error }
            return nil
        }
        refusal = { bytes, version in
            do throws(OCPPCallError) { _ = try Payload(decoding: bytes, checkedFor: version) } catch {
                return error.code
            }
            return nil
        }
    }

    static let all: [V2PayloadType] = {
        func both<Request: V2Request>(_ type: Request.Type) -> [V2PayloadType] {
            [
                V2PayloadType("\(type.action)Request", type),
                V2PayloadType("\(type.action)Response", type.Response.self),
            ]
        }
        func one<Send: V2Send>(_ type: Send.Type) -> V2PayloadType { V2PayloadType(type.action, type) }
        return V2.requests.flatMap { both($0) } + V2.sends.map { one($0) }
    }()

    static let bySchema = Dictionary(uniqueKeysWithValues: all.map { ($0.schema, $0) })

    /// The least payload that can be read, found by giving the reader whatever it misses.
    func smallestPayload() throws -> [UInt8] {
        var payload: JSONValue = [:]
        // Each step adds a member or corrects one.
        for _ in 0..<200 {
            let bytes = payload.serializedBytes()
            guard let error = readingError(bytes) else { return bytes }
            let path = error.location(in: bytes).pointer.split(separator: "/").map(String.init)
            switch error.kind {
            // Still missing though it is there: a date that cannot be read.
            case .missingKey(let key):
                let isThere = payload.value(at: path + [key]) != nil
                payload = payload.setting(path + [key], to: isThere ? "2026-11-22T17:00:00Z" : [:])
            case .wrongType(let expected, _): payload = payload.setting(path, to: Self.sample(expected))
            default: throw error
            }
        }
        throw JSONError(.invalidValue("\(schema) is never content"), at: 0)
    }

    private static func sample(_ expected: String) -> JSONValue {
        switch expected {
        case "number", "a number", "an integer": 7
        case "boolean": true
        case "array": []
        default: "x"
        }
    }
}

extension JSONValue {
    /// The value at the end of the path.
    func value(at path: [String]) -> JSONValue? {
        path.reduce(Optional(self)) { value, key in value?[key] ?? Int(key).flatMap { value?[$0] } }
    }

    /// The value with another one at the end of the path; an object on the way that has no such key gets it.
    func setting(_ path: [String], to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        if var object {
            object[key] = (object[key] ?? [:]).setting(Array(path.dropFirst()), to: value)
            return .object(object)
        }
        guard var array, let index = Int(key), array.indices.contains(index) else { return self }
        array[index] = array[index].setting(Array(path.dropFirst()), to: value)
        return .array(array)
    }
}
