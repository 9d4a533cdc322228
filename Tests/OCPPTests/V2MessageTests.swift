// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import TestSupport
import Testing

/// 2.x without a peer: the versions' differences, what devices in the field write instead, and a slice of fuzzing.
@Suite struct V2MessageTests {
    private func error(_ payload: some OCPPPayload, _ version: OCPPVersion) -> OCPPEncodingError? {
        do throws(OCPPEncodingError) { _ = try payload.encoded(for: version) } catch { return error }
        return nil
    }

    private func text(_ payload: some OCPPPayload, _ version: OCPPVersion) throws -> String {
        String(decoding: try payload.encoded(for: version), as: UTF8.self)
    }

    @Test func messagesAreCounted() {
        #expect(V2.requests.count == 90)
        #expect(V2.requests.filter { $0.versions.contains(.v201) }.count == 64)
        #expect(V2.requests.allSatisfy { $0.versions.contains(.v21) && !$0.versions.contains(.v16) })
        #expect(V2.sends.map { $0.action } == ["NotifyPeriodicEventStream"])
        let actions = V2.requests.map { $0.action } + V2.sends.map { $0.action }
        #expect(Set(V2.Action.names.map { $0.text.description }) == Set(actions))
        #expect(V2.Action("AFRRSignal").isListed(in: .v21))
        #expect(!V2.Action.afrrSignal.isListed(in: .v201))
        #expect(V2.Action("StartTransaction") == .other("StartTransaction"))
    }

    /// Answers that many requests share know of whose they are.
    @Test func anAnswerHasTheVersionsOfItsRequest() {
        func agree<Request: V2Request>(_: Request.Type) -> Bool { Request.Response.versions == Request.versions }
        #expect(V2.requests.allSatisfy { agree($0) })
        #expect(error(V2.AFRRSignal.Response(status: .accepted), .v201)?.code == .notImplemented)
        #expect(error(V2.ClosePeriodicEventStream.Response(), .v201)?.code == .notImplemented)
        #expect(error(V2.ClearCache.Response(status: .accepted), .v201) == nil)
    }

    @Test func aMessageOfAnotherVersionIsNotSent() throws {
        let signal = V2.AFRRSignal(timestamp: OCPPTimestamp(milliseconds: 0), signal: -40)
        #expect(try text(signal, .v21) == #"{"timestamp":"1970-01-01T00:00:00.000Z","signal":-40}"#)
        #expect(error(signal, .v201)?.code == .notImplemented)
        #expect(error(V2.Heartbeat(), .v16)?.code == .notImplemented)
        #expect(error(V16.Heartbeat(), .v201)?.code == .notImplemented)
        let call = try CallSession.OutboundCall(handle: 1, V2.Heartbeat(), for: .v201)
        #expect(call.action == "Heartbeat")
        #expect(throws: OCPPEncodingError.self) { try CallSession.OutboundCall(handle: 1, V2.Heartbeat(), for: .v16) }
    }

    @Test func onlyTheNewerVersionDischarges() throws {
        var period = V2.ChargingSchedulePeriod(startPeriod: 0)
        #expect(error(period, .v201)?.key == "limit")
        #expect(error(period, .v201)?.code == .occurrenceConstraintViolation)
        period.setpoint = -7_360
        period.operationMode = .centralSetpoint
        #expect(
            try text(period, .v21) == #"{"startPeriod":0,"setpoint":-7360,"operationMode":"CentralSetpoint"}"#)
        period.limit = 0
        #expect(error(period, .v201)?.key == "setpoint")
        #expect(error(period, .v201)?.code == .formationViolation)
        period.dischargeLimit = 1
        #expect(error(period, .v21)?.key == "dischargeLimit")
        #expect(error(period, .v21)?.code == .propertyConstraintViolation)
    }

    /// 2.0.1 allows one digit after the point, which its schema cannot say.
    @Test(arguments: [
        (6.37, "6.3", "6.37"), (-6.37, "-6.3", "-6.37"), (16, "16.0", "16"), (0.1 + 0.2, "0.3", "0.30000000000000004"),
    ])
    func limitsHaveOneDecimalBefore21(limit: Double, older: String, newer: String) throws {
        let period = V2.ChargingSchedulePeriod(startPeriod: 0).with { $0.limit = limit }
        #expect(try text(period, .v201) == #"{"startPeriod":0,"limit":\#(older)}"#)
        #expect(try text(period, .v21) == #"{"startPeriod":0,"limit":\#(newer)}"#)
    }

    @Test func integersOf201AreNumbersIn21() throws {
        var parameters = V2.ACChargingParameters(
            energyAmount: 20_000, evMinCurrent: 6, evMaxCurrent: 32, evMaxVoltage: 400)
        #expect(try text(parameters, .v201).contains(#""evMaxCurrent":32,"#))
        parameters.evMaxCurrent = 31.5
        #expect(error(parameters, .v201)?.key == "evMaxCurrent")
        #expect(error(parameters, .v201)?.code == .typeConstraintViolation)
        #expect(try text(parameters, .v21).contains(#""evMaxCurrent":31.5,"#))
        parameters.evMaxCurrent = .nan
        #expect(error(parameters, .v21)?.code == .propertyConstraintViolation)
    }

    @Test func listsThatTheNewerVersionOpens() throws {
        var token = V2.IdToken(idToken: "04AABB", type: .iso14443)
        #expect(try text(token, .v201) == #"{"idToken":"04AABB","type":"ISO14443"}"#)
        token.type = .other("EVCCID")
        #expect(error(token, .v201)?.key == "type")
        #expect(try text(token, .v21) == #"{"idToken":"04AABB","type":"EVCCID"}"#)
        token.type = .other(String(repeating: "x", count: 21))
        #expect(error(token, .v21)?.key == "type")
        #expect(V2.ChargingProfileKind.dynamic.isListed(in: .v21))
        #expect(!V2.ChargingProfileKind.dynamic.isListed(in: .v201))
        #expect(V2.Measurand("Power.Active.Setpoint") == .powerActiveSetpoint)
        #expect(!V2.Measurand.powerActiveSetpoint.isListed(in: .v201))
        #expect(V2.Measurand.powerActiveImport.isListed(in: .v201))
        #expect(!V2.Measurand("Power.Active.Sideways").isListed(in: .v21))
    }

    /// Patience: null, an empty text and an unreadable date are absent, a number may be in a string, unknown words and
    /// members of vendors are kept, unknown members passed over.
    @Test func whatDevicesWriteInsteadIsRead() throws {
        let event = try V2.TransactionEvent(
            decoding: #"""
                {"eventType":"Updated","timestamp":"","triggerReason":"SunRise","seqNo":"7","offline":"false",
                 "transactionInfo":{"transactionId":4711,"chargingState":"","customData":{"vendorId":"V","a":[1,null]}},
                 "evse":null,"reservationId":null,"meterValue":[{"timestamp":"0","sampledValue":[
                   {"value":"-7.25","measurand":"Power.Active.Import","unitOfMeasure":{"unit":"W","multiplier":"3"}}]}],
                 "newInSomeVersion":{"deep":[{}]}}
                """#.utf8)
        #expect(event.timestamp == nil)
        #expect(event.triggerReason == .other("SunRise"))
        #expect(event.seqNo == 7)
        #expect(event.offline == false)
        #expect(event.transactionInfo.transactionId == "4711")
        #expect(event.transactionInfo.chargingState == nil)
        #expect(event.transactionInfo.customData?.vendorId == "V")
        #expect(event.transactionInfo.customData.map { JSONValue.object($0.members) } == ["a": [1, nil]])
        #expect(event.evse == nil)
        let sampled = try #require(event.meterValue?.first?.sampledValue.first)
        #expect(sampled.value == -7.25)
        #expect(sampled.measurand == .powerActiveImport)
        #expect(sampled.unitOfMeasure?.multiplier == 3)
        // Written strictly, it has a word of its own and lacks its time.
        #expect(error(event, .v201)?.key == "triggerReason")
        var known = event
        known.triggerReason = .meterValuePeriodic
        #expect(error(known, .v201)?.key == "timestamp")
    }

    @Test func refusalsSayWhere() throws {
        let payload = #"{"evseId":1,"chargingProfile":{"id":1,"stackLevel":"high"}}"#
        let refusal = try #require(throws: OCPPCallError.self) {
            try V2.SetChargingProfile(decoding: payload.utf8, checkedFor: .v201)
        }
        #expect(refusal.code == .typeConstraintViolation)
        #expect(refusal.description.contains("number"))
        let long = V2.SetVariables(
            setVariableData: [
                .init(
                    attributeValue: String(repeating: "é", count: 1_001), component: .init(name: "C"),
                    variable: .init(name: "V"))
            ])
        let bytes = try long.encoded(for: .v21)
        #expect(throws: Never.self) { try V2.SetVariables(decoding: bytes, checkedFor: .v21) }
        let tooLong = try #require(throws: OCPPCallError.self) {
            try V2.SetVariables(decoding: bytes, checkedFor: .v201)
        }
        #expect(tooLong.code.text(in: .v201) == "PropertyConstraintViolation")
        #expect(tooLong.description == "attributeValue: 1001 characters, at most 1000 are allowed")
    }

    /// A vendor's members are not searched for each further one: 20,000 of them would take minutes so.
    @Test func aVendorsManyMembersAreReadInTime() throws {
        let members = (0..<20_000).map { "\"member\($0)\":\($0)" }.joined(separator: ",")
        let payload = "{\"customData\":{\"vendorId\":\"V\",\(members)}}"
        let started = ContinuousClock.now
        let heartbeat = try V2.Heartbeat(decoding: payload.utf8, checkedFor: .v201)
        #expect(ContinuousClock.now - started < .seconds(5))
        let read = try #require(heartbeat.customData?.members)
        #expect(read.count == 20_000)
        #expect(read.last?.key == "member19999")
        #expect(read.last?.value == 19_999)
        #expect(throws: OCPPCallError.self) {
            try V2.Heartbeat(decoding: #"{"customData":{"vendorId":"V","a":1,"a":2}}"#.utf8, checkedFor: .v201)
        }
    }

    /// What is only checked meets the same refusals as what is written.
    @Test func checkingRefusesAsWritingDoes() throws {
        func refusal(_ payload: some OCPPPayload, _ version: OCPPVersion) -> OCPPEncodingError? {
            do throws(OCPPEncodingError) { try payload.check(for: version) } catch { return error }
            return nil
        }
        func isAlike(_ payload: some OCPPPayload) -> Bool {
            OCPPVersion.allCases.allSatisfy { refusal(payload, $0) == error(payload, $0) }
        }
        #expect(isAlike(V2.AFRRSignal(timestamp: OCPPTimestamp(milliseconds: 0), signal: -40)))
        #expect(isAlike(V16.Heartbeat()))
        var period = V2.ChargingSchedulePeriod(startPeriod: 0)
        #expect(isAlike(period))
        #expect(refusal(period, .v201)?.key == "limit")
        period.limit = .infinity
        #expect(isAlike(period))
        #expect(refusal(period, .v21)?.key == "limit")
        period.limit = 6.37
        #expect(refusal(period, .v201) == nil)
        #expect(refusal(V2.IdToken(idToken: "AA", type: .other("EVCCID")), .v201)?.key == "type")
        #expect(refusal(V2.IdToken(idToken: "AA", type: .other("EVCCID")), .v21) == nil)
    }

    @Test func vendorsMembersAreWrittenAgain() throws {
        let members: JSONValue = ["b": 1.5, "vendorId": "twice", "a": [true, nil, "x"]]
        let data = V2.CustomData(vendorId: "V", members: try #require(members.object))
        #expect(
            try text(V2.Heartbeat().with { $0.customData = data }, .v201)
                == #"{"customData":{"vendorId":"V","b":1.5,"a":[true,null,"x"]}}"#)
        let transfer = V2.DataTransfer(vendorId: "V").with { $0.data = ["setpoint": -11] }
        let again = try V2.DataTransfer(decoding: transfer.encoded(for: .v201))
        #expect(again == transfer)
        #expect(again.data?["setpoint"] == -11)
    }
}
