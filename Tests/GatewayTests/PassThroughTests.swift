// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import OCPP
import Testing

@testable import Gateway
@testable import Store

/// Actions of the standard that are passed through to a station, and those that are not.
@Suite struct PassThroughTests {
    /// One payload for one version.
    struct Case: Sendable, CustomTestStringConvertible {
        var version: OCPPVersion
        var action: String
        var payload: String
        /// Where and why it is not passed; nil where it is.
        var fault: (place: String, reason: String)?

        var testDescription: String { "\(version.rawValue) \(action) \(payload.prefix(60))" }

        init(_ version: OCPPVersion, _ action: String, _ payload: String, _ place: String? = nil, _ reason: String = "")
        {
            self.version = version
            self.action = action
            self.payload = payload
            fault = place.map { ($0, reason) }
        }
    }

    private static let hash =
        #"{"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"1"}"#
    private static let time = "2026-11-26T12:00:00Z"

    static let passed: [Case] = [
        Case(.v16, "ReserveNow", #"{"connectorId":1,"expiryDate":"\#(time)","idTag":"a","reservationId":4}"#),
        Case(.v16, "CancelReservation", #"{"reservationId":4}"#),
        Case(.v16, "GetLocalListVersion", ""), Case(.v16, "GetLocalListVersion", "{}"),
        Case(
            .v16, "SendLocalList",
            #"{"listVersion":2,"updateType":"Full","localAuthorizationList":[{"idTag":"a","idTagInfo":{"status":"Accepted"}}]}"#
        ),
        Case(.v16, "GetDiagnostics", #"{"location":"ftp://h/d"}"#),
        Case(.v16, "GetLog", #"{"logType":"SecurityLog","requestId":1,"log":{"remoteLocation":"ftp://h/d"}}"#),
        Case(.v16, "UpdateFirmware", #"{"location":"ftp://h/f","retrieveDate":"\#(time)"}"#),
        Case(
            .v16, "SignedUpdateFirmware",
            #"{"requestId":1,"firmware":{"location":"ftp://h/f","retrieveDateTime":"\#(time)","signingCertificate":"c","signature":"s"}}"#
        ),
        Case(.v16, "GetConfiguration", #"{"key":["LightIntensity"]}"#),
        Case(.v16, "ChangeConfiguration", #"{"key":"LightIntensity","value":"50"}"#),
        Case(
            .v16, "InstallCertificate", #"{"certificateType":"CentralSystemRootCertificate","certificate":"-----"}"#),
        Case(.v16, "DeleteCertificate", #"{"certificateHashData":\#(hash)}"#),
        Case(.v16, "GetInstalledCertificateIds", #"{"certificateType":"ManufacturerRootCertificate"}"#),
        Case(
            .v201, "ReserveNow",
            #"{"id":4,"expiryDateTime":"\#(time)","idToken":{"idToken":"a","type":"Central"},"evseId":1}"#),
        Case(.v21, "GetLog", #"{"logType":"DiagnosticsLog","requestId":1,"log":{"remoteLocation":"ftp://h/d"}}"#),
        Case(
            .v201, "UpdateFirmware",
            #"{"requestId":1,"firmware":{"location":"ftp://h/f","retrieveDateTime":"\#(time)"}}"#),
        Case(
            .v21, "GetVariables",
            #"{"getVariableData":[{"component":{"name":"SmartChargingCtrlr"},"variable":{"name":"Enabled"}}]}"#),
        Case(
            .v201, "SetVariables",
            #"{"setVariableData":[{"attributeValue":"5","component":{"name":"Display"},"variable":{"name":"Light"}}]}"#
        ),
        Case(.v21, "GetInstalledCertificateIds", #"{"certificateType":["V2GRootCertificate"]}"#),
        Case(.v201, "DeleteCertificate", #"{"certificateHashData":\#(hash)}"#),
        Case(
            .v201, "InstallCertificate", #"{"certificateType":"CSMSRootCertificate","certificate":"-----"}"#),
    ]

    static let refused: [Case] = [
        Case(.v16, "CancelReservation", "{", "1:2: /", "ends in the middle"),
        Case(.v16, "CancelReservation", "[]", "1:1: /", "expected an object"),
        Case(.v16, "CancelReservation", "{}", "1:", "\"reservationId\" is missing"),
        Case(.v16, "CancelReservation", #"{"reservationId":"four"}"#, "/reservationId", "expected a number"),
        Case(.v16, "CancelReservation", #"{"reservationId":4.5}"#, "/reservationId", "would be sent as"),
        Case(.v16, "CancelReservation", #"{"reservationId":4,"id":4}"#, "/id", "no such member"),
        Case(.v16, "UpdateFirmware", #"{"location":"x","retrieveDate":"soon"}"#, "retrieveDate", "missing"),
        Case(.v16, "GetConfiguration", #"{"key":["\#(String(repeating: "x", count: 51))"]}"#, "key", "51 characters"),
        Case(.v16, "SendLocalList", #"{"listVersion":1,"updateType":"Half"}"#, "updateType", "Half"),
        Case(
            .v201, "SetVariables",
            #"{"setVariableData":[{"attributeValue":"5","component":{"name":"Display","color":1},"variable":{"name":"L"}}]}"#,
            "/setVariableData/0/component/color", "no such member"),
        Case(.v201, "GetVariables", #"{"getVariableData":[]}"#, "getVariableData", "at least 1"),
        // What is not for people.
        Case(.v16, "SetChargingProfile", "{}", "action", "the dispatcher's alone"),
        Case(.v201, "ClearChargingProfile", "{}", "action", "the dispatcher's alone"),
        Case(.v21, "UpdateDynamicSchedule", "{}", "action", "the dispatcher's alone"),
        Case(.v16, "Reset", "{}", "action", "/reset"),
        Case(.v201, "RequestStartTransaction", "{}", "action", "/v1/ders"),
        Case(.v16, "GetVariables", "{}", "action", "ChangeConfiguration"),
        Case(.v201, "GetDiagnostics", "{}", "action", "not passed"),
        Case(.v16, "Heartbeat", "{}", "action", "not passed"),
        Case(.v21, "CertificateSigned", "{}", "action", "not passed"),
        // What is the gateway's own to set, whatever its case.
        Case(
            .v16, "ChangeConfiguration", #"{"key":"meterValueSampleInterval","value":"5"}"#,
            "meterValueSampleInterval", "the dispatcher sets it"),
        Case(
            .v16, "ChangeConfiguration", #"{"key":"SupportedFeatureProfiles","value":"Core"}"#,
            "SupportedFeatureProfiles", "relies on it"),
        Case(
            .v16, "ChangeConfiguration", #"{"key":"AuthorizationKey","value":"00"}"#, "AuthorizationKey", "key file"),
        Case(.v201, "SetVariables", variable("smartchargingctrlr", "Enabled"), "smartchargingctrlr.Enabled", "relies"),
        Case(.v21, "SetVariables", variable("V2XChargingCtrlr", "Enabled"), "V2XChargingCtrlr.Enabled", "relies"),
        Case(.v21, "SetVariables", variable("DCDERCtrlr", "Enabled"), "DCDERCtrlr.Enabled", "relies"),
        Case(
            .v201, "SetVariables", variable("SecurityCtrlr", "BasicAuthPassword"), "SecurityCtrlr.BasicAuthPassword",
            "key file"),
        Case(
            .v201, "SetVariables", variable("SampledDataCtrlr", "Enabled"), "SampledDataCtrlr.Enabled", "relies"),
        Case(
            .v21, "SetVariables", variable("SampledDataCtrlr", "TxStartedMeasurands"),
            "SampledDataCtrlr.TxStartedMeasurands", "relies"),
        Case(.v201, "SetVariables", variable("ClockCtrlr", "DateTime"), "ClockCtrlr.DateTime", "relies"),
        Case(
            .v201, "SetVariables", variable("SampledDataCtrlr", "TxUpdatedInterval"),
            "SampledDataCtrlr.TxUpdatedInterval", "sets it"),
    ]

    private static func variable(_ component: String, _ variable: String) -> String {
        #"{"setVariableData":[{"attributeValue":"5","component":{"name":"Display"},"variable":{"name":"L"}},"#
            + #"{"attributeValue":"5","component":{"name":"\#(component)"},"variable":{"name":"\#(variable)"}}]}"#
    }

    @Test(arguments: passed) func aGoodPayloadLeavesAsItIs(_ given: Case) throws {
        let call = try PassThrough.encoded(given.action, Array(given.payload.utf8), for: given.version)
        #expect(call.action == given.action)
        let text = given.payload.isEmpty ? "{}" : given.payload
        let before = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
        let after = try JSONSerialization.jsonObject(with: Data(call.payload)) as? NSDictionary
        // Dates are written with milliseconds.
        let written = String(decoding: call.payload, as: UTF8.self)
        if text.contains(Self.time) {
            #expect(written.contains("2026-11-26T12:00:00.000Z"))
        } else {
            #expect(before == after, "\(written)")
        }
    }

    @Test(arguments: refused) func aBadOneIsToldWhereAndWhy(_ given: Case) throws {
        let expected = try #require(given.fault)
        do throws(StationOperationError) {
            _ = try PassThrough.encoded(given.action, Array(given.payload.utf8), for: given.version)
            Issue.record("it was passed")
        } catch {
            #expect(error.text.contains(expected.place), "\(error.text)")
            #expect(error.text.contains(expected.reason), "\(error.text)")
        }
    }

    /// Whatever the schema of a version lists for the station and is not here is kept from it on purpose.
    @Test func everyPassedActionHasATest() {
        for version in OCPPVersion.allCases {
            let tested = Set(Self.passed.filter { ($0.version == .v16) == (version == .v16) }.map(\.action))
            let missing = PassThrough.actions(version).map { $0.action }.filter { !tested.contains($0) }
            #expect(
                version == .v16
                    ? missing.isEmpty : missing == ["CancelReservation", "GetLocalListVersion", "SendLocalList"])
            for type in PassThrough.actions(version) { #expect(type.versions.contains(version)) }
        }
    }

    @Test func theAnswerIsKeptWithoutSecrets() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        station.configuration.append(["key": "AuthorizationKey", "readonly": false, "value": "4D7953"])
        station.configuration.append(["key": "LightIntensity", "readonly": false, "value": "50"])
        bench.connect(station, 1, status: "Available")
        let payload = Array("{}".utf8)
        let (_, actions) = bench.core.request(
            .call(action: "GetConfiguration", payload: payload), station: "cs", author: "ann", now: bench.now)
        bench.carryOut(actions)
        let asked = try #require(bench.core.askedOperations(station: "cs")?.last)
        #expect(asked.standing == .accepted)
        let answer = try #require(asked.answer?.serialized())
        #expect(answer.contains(#""LightIntensity""#) && answer.contains(#""50""#))
        #expect(answer.contains(#""AuthorizationKey""#) && !answer.contains("4D7953"))
    }
}
