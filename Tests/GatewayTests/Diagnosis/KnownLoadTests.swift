// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Gateway

/// A load of known size, and what a meter may make of it.
@Suite struct KnownLoadTests {
    private typealias Reading = KnownLoadTest.Reading

    private func verdict(_ before: Double, _ after: Double, load: Double = 2) -> KnownLoadTest.Verdict {
        KnownLoadTest(loadKW: load).judge(
            before: [Array(repeating: Reading(powerKW: before), count: 4)],
            after: [Array(repeating: Reading(powerKW: after), count: 4)])
    }

    @Test func signAndSize() {
        #expect(verdict(1, 3).isRight && verdict(-4, -1.8).isRight)
        #expect(verdict(1, -1).word == "inverted")
        #expect(verdict(0.5, 2_100).word == "scaled")
        #expect(verdict(0.001, 0.0031) == .scaled(changeKW: 0.0031 - 0.001, factor: 0.001))
        #expect(verdict(1, 1.1).word == "nothing")
        #expect(verdict(1, 2).word == "unclear" && !verdict(1, 2).isDecided)
    }

    @Test func oneOutlierDecidesNothing() {
        let test = KnownLoadTest(loadKW: 2)
        let after = [3.0, 3, 40, 3, 3].map { Reading(powerKW: $0) }
        #expect(test.judge(before: [Array(repeating: Reading(powerKW: 1), count: 3)], after: [after]).isRight)
        #expect(test.judge(before: [after], after: [Array(after.prefix(2))]).word == "tooFew")
    }

    @Test func thePhase() {
        func on(_ phases: [String: Double], asked: String) -> KnownLoadTest.Verdict {
            let before = Reading(powerKW: 1, byPhaseKW: ["A": 1, "B": 0, "C": 0])
            let sum = phases.values.reduce(0, +)
            return KnownLoadTest(loadKW: 2, phase: asked).judge(
                before: [Array(repeating: before, count: 3)],
                after: [Array(repeating: Reading(powerKW: sum, byPhaseKW: phases), count: 3)])
        }
        #expect(on(["A": 1, "B": 2, "C": 0], asked: "B").isRight)
        #expect(on(["A": 1, "B": 2, "C": 0], asked: "A") == .otherPhase(changeKW: 2, phases: ["B"]))
        #expect(on(["A": 1.7, "B": 0.65, "C": 0.65], asked: "C").word == "otherPhase", "on all three alike")
        let plain = KnownLoadTest(loadKW: 2, phase: "A").judge(
            before: [Array(repeating: Reading(powerKW: 1), count: 3)],
            after: [Array(repeating: Reading(powerKW: 3), count: 3)])
        #expect(plain == .withoutPhases(changeKW: 2))
    }

    @Test func topicsThatCarryNoPowerTellNothing() {
        let test = KnownLoadTest(loadKW: 2)
        let (low, high) = (
            Array(repeating: Reading(powerKW: 0.5), count: 3), Array(repeating: Reading(powerKW: 2.5), count: 3)
        )
        #expect(KnownLoadTest.isEnough([[], low, []]))
        #expect(test.judge(before: [[], low, []], after: [[], high, []]).isRight)
        // What carried nothing before cannot be compared.
        #expect(test.judge(before: [[], low], after: [high, high]).isRight)
        #expect(!KnownLoadTest.isEnough([[], []]) && !KnownLoadTest.isEnough([]))
        #expect(!KnownLoadTest.isEnough([low, Array(low.prefix(1))]))
        #expect(test.judge(before: [[]], after: [high]) == .tooFew(before: 0, after: 0))
    }

    @Test func powersOfSeveralTopicsAddUp() {
        let test = KnownLoadTest(loadKW: 2)
        let (low, high) = (
            Array(repeating: Reading(powerKW: 0.5), count: 3), Array(repeating: Reading(powerKW: 1.5), count: 3)
        )
        #expect(test.judge(before: [low, low], after: [high, high]).isRight)
    }
}
