// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import OCPP
import TestSupport
import Testing

private let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

@Suite struct MessageTests {
    @Test func everyMessageSurvivesTheWire() throws {
        let samples = try MessageSamples().all
        #expect(samples.count > 200)
        for sample in samples {
            #expect(sample.survives, "\(sample.schema): \(String(decoding: sample.payload, as: UTF8.self))")
        }
    }

    /// The judge is the package `ocpp` with its schemas. `HEADROOM_PYTHON` names an interpreter that has it.
    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON names no Python interpreter with the package ocpp"))
    func everyMessageConformsToTheSchemas() async throws {
        let samples = try MessageSamples().all
        let lines = samples.map { "[\"\($0.schema)\",\(String(decoding: $0.payload, as: UTF8.self))]\n" }.joined()
        let folder = try TemporaryFolder()
        let file = folder.path("messages.ndjson")
        try lines.write(toFile: file, atomically: true, encoding: .utf8)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/validate_messages.py")
        let judge = try await ChildProcess.run([try #require(python), script.path, file])
        #expect(judge.status == 0, "\(judge.output)")
        let schemas = Set(samples.map(\.schema)).count
        #expect(schemas == 78, "39 requests and their responses")
        #expect(
            judge.output.hasSuffix("\(samples.count) payloads, \(schemas) schemas, 0 refused\n"), "\(judge.output)")
    }

    @Test func whatTheSchemasRefuseIsNotSent() throws {
        let long = String(repeating: "x", count: 21)
        let moment = OCPPTimestamp(milliseconds: 0)
        func key<Payload: OCPPPayload>(_ payload: Payload) -> String? {
            do throws(OCPPEncodingError) { _ = try payload.encoded() } catch { return error.key }
            return nil
        }
        #expect(key(V16.Authorize(idTag: long)) == "idTag")
        #expect(key(V16.Authorize(idTag: String(long.dropLast()))) == nil)
        #expect(key(V16.Reset(type: .other("Gentle"))) == "type")
        #expect(key(V16.GetConfiguration(key: [String(repeating: "k", count: 51)])) == "key")
        #expect(key(V16.MeterValues(connectorId: 1, meterValue: [])) == "meterValue")
        #expect(
            key(V16.MeterValues(connectorId: 1, meterValue: [.init(timestamp: moment, sampledValue: [])]))
                == "sampledValue")
        #expect(key(V16.SecurityEventNotification(type: "x", timestamp: nil)) == "timestamp")
        let period = V16.ChargingSchedulePeriod(startPeriod: 0, limit: .infinity)
        #expect(key(V16.ChargingSchedule(chargingRateUnit: .a, chargingSchedulePeriod: [period])) == "limit")
    }

    @Test(arguments: [
        (6.3, "6.3"), (16, "16.0"), (0.3, "0.3"), (6.37, "6.3"), (-6.37, "-6.3"), (9.999, "9.9"), (0, "0.0"),
        (22_080.04, "22080.0"),
        (0.1 + 0.2, "0.3"), (7.7, "7.7"),
    ])
    func limitsAreWrittenInTenths(limit: Double, text: String) throws {
        let payload = try V16.ChargingSchedulePeriod(startPeriod: 0, limit: limit).encoded()
        #expect(String(decoding: payload, as: UTF8.self) == #"{"startPeriod":0,"limit":\#(text)}"#)
    }

    @Test(
        arguments: [
            (
                #"{"status":"Accepted","currentTime":"x","interval":1}"#, .missingKey("currentTime"),
                .occurrenceConstraintViolation
            ),
            (#"{"status":"Accepted"}"#, .missingKey("currentTime"), .occurrenceConstraintViolation),
            (#"{"interval":{}}"#, .wrongType(expected: "number", found: .object), .typeConstraintViolation),
            (#"{"interval":"ten"}"#, .wrongType(expected: "a number", found: .string), .typeConstraintViolation),
            (#"{"interval":1e300}"#, .numberOutOfRange("1e+300"), .propertyConstraintViolation),
            (#"{"interval":1,"interval":2}"#, .duplicateKey("interval"), .formationViolation),
        ] as [(String, JSONError.Kind, OCPPErrorCode)])
    func refusedPayloadsNameWhyAndTheCode(payload: String, kind: JSONError.Kind, code: OCPPErrorCode) throws {
        let error = try #require(throws: JSONError.self) { try V16.BootNotification.Response(decoding: payload.utf8) }
        #expect(error.kind == kind)
        #expect(OCPPErrorCode(refusing: error) == code)
    }

    @Test(
        arguments: [
            ("1500", nil, 1_500), ("1.5", "kW", 1_500), ("7", "kWh", 7_000), ("20", "Celcius", 20), ("300.15", "K", 27),
            ("212", "Fahrenheit", 100),
            ("-3.25", "A", -3.25), ("", "W", nil), ("abc", "W", nil),
        ] as [(String, String?, Double?)])
    func valuesLoseTheirPrefix(value: String, unit: String?, expected: Double?) throws {
        let member = unit.map { #","unit":"\#($0)""# } ?? ""
        let sample = try V16.SampledValue(decoding: #"{"value":"\#(value)"\#(member)}"#.utf8)
        #expect(sample.measurand == .energyActiveImportRegister)
        if let expected, let found = sample.siValue {
            #expect(abs(found - expected) < 1e-9)
        } else {
            #expect(sample.siValue == expected)
        }
    }

    @Test func actionsAreListed() {
        #expect(V16.Action.names.count == 39)
        #expect(V16.Action("BootNotification") == .bootNotification)
        #expect(V16.Action("Boot") == .other("Boot"))
        #expect(V16.Action.setChargingProfile.description == "SetChargingProfile")
    }
}
