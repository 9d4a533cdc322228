// SPDX-License-Identifier: Apache-2.0

import JSON
import TestSupport
import Testing

/// A seeded slice of the fuzzing: whatever comes in, the reader answers with a value or an error, and values survive
/// being written and read again.
@Suite struct FuzzTests {
    private static let seeds: [String] = [
        #"[2,"19223201","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-11-22T17:00:00Z","sampledValue":[{"value":"230.1"}]}]}]"#,
        #"{"time":"2026-11-22T17:00:00.000Z","seq":17,"boot":"a1","powerKW":-3.2,"soc":0.54,"x":[1e-7,2E+3,null,true,false]}"#,
        #"{"é\u0001\ud83d\ude00":"\"\\\/\b\f\n\r\t","":[[],{},[[{"a":{"b":[0]}}]]]}"#, "-12.5e-3",
        #""plain text, long enough for words of eight""#,
    ]

    @Test(arguments: 0..<8)
    func mutatedDocumentsAreReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for round in 0..<FuzzRounds.count(2_000) {
            var bytes = Array(Self.seeds[random.below(Self.seeds.count)].utf8)
            for _ in 0...random.below(4) { mutate(&bytes, &random) }
            guard let value = try? JSONValue(parsing: bytes) else {
                // A refused document has an offset inside it, and a location.
                let error = try #require(throws: JSONError.self) { try JSONValue(parsing: bytes) }
                #expect((0...bytes.count).contains(error.offset), "seed \(seed), round \(round)")
                _ = error.location(in: bytes)
                continue
            }
            let again = value.serializedBytes()
            #expect(try JSONValue(parsing: again) == value, "seed \(seed), round \(round)")
            #expect(try JSONValue(parsing: again).serializedBytes() == again, "seed \(seed), round \(round)")
            // What the tree accepts, skipping accepts, to the same end.
            let skipped = try JSONReader.read(bytes) { (reader: inout JSONReader) throws(JSONError) in
                try reader.skipValue()
            }
            #expect(!skipped.isEmpty)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let structural = Array("{}[]\",:\\u0eE+-. \u{0}tfn".utf8) + [0x80, 0xC3, 0xED, 0xF4, 0xFF]
        let index = random.below(max(1, bytes.count))
        switch random.below(6) {
        case 0 where !bytes.isEmpty: bytes[index] = UInt8(truncatingIfNeeded: random.next())
        case 1 where !bytes.isEmpty: bytes[index] = structural[random.below(structural.count)]
        case 2 where !bytes.isEmpty: bytes.remove(at: index)
        case 3: bytes.insert(structural[random.below(structural.count)], at: min(index, bytes.count))
        case 4: bytes.removeLast(random.below(bytes.count + 1))
        default: bytes.insert(contentsOf: bytes.prefix(random.below(bytes.count + 1)), at: min(index, bytes.count))
        }
    }

    @Test func doublesSurviveTheRoundTrip() throws {
        var random = SplitMix64(seed: 42)
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            let back = try JSONValue(parsing: JSONValue.number(number).serialized()).double
            #expect(back?.bitPattern == number.bitPattern)
        }
    }

    @Test func shortDecimalsAgreeWithTheStandardLibrary() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let text = "\(random.below(1_000_000)).\(random.below(1_000_000))e\(random.below(60) - 30)"
            #expect(try JSONValue(parsing: text).double == Double(text), "\(text)")
        }
    }
}
