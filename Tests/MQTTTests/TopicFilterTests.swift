// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import MQTT
import TestSupport
import Testing

@Suite struct TopicFilterTests {
    /// The examples of MQTT 3.1.1, section 4.7.
    @Test(arguments: [
        ("sport/tennis/player1/#", "sport/tennis/player1", true),
        ("sport/tennis/player1/#", "sport/tennis/player1/ranking", true),
        ("sport/#", "sport", true),
        ("sport/tennis/+", "sport/tennis/player1", true),
        ("sport/tennis/+", "sport/tennis/player1/ranking", false),
        ("sport/+", "sport", false),
        ("sport/+", "sport/", true),
        ("+/+", "/finance", true),
        ("/+", "/finance", true),
        ("+", "/finance", false),
        ("#", "$SYS/monitor", false),
        ("+/monitor/Clients", "$SYS/monitor/Clients", false),
        ("$SYS/#", "$SYS/monitor", true),
        ("$SYS/monitor/+", "$SYS/monitor/Clients", true),
        ("a/b", "a/b/c", false),
        ("a/b/c", "a/b", false),
    ])
    func standardExamples(filterText: String, topic: String, expected: Bool) throws {
        #expect(try MQTTTopicFilter(filterText).matches(topic) == expected)
    }

    @Test(arguments: [
        ("", MQTTTopicError.Reason.empty),
        ("sport/tennis#", .wildcardNotAlone),
        ("sport/tennis/#/ranking", .hashNotLast),
        ("sport+", .wildcardNotAlone),
        ("a\u{0}b", .forbiddenCharacter),
        ("a\u{7F}", .forbiddenCharacter),
        (String(repeating: "a", count: 65_536), .tooLong),
        (String(repeating: "/", count: 201), .tooDeep),
    ])
    func refusedFilters(text: String, reason: MQTTTopicError.Reason) {
        #expect(throws: MQTTTopicError(text: text, reason: reason)) { try MQTTTopicFilter(text) }
    }

    @Test func refusedNames() {
        #expect(throws: MQTTTopicError(text: "a/+", reason: .wildcardInName)) { try MQTTTopic.validate(name: "a/+") }
        #expect(throws: MQTTTopicError(text: "a/#", reason: .wildcardInName)) { try MQTTTopic.validate(name: "a/#") }
        #expect(throws: Never.self) { try MQTTTopic.validate(name: "a/$b/ ü") }
    }

    /// libmosquitto has its own matcher and checker: ours must agree on texts made of the characters that matter.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func agreesWithLibmosquitto(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var matches = 0
        for _ in 0..<20_000 {
            let filterText = Self.text(&random, wildcards: 4)
            let topic = Self.text(&random, wildcards: 0)
            let isValid = mosquitto_sub_topic_check(filterText) == 0 && !filterText.isEmpty
            let ours = try? MQTTTopicFilter(filterText)
            #expect((ours != nil) == isValid, "seed \(seed): filter \(filterText)")
            guard let ours, !topic.isEmpty else { continue }
            var expected = false
            #expect(mosquitto_topic_matches_sub(filterText, topic, &expected) == 0)
            #expect(ours.matches(topic) == expected, "seed \(seed): \(filterText) \(topic)")
            if expected { matches += 1 }
        }
        #expect(matches > 500, "the generated texts must not all differ")
    }

    @Test(arguments: [4, 5] as [UInt64])
    func agreesWithLibmosquittoOnCharacters(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let value = UInt32.random(in: 1...0x2FFFF, using: &random) >> UInt32.random(in: 0...12, using: &random)
            guard value > 0, let scalar = Unicode.Scalar(value), !"+#".unicodeScalars.contains(scalar) else { continue }
            let text = "a/" + String(Character(scalar))
            let isValid = mosquitto_validate_utf8(text, Int32(text.utf8.count)) == 0
            #expect(((try? MQTTTopic.validate(name: text)) != nil) == isValid, "U+\(String(value, radix: 16))")
        }
    }

    private static func text(_ random: inout SplitMix64, wildcards: Int) -> String {
        let alphabet =
            ["a", "b", "/", "/", "$"] + Array(repeating: "+", count: wildcards / 2)
            + Array(repeating: "#", count: wildcards / 4)
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? ""
        }.joined()
    }
}
