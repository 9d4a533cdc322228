// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import OCPP
import Testing

/// Runs Tests/Cases/OCPP: each folder has `input.json`, `expected.json` and a README that says where the figures come
/// from.
@Suite struct CaseTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Cases/OCPP")

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }()

    @Test func thereAreCases() { #expect(Self.names.count >= 20) }

    @Test(arguments: names)
    func caseIsAsExpected(name: String) throws {
        func read(_ file: String) throws -> JSONValue {
            try JSONValue(parsing: [UInt8](Data(contentsOf: Self.folder.appending(path: "\(name)/\(file)"))))
        }
        let (input, expected) = (try read("input.json"), try read("expected.json"))
        let result: JSONValue
        switch input["kind"]?.string {
        case "message": result = try message(input)
        case "frame": result = try frame(input)
        case "composite": result = try composite(input)
        default: return #expect(Bool(false), "\(name): unknown kind")
        }
        for (key, value) in try #require(expected.object) {
            #expect(
                result[key] == value,
                "\(name): \(key)\nfound    \(result[key]?.serialized() ?? "nothing")\nexpected \(value.serialized())")
        }
    }

    // MARK: - Kinds

    private func message(_ input: JSONValue) throws -> JSONValue {
        let payload = try #require(input["payload"]).serializedBytes()
        switch input["message"]?.string {
        case "MeterValues": return try result(of: V16.MeterValues.self, payload)
        case "BootNotification": return try result(of: V16.BootNotification.self, payload)
        case "StatusNotification": return try result(of: V16.StatusNotification.self, payload)
        case "StartTransaction": return try result(of: V16.StartTransaction.self, payload)
        case "StopTransaction": return try result(of: V16.StopTransaction.self, payload)
        case "SetChargingProfile": return try result(of: V16.SetChargingProfile.self, payload)
        default: return nil
        }
    }

    /// Reads the payload leniently and writes it strictly.
    private func result<Payload: OCPPPayload>(of type: Payload.Type, _ payload: [UInt8]) throws -> JSONValue {
        do {
            let bytes = try Payload(decoding: payload).encoded()
            return ["payload": try JSONValue(parsing: bytes), "text": .string(String(decoding: bytes, as: UTF8.self))]
        } catch let error as JSONError {
            let code = OCPPErrorCode(refusing: error).text(in: .v16)
            return ["error": ["code": .string(code), "pointer": .string(error.location(in: payload).pointer)]]
        } catch let error as OCPPEncodingError {
            return ["read": true, "refusedOnWriting": .string(error.key)]
        }
    }

    private func frame(_ input: JSONValue) throws -> JSONValue {
        let text = try #require(input["frame"]?.string)
        let error = try #require(throws: OCPPFrameError.self) { try OCPPFrame.decode(text.utf8, version: .v16) }
        let frame = try #require(error.answer)
        let answer = try JSONValue(parsing: frame.encoded(for: .v16))
        return ["answer": .array(Array(try #require(answer.array).prefix(3)))]
    }

    private func composite(_ input: JSONValue) throws -> JSONValue {
        let installed = try (input["installed"]?.array ?? []).map { entry in
            V16.InstalledProfile(
                connectorId: try #require(entry["connectorId"]?.int),
                profile: try V16.ChargingProfile(decoding: try #require(entry["profile"]).serializedBytes()))
        }
        let transaction = try input["transaction"].map { value in
            V16.RunningTransaction(id: try #require(value["id"]?.int), start: try timestamp(value["start"]))
        }
        let schedule = V16.compositeSchedule(
            installed: installed, connector: try #require(input["connectorId"]?.int), transaction: transaction,
            at: try timestamp(input["at"]), duration: try #require(input["duration"]?.int),
            unit: V16.ChargingRateUnit(try #require(input["unit"]?.string)))
        let periods = schedule.chargingSchedulePeriod.map { period in
            var members = JSONObject()
            members["startPeriod"] = .number(Double(period.startPeriod))
            members["limit"] = .number(period.limit)
            members["numberPhases"] = period.numberPhases.map { .number(Double($0)) }
            return JSONValue.object(members)
        }
        return ["periods": .array(periods)]
    }

    private func timestamp(_ value: JSONValue?) throws -> OCPPTimestamp {
        let text = try #require(value?.string)
        return OCPPTimestamp(milliseconds: try #require(RFC3339.parse(text)))
    }
}
