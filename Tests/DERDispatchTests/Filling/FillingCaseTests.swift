// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Testing

/// `Tests/Cases/Filling`: instances answered by progressive filling on a common level, without prices.
@Suite("Sharing by filling against progressive filling")
struct FillingCaseTests {
    struct Case: Decodable {
        struct Node: Decodable {
            var parent: Int
            var fixed: [Double]?
            var limits: [String: Double]?
        }
        struct DER: Decodable {
            var node: Int
            var wiring: String
            var rating: Double
            var asks: Double
            var least: Double
            var tier: Double
            var weight: Double
        }
        struct Overload: Decodable {
            var node: Int
            var account: String
            var kW: Double
        }
        struct Answer: Decodable {
            var powersKW: [Double]
            var overloads: [Overload]
        }
        var seed: Int
        var principle: String
        var nodes: [Node]
        var ders: [DER]
        var answer: Answer
    }

    private static let wirings = [
        "a": Wiring.a, "b": Wiring.b, "c": Wiring.c, "ab": Wiring.ab, "bc": Wiring.bc, "ca": Wiring.ca,
        "abc": Wiring.abc, "unknown": Wiring.unknown,
    ]

    private static func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Cases/Filling/instances.json")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    }

    @Test("powers, overloads and the proof of 60 instances")
    func equalsReference() throws {
        let cases = try Self.cases()
        #expect(cases.count == 60)
        var solver = FillingSolver()
        var (worst, rounds) = (0.0, 0)
        for given in cases {
            let label = Comment(rawValue: "seed \(given.seed), \(given.principle)")
            let instance = try instance(given)
            let answer = try FillingAnswer(instance, with: &solver)
            #expect(answer.status == .exact, label)
            #expect(FillingCertificate(instance, answer).faults.isEmpty, label)
            for (ours, theirs) in zip(answer.setpoints, given.answer.powersKW) {
                worst = max(worst, (ours - theirs).magnitude)
                #expect((ours - theirs).magnitude < 1e-6, label)
            }
            #expect(answer.overloads.count == given.answer.overloads.count, label)
            for expected in given.answer.overloads {
                let ours = answer.overloads.first { $0.node == expected.node && "\($0.account)" == expected.account }
                #expect(((ours?.kW ?? 0) - expected.kW).magnitude < 1e-6, label)
            }
            rounds = max(rounds, answer.rounds)
        }
        print("filling: \(cases.count) instances, largest difference \(worst) kW, at most \(rounds) rounds")
    }

    private func instance(_ given: Case) throws -> FillingInstance {
        var instance = FillingInstance()
        for node in given.nodes {
            let at = instance.addNode(parent: node.parent, fixed: node.fixed ?? [0, 0, 0, 0, 0])
            for account in FlowAccount.allCases { instance.bound(at, account, upper: node.limits?["\(account)"]) }
        }
        let level = given.ders.map { $0.asks / $0.weight }.max() ?? 1
        let cut = given.ders.map { $0.asks - $0.least }.max() ?? 1
        let part = given.ders.map { ($0.asks - $0.least) / $0.rating }.max() ?? 1
        let heaviest = given.ders.map(\.weight).max() ?? 1
        for der in given.ders {
            // Where the DER begins to give way, and what it gives up for one unit of price: no more than that is needed
            // for all it has, so that tiers one unit apart are strict.
            let claim = der.weight / heaviest
            let (start, span) =
                switch given.principle {
                case "maxMin": (level * der.weight, level * der.weight)
                case "proRata": (der.asks, (der.asks - der.least) / claim)
                case "proRataRating": (der.asks, part * der.rating / claim)
                default: (der.asks, cut / claim)
                }
            instance.addDER(
                at: der.node, shares: try #require(Self.wirings[der.wiring]), from: der.least, to: der.asks,
                ref: start, up: 1, down: 1 / max(span, 1e-6), tier: der.tier)
        }
        return instance
    }
}
