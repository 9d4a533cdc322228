// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway

/// What a site gets wrong is named, that and nothing else.
@Suite struct SiteDiagnosisTests {
    @Test func whoIsWellHasNoFinding() throws {
        let site = try WatchedSite()
        site.run(12)
        let diagnosis = SiteDiagnosis.judge(site.look())
        #expect(diagnosis.findings == [])
        #expect(diagnosis.well.contains("pv: accepted: 12 messages, every 1 s, clock 0 s from ours"))
        #expect(diagnosis.well.contains("bat: capabilities known: it may be dispatched"))
    }

    // MARK: - Topic

    @Test func aTopicOfNobodyIsNamedWithTheOneThatWasMeant() throws {
        let site = try WatchedSite()
        site.topics["bat"] = "headroom/v1/site/home/der/bta/telemetry"
        site.run(30)
        #expect(site.faults == ["topic@headroom/v1/site/home/der/bta/telemetry"], "and no silence beside it")
        #expect(site.finding(.topic)?.remedy == "publish on headroom/v1/site/home/der/bat/telemetry")
    }

    @Test func whatTheBrokerKeptOnATopicOfNobodyCountsOnce() throws {
        let site = try WatchedSite()
        for _ in 0..<2 { site.bench.mqtt("headroom/v1/site/home/der/bta/telemetry", "{}", isRetained: true) }
        #expect(site.finding(.topic)?.seen.hasPrefix("2 messages") == true)
    }

    @Test func whatTheBrokerDeniesIsNamed() throws {
        let site = try WatchedSite()
        site.members["bat"] = .some(nil)
        for _ in 0..<4 {
            site.bench.feed(.publishDenied(user: "site-home", topic: "headroom/v1/site/home/der/bat/telemtry"))
            site.bench.feed(.publishDenied(user: "site-other", topic: "x"))
        }
        site.run(30)
        #expect(site.faults == ["topic@headroom/v1/site/home/der/bat/telemtry"])
        #expect(site.finding(.topic)?.seen.hasPrefix("4 messages") == true)
    }

    @Test func aTopicFarFromAnyListsThem() throws {
        let site = try WatchedSite()
        site.bench.feed(.publishDenied(user: "site-home", topic: "zigbee2mqtt/x"))
        site.run(3)
        #expect(site.faults == ["topic@zigbee2mqtt/x"])
        #expect(site.finding(.topic)?.expected.contains("headroom/v1/site/home/der/") == true)
    }

    // MARK: - Unit

    @Test func wattsUnderKilowatts() throws {
        let site = try WatchedSite()
        site.members["bat"] = #""powerKW": 3200, "soc": 0.5"#
        site.run(5)
        #expect(site.faults == ["unit@bat"])
        #expect(site.finding(.unit)?.expected == "kW: 3.2, if that is in W")
    }

    @Test(arguments: [("54", "0.54, if that is in %"), ("5400", "an energy")])
    func aStateOfChargeThatIsNone(soc: String, word: String) throws {
        let site = try WatchedSite()
        site.members["bat"] = #""powerKW": 0, "soc": \#(soc)"#
        site.run(5)
        #expect(site.faults == ["unit@bat"])
        #expect(site.finding(.unit)?.expected.contains(word) == true)
    }

    @Test func aKeyOfAnotherUnit() throws {
        let site = try WatchedSite()
        site.members["bat"] = #""powerW": 3200"#
        site.run(5)
        #expect(site.faults == ["unit@bat"])
    }

    @Test func theVoltageBetweenTwoLines() throws {
        let site = try WatchedSite()
        site.members["pv"] = #""powerKW": -3, "voltageV": 400"#
        site.run(5)
        #expect(site.faults == ["unit@pv"])
        #expect(site.finding(.unit)?.seen.contains("between two lines") == true)
    }

    @Test func aMeterInWatts() throws {
        let site = try WatchedSite()
        site.members["meter"] = #""powerKW": -500"#
        site.run(5)
        #expect(site.faults == ["unit@meter"])
    }

    @Test func oneSlipIsNoFault() throws {
        let site = try WatchedSite()
        site.members["bat"] = #""powerKW": 3200, "soc": 0.5"#
        site.run(1)
        site.members["bat"] = #""powerKW": 0, "soc": 0.5"#
        site.run(9)
        #expect(!site.faults.contains("unit@bat"))
    }

    // MARK: - Sign

    @Test(arguments: [1.5, 3.0]) func pvThatImports(kW: Double) throws {
        let site = try WatchedSite()
        site.members["pv"] = #""powerKW": \#(kW)"#
        site.run(5)
        #expect(site.faults == ["sign@pv"], "both where it is taken and where the plate refuses it")
    }

    @Test func aLoadThatExports() throws {
        let site = try WatchedSite()
        site.members["heat"] = #""powerKW": -1"#
        site.run(5)
        #expect(site.faults == ["sign@heat"])
    }

    @Test func aStateOfChargeThatRisesWhilePowerFlowsOut() throws {
        let site = try WatchedSite()
        site.members["pv"] = .some(nil)
        site.members["meter"] = .some(nil)
        site.run(12) { second in
            site.members["bat"] = #""powerKW": -2, "soc": \#(0.5 + Double(second) * 2 / 3_600)"#
        }
        #expect(site.faults.contains("sign@bat"))
        let right = try WatchedSite()
        right.run(12) { second in
            right.members["bat"] = #""powerKW": 2, "soc": \#(0.5 + Double(second) * 2 / 3_600)"#
            right.members["meter"] = #""powerKW": 1.5"#
        }
        #expect(right.faults == [])
    }

    @Test func aStateOfChargeThatJumps() throws {
        let site = try WatchedSite()
        site.run(12) { second in
            site.members["bat"] = #""powerKW": 0, "soc": \#(second % 4 < 2 ? 0.21 : 0.19)"#
        }
        #expect(site.faults == [])
        let finding = try #require(site.finding(.value))
        #expect(finding.severity == .note && finding.subject == "bat")
        #expect(finding.seen.contains("from 0."), "\(finding.seen)")
        let whole = try WatchedSite()
        whole.run(12) { second in
            whole.members["bat"] = #""powerKW": 0, "soc": \#(second % 4 < 2 ? 0.21 : 0.2)"#
        }
        #expect(whole.finding(.value) == nil)
    }

    @Test(arguments: [-3.0, 3]) func aBatteryThatDoesTheOppositeOfWhatItIsTold(kW: Double) throws {
        let expected: Set = kW < 0 ? ["sign@bat", "acknowledgement@bat"] : ["acknowledgement@bat"]
        let site = try WatchedSite()
        site.members["bat"] = #""powerKW": \#(kW)"#
        site.members["meter"] = #""powerKW": \#(kW - 1)"#
        site.run(10)
        var look = site.look()
        let battery = try #require(look.subjects.firstIndex { $0.name == "bat" })
        look.subjects[battery].command = ObservedSubject.Command(
            powerKW: 3, standing: .sent, sentAt: look.now - .seconds(8), settlingS: 2)
        look.subjects[battery].setpointSentS = 30
        let found = SiteDiagnosis.judge(look).findings.map { "\($0.kind.rawValue)@\($0.subject)" }
        #expect(Set(found) == expected)
        look.subjects[battery].command?.standing = .confirmed
        let proven = SiteDiagnosis.judge(look).findings.map(\.kind)
        #expect(!proven.contains(.acknowledgement), "what is measured to be followed needs no answer")
    }

    @Test func aMeterTurnedRound() throws {
        let site = try WatchedSite()
        site.members["pv"] = #""powerKW": -5"#
        site.members["meter"] = #""powerKW": 3"#
        site.run(5)
        #expect(site.faults == ["sign@meter"])
        site.members["meter"] = #""powerKW": -3"#
        site.look(anew: true)
        site.run(5)
        #expect(site.faults == [])
    }

    /// Neither phase alone is what the meter reads.
    @Test func aMeterOfThreeTopicsIsNotHeldAgainstTheSumPartByPart() throws {
        let mapped = (1...3).map { "{signal: powerKW, topic: house/L\($0)}" }.joined(separator: ", ")
        let bench = try Bench(
            WatchedSite.topology.replacing(
                "meter: {maximumAgeS: 10}", with: "meter: {mappings: [\(mapped), {signal: voltageV, topic: house/U}]}"))
        func look() -> SiteObservation { bench.core.observe(site: 0, isAnew: false, now: bench.now) }
        _ = look()
        for second in 1...6 {
            for (der, kW) in [("pv", "-3"), ("bat", "0"), ("heat", "2")] {
                let time = FakeStation.text(bench.date)
                bench.mqtt(
                    "headroom/v1/site/home/der/\(der)/telemetry",
                    #"{"time": "\#(time)", "seq": \#(second), "boot": "a", "powerKW": \#(kW)}"#)
            }
            for (topic, value) in [("L1", "1.5"), ("L2", "-1"), ("L3", "-1"), ("U", "230")] {
                bench.mqtt("house/\(topic)", value)
            }
            bench.run(1)
        }
        let observation = look()
        let meter = try #require(observation.subjects.first { $0.unit == nil })
        #expect(meter.topics.count == 4 && meter.messages.contains { $0.sumOfDERsKW == -1 })
        #expect(!SiteDiagnosis.judge(observation).findings.contains { [.balance, .sign, .unit].contains($0.kind) })
    }

    @Test func numbersOfAnySizeCanBeWritten() {
        for value in [1e300, -1e300, 1e19, Double.infinity, .greatestFiniteMagnitude] {
            #expect(!FindingText.number(value).isEmpty && !FindingText.span(value).isEmpty)
        }
        #expect(FindingText.span(7_260) == "2:01 h" && FindingText.number(3.14159) == "3.142")
    }

    @Test func aMeterThatFitsNothingIsANote() throws {
        let site = try WatchedSite()
        site.members["meter"] = #""powerKW": 12"#
        site.run(5)
        #expect(site.faults == [])
        #expect(site.finding(.balance)?.severity == .note)
    }
}

/// Clock, silence, sequence and phases.
@Suite struct SiteStreamTests {
    @Test(arguments: [
        (7_200.0, "time zone of +2:00 h"), (-3_600, "time zone of -1:00 h"), (19_800, "time zone of +5:30 h"),
        (45, "45 s ahead"), (-45, "45 s behind"),
    ])
    func aClockThatIsOff(ahead: Double, words: String) throws {
        let site = try WatchedSite()
        site.ahead["bat"] = ahead
        site.run(12)
        #expect(site.faults == ["clock@bat"])
        #expect(site.finding(.clock)?.seen.contains(words) == true, "\(site.finding(.clock)?.seen ?? "")")
    }

    @Test(arguments: [
        (#"{"time": 1795366800, "powerKW": 0}"#, "seconds since 1970"),
        (#"{"time": 1795366800000, "powerKW": 0}"#, "milliseconds since 1970"),
        (#"{"time": "2026-11-22T17:00:00", "powerKW": 0}"#, "no zone"),
        (#"{"time": 1e19, "powerKW": 0}"#, "bare number 1e+19"),
        (#"{"time": -1e300, "powerKW": 0}"#, "bare number -1e+300"),
        (#"{"powerKW": 0}"#, "it has no time"), (#"{"time": "now", "powerKW": 0}"#, "now"),
    ])
    func aTimeThatIsNone(payload: String, words: String) throws {
        let site = try WatchedSite()
        site.payloads["bat"] = payload
        site.run(5)
        #expect(site.faults == ["clock@bat"])
        #expect(site.finding(.clock)?.seen.contains(words) == true)
    }

    @Test func messagesThatWaitSomewhere() throws {
        let site = try WatchedSite()
        site.run(12) { second in site.ahead["bat"] = -60 + Double(second) * 5 }
        #expect(site.faults == ["clock@bat"])
        #expect(site.finding(.clock)?.remedy.contains("holds them back") == true)
    }

    @Test func whoSaysNothing() throws {
        let site = try WatchedSite()
        site.members["heat"] = .some(nil)
        site.run(20)
        #expect(site.faults == [], "not yet: it may speak every minute")
        site.run(10)
        #expect(site.faults == ["silence@heat"])
    }

    @Test func whoFallsSilentOrSpeaksTooSeldom() throws {
        let site = try WatchedSite()
        site.run(5)
        site.members["meter"] = .some(nil)
        site.run(12)
        #expect(site.faults == ["silence@meter"], "its readings count for 10 s")
        let rare = try WatchedSite()
        rare.run(65) { second in rare.members["meter"] = second % 16 == 0 ? #""powerKW": -0.5"# : .some(nil) }
        #expect(rare.faults == ["silence@meter"])
        #expect(rare.finding(.silence)?.seen.contains("every 16 s") == true)
    }

    @Test func readingsWithoutCapabilities() throws {
        let site = try WatchedSite(capable: false)
        site.announce("pv")
        site.announce("heat")
        site.run(5)
        #expect(site.faults == ["capabilities@bat"])
    }

    @Test func aDefaultAboveTheTopologys() throws {
        let site = try WatchedSite()
        site.bench.mqtt(
            "headroom/v1/site/home/der/bat/capabilities", #"{"defaultImportLimitKW": 4, "defaultExportLimitKW": 0}"#)
        site.run(5)
        #expect(site.faults == ["capabilities@bat"])
        #expect(site.finding(.capabilities)?.seen.contains("4.0 kW import") == true)
    }

    @Test func aSequenceThatRepeats() throws {
        let site = try WatchedSite()
        site.payloads["bat"] = #"{"time": "TIME", "seq": 7, "boot": "a", "powerKW": 0}"#
        site.run(5)
        #expect(site.faults == ["sequence@bat"])
    }

    /// QoS 1 sends a message again after a lost connection.
    @Test func aMessageThatComesTwiceIsANote() throws {
        let site = try WatchedSite()
        site.payloads["bat"] = #"{"time": "TIME", "seq": 7, "boot": "a", "powerKW": 0}"#
        site.run(3)
        #expect(site.faults == [])
        #expect(site.finding(.sequence)?.severity == .note)
        site.run(1)
        #expect(site.faults == ["sequence@bat"])
    }

    @Test func aRestartWithoutANewBoot() throws {
        let site = try WatchedSite()
        site.run(10)
        site.setSequence(0)
        site.run(3)
        #expect(site.faults.contains("sequence@bat"))
        let found = SiteDiagnosis.judge(site.look()).findings.first { $0.subject == "bat" }
        #expect(found?.expected == "another boot after each restart")
        let right = try WatchedSite()
        right.run(10)
        right.setSequence(0)
        right.boot = "b"
        right.run(3)
        #expect(right.faults == [])
    }

    @Test func aBootThatChangesWithEachMessage() throws {
        let site = try WatchedSite()
        site.run(10) { second in site.boot = "b\(second)" }
        #expect(site.faults.contains("sequence@bat"))
    }

    @Test func powerOnAPhaseThatIsNotDeclared() throws {
        let site = try WatchedSite()
        site.members["heat"] = #""powerKW": 2, "powerByPhaseKW": {"A": 0, "B": 2, "C": 0}"#
        site.run(5)
        #expect(site.faults == ["phase@heat"])
    }

    @Test func phasesThatDoNotAddUp() throws {
        let site = try WatchedSite()
        site.members["meter"] = #""powerKW": -0.5, "powerByPhaseKW": {"A": 1, "B": 1, "C": -1.5}"#
        site.run(5)
        #expect(site.faults == ["phase@meter"])
        site.members["meter"] = #""powerKW": -0.5, "powerByPhaseKW": {"A": 1, "B": -1, "C": -0.5}"#
        site.look(anew: true)
        site.run(5)
        #expect(site.faults == [])
    }

    @Test func aPhaseOfAnotherNameIsRefused() throws {
        let site = try WatchedSite()
        site.members["meter"] = #""powerKW": -0.5, "powerByPhaseKW": {"L1": -0.5}"#
        site.run(5)
        #expect(site.faults == ["payload@meter"])
        #expect(site.finding(.payload)?.seen.contains("L1 is no phase") == true)
    }

    @Test(arguments: ["{", "[1]", #"{"time": "TIME", "kw": 3}"#]) func aPayloadThatIsNone(payload: String) throws {
        let site = try WatchedSite()
        site.payloads["bat"] = payload
        site.run(5)
        #expect(site.faults == ["payload@bat"])
        #expect(site.finding(.payload)?.seen.contains("5 refused") == true)
    }

    @Test func whatTheBrokerKeptIsNoReading() throws {
        let site = try WatchedSite()
        site.members["bat"] = .some(nil)
        let old = FakeStation.text(site.bench.date.addingTimeInterval(-3_000))
        site.bench.mqtt(
            "headroom/v1/site/home/der/bat/telemetry", #"{"time": "\#(old)", "powerKW": 0}"#, isRetained: true)
        site.run(30)
        #expect(site.faults == ["retained@bat", "silence@bat"])
    }

    // MARK: - Bounds

    @Test func aWatchEndsAndIsBounded() throws {
        let site = try WatchedSite()
        site.run(200)
        #expect(site.look().subjects.allSatisfy { $0.messages.count <= TopicObservation.keptMessages })
        for number in 0..<200 {
            site.bench.feed(.publishDenied(user: "site-home", topic: "x/\(number)"))
            site.bench.mqtt("headroom/v1/site/home/der/d\(number)/telemetry", "{}")
        }
        let look = site.look()
        #expect(look.denied.count == SiteWatch.mostDenied)
        #expect(look.strays.count <= SiteWatch.mostStrays)
        site.bench.run(121)
        #expect(site.bench.core.watches.isEmpty, "nobody asked for two minutes")
    }

    @Test func topicsOfTheTopologyHaveRoomHoweverManyTheyAre() {
        var watch = SiteWatch(now: Moment(utc: Bench.start, steady: MonotonicInstant(milliseconds: 0)))
        for number in 0..<100 { watch.note("stray/\(number)", isKnown: false) { _ in } }
        for number in 0..<100 { watch.note("known/\(number)", isKnown: true) { _ in } }
        #expect(watch.topics.count { $0.key.hasPrefix("stray/") } == SiteWatch.mostStrays)
        #expect(watch.topics.count { $0.key.hasPrefix("known/") } == 100)
    }

    @Test func watchesAreFew() {
        var watches = SiteWatches()
        for site in 0..<40 {
            let now = Moment(
                utc: Bench.start, steady: MonotonicInstant(milliseconds: Int64(site)))
            watches.ask(site, isAnew: false, now: now)
        }
        #expect(watches.watches.count == SiteWatches.most)
        #expect(watches[39] != nil && watches[0] == nil)
    }
}
