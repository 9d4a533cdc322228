// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import TestSupport
import Testing

/// A seeded slice of the fuzzing of the messages of 2.x: whatever comes, each decoder answers with a value or an error,
/// and what could be written reads back and is written the same again.
@Suite struct V2FuzzTests {
    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "null", "1e308", "-1", "9223372036854775807", "\"\"", "\"0\"",
        "\u{0}", "é", "true", "2026-02-30T25:61:00Z", "\"customData\":{\"vendorId\":\"v\",\"x\":[{}]}", "\"evseId\":1",
        "\"limit\":6.37", "\"chargingSchedulePeriod\":[{\"startPeriod\":0}]", "\"value\":\"-1.5\"", "0.1",
    ]

    /// Payloads with many optional members, where the smallest ones have none.
    private static let rich: [(schema: String, payload: String)] = [
        (
            "TransactionEventRequest",
            #"""
            {"eventType":"Started","timestamp":"2026-11-22T17:00:00Z","triggerReason":"CablePluggedIn","seqNo":0,
            "offline":true,"numberOfPhasesUsed":3,"transactionInfo":{"transactionId":"t1","chargingState":"Charging"},
            "evse":{"id":1,"connectorId":1},"idToken":{"idToken":"AA","type":"eMAID"},"meterValue":[{"timestamp":
            "2026-11-22T17:00:00Z","sampledValue":[{"value":7.5,"measurand":"Power.Active.Import","phase":"L1-N",
            "unitOfMeasure":{"unit":"kW","multiplier":0},"signedMeterValue":{"signedMeterData":"AA==","signingMethod":"",
            "encodingMethod":"OCMF","publicKey":""}}]}]}
            """#
        ),
        (
            "SetChargingProfileRequest",
            #"""
            {"evseId":1,"chargingProfile":{"id":7,"stackLevel":0,"chargingProfilePurpose":"TxProfile",
            "chargingProfileKind":"Dynamic","maxOfflineDuration":60,"transactionId":"t1","chargingSchedule":[{"id":1,
            "chargingRateUnit":"W","startSchedule":"2026-11-22T17:00:00Z","chargingSchedulePeriod":[{"startPeriod":0,
            "operationMode":"CentralSetpoint","setpoint":-7360,"dischargeLimit":-11000,"v2xFreqWattCurve":[
            {"frequency":49.8,"power":0.1},{"frequency":50.2,"power":-0.1}]}]}]}}
            """#
        ),
        (
            "NotifyEVChargingNeedsRequest",
            #"""
            {"evseId":1,"maxScheduleTuples":3,"chargingNeeds":{"requestedEnergyTransfer":"DC_BPT","controlMode":
            "DynamicControl","departureTime":"2026-11-23T07:00:00Z","v2xChargingParameters":{"maxChargePower":11000,
            "maxDischargePower":-11000,"evTargetEnergyRequest":20000,"evMinV2XEnergyRequest":-5000,"targetSoC":80}}}
            """#
        ),
        (
            "NotifyReportRequest",
            #"""
            {"requestId":1,"generatedAt":"2026-11-22T17:00:00Z","tbc":false,"seqNo":0,"reportData":[{"component":
            {"name":"SmartChargingCtrlr","evse":{"id":1}},"variable":{"name":"RateUnit"},"variableAttribute":[{"value":
            "A,W","mutability":"ReadOnly"}],"variableCharacteristics":{"dataType":"MemberList","supportsMonitoring":false,
            "valuesList":"A,W"}}]}
            """#
        ),
    ]

    @Test func theSmallestPayloadOfEveryMessageIsFound() throws {
        for type in V2PayloadType.all {
            let payload = try type.smallestPayload()
            #expect(type.readingError(payload) == nil)
            #expect(payload.count < 600, "\(type.schema)")
        }
        for (schema, payload) in Self.rich {
            let type = try #require(V2PayloadType.bySchema[schema])
            #expect(throws: Never.self) { try type.rewritten(Array(payload.utf8), .v21) }
        }
    }

    @Test(arguments: 0..<4)
    func everyMessageIsReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(2_000 + seed))
        let smallest = try V2PayloadType.all.map { ($0, try $0.smallestPayload()) }
        let rich = try Self.rich.map { (try #require(V2PayloadType.bySchema[$0.schema]), Array($0.payload.utf8)) }
        for round in 0..<FuzzRounds.count(3_000, cost: 4) {
            let source = random.below(2) == 0 ? rich : smallest
            var (type, bytes) = source[random.below(source.count)]
            for _ in 0..<random.below(4) { mutate(&bytes, pieces: Self.pieces, &random) }
            // Now and then the payload of one message comes under the action of another.
            if random.below(8) == 0 { type = V2PayloadType.all[random.below(V2PayloadType.all.count)] }
            for version in [OCPPVersion.v201, .v21] {
                guard let written = try? type.rewritten(bytes, version) else { continue }
                #expect(
                    (try? type.rewritten(written, version)) == written,
                    "seed \(seed), round \(round): \(type.schema): \(String(decoding: bytes, as: UTF8.self))")
                #expect(type.refusal(written, version) == nil, "seed \(seed), round \(round): \(type.schema)")
            }
        }
    }
}
