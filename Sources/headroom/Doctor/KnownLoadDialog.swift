// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gateway
import JSON

/// Asks for a load of known size, and looks what the meter makes of it.
struct KnownLoadDialog: Sendable {
    var site: String
    /// The DER, or `meter`.
    var subject: String
    var loadKW: Double
    var phase: String?
    /// Whether it waits for Enter.
    var asks: Bool
    var client: GatewayClient

    /// How long it waits for readings before anything is switched.
    static let patience = Duration.seconds(40)
    /// A verdict that stands for so many looks is the answer.
    static let steadyLooks = 3

    /// The document of what came out, and whether it is right.
    func run(for span: Span) async throws -> (document: JSONValue, isRight: Bool) {
        let test = KnownLoadTest(loadKW: loadKW, phase: phase)
        let before = try await readingsBefore()
        let place = phase.map { " on phase \($0)" } ?? ""
        StandardError.write(
            "Now switch on a load of \(Words.number(loadKW)) kW\(place)" + (asks ? ", and press Enter." : "."))
        let askedAt = ContinuousClock.now
        if asks { _ = readLine() }
        let end = ContinuousClock.now + .seconds(span.seconds)
        var (verdict, looks) = (KnownLoadTest.Verdict.tooFew(before: before.map(\.count).min() ?? 0, after: 0), 0)
        while ContinuousClock.now < end, looks < Self.steadyLooks {
            try await Task.sleep(for: DiagnosisWatch.pause)
            let after = readings(try await ask(anew: false), since: askedAt)
            let found = test.judge(before: before, after: after)
            looks = found.isDecided && found.word == verdict.word ? looks + 1 : 0
            verdict = found
        }
        var object = JSONObject()
        object["site"] = .string(site)
        object["subject"] = .string(subject)
        object["knownLoadKW"] = .number(loadKW)
        object["phase"] = phase.map { .string($0) } ?? .null
        object["verdict"] = .string(verdict.word)
        object["sentence"] = .string("\(site) \(subject): \(verdict.sentence(of: test))")
        return (.object(object), verdict.isRight)
    }

    private func readingsBefore() async throws -> [[KnownLoadTest.Reading]] {
        var document = try await ask(anew: true)
        let subjects = (document["topics"]?.array ?? []).compactMap { $0["subject"]?.string }
        guard subjects.contains(subject) else {
            let known = Set(subjects).sorted().joined(separator: ", ")
            throw CommandError.input(
                "\(site) publishes no readings of \(subject)" + (known.isEmpty ? "" : "; there are \(known)"))
        }
        let start = ContinuousClock.now
        while ContinuousClock.now - start < Self.patience {
            let readings = readings(document, since: start - .seconds(1))
            if KnownLoadTest.isEnough(readings), !isAnyUnheard(document) { return readings }
            try await Task.sleep(for: DiagnosisWatch.pause)
            document = try await ask(anew: false)
        }
        // A topic that says nothing for so long, such as a state of charge that rests, is not waited for.
        let readings = readings(document, since: start - .seconds(1))
        if KnownLoadTest.isEnough(readings) { return readings }
        throw CommandError.input(
            "\(site) \(subject): fewer than \(KnownLoadTest.fewReadings) readings in "
                + "\(Self.patience.components.seconds) s; run headroom doctor \(site) first")
    }

    private func ask(anew: Bool) async throws -> JSONValue {
        try await client.call(.GET, DiagnosisSubject.site(site).path + (anew ? "?anew=true" : ""))
    }

    /// Whether a topic of the subject has not spoken yet: it may carry a part of the power.
    private func isAnyUnheard(_ document: JSONValue) -> Bool {
        (document["topics"]?.array ?? []).contains {
            $0["subject"]?.string == subject && ($0["readings"]?.array ?? []).isEmpty
        }
    }

    /// The readings of power that came since then, by topic; refused ones too, for another unit is refused.
    private func readings(_ document: JSONValue, since start: ContinuousClock.Instant) -> [[KnownLoadTest.Reading]] {
        let passed = ContinuousClock.now - start
        let age = Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
        return (document["topics"]?.array ?? []).filter { $0["subject"]?.string == subject }.map { topic in
            (topic["readings"]?.array ?? []).compactMap { reading in
                guard let power = reading["powerKW"]?.double, reading["ageS"]?.double ?? .infinity <= age else {
                    return nil
                }
                var phases: [String: Double] = [:]
                for (key, value) in reading["powerByPhaseKW"]?.object ?? JSONObject() { phases[key] = value.double }
                return KnownLoadTest.Reading(powerKW: power, byPhaseKW: phases)
            }
        }
    }
}
