// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP
import TestSupport
import Testing

/// A seeded slice of the fuzzing: whatever bytes come in, every decoder answers with a value or an error, and what was
/// read leniently and can be written strictly reads back as the same value.
@Suite struct FuzzTests {
    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "null", "1e308", "-1", "\"\"", "\"0\"", "\u{0}", "é", "true",
    ]

    @Test(arguments: 0..<6)
    func mutatedMessagesAreReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let samples = try MessageSamples().all.filter { $0.payload.count < 2_000 }
        for _ in 0..<FuzzRounds.count(1_500, cost: 4) {
            var bytes = samples[random.below(samples.count)].payload
            for _ in 0...random.below(3) { mutate(&bytes, pieces: Self.pieces, &random) }
            check(V16.MeterValues.self, bytes, seed)
            check(V16.StopTransaction.self, bytes, seed)
            check(V16.BootNotification.self, bytes, seed)
            check(V16.StatusNotification.self, bytes, seed)
            check(V16.SetChargingProfile.self, bytes, seed)
            check(V16.GetConfiguration.Response.self, bytes, seed)
            check(V16.GetCompositeSchedule.Response.self, bytes, seed)
            check(V16.SendLocalList.self, bytes, seed)
            var session = CallSession(configuration: .init(version: .v16), idPrefix: "f")
            let frame = Array(#"[2,"id","MeterValues","#.utf8) + bytes + [UInt8(ascii: "]")]
            #expect(session.received(frame, now: 0).count == 1, "seed \(seed): a call is delivered or answered")
        }
    }

    private func check<Payload: OCPPPayload>(_ type: Payload.Type, _ bytes: [UInt8], _ seed: Int) {
        guard let value = try? Payload(decoding: bytes), let written = try? value.encoded() else { return }
        // Writing cuts limits to tenths, so from the second writing on nothing may change any more.
        let again = try? Payload(decoding: written)
        #expect(again != nil, "seed \(seed)")
        #expect((try? again?.encoded()) == written, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
}
