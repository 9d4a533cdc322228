// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Testing

@testable import Gateway
@testable import Store

/// What people should know: when it is raised, who took notice, when it is over.
struct AlarmTests {
    private func ids(_ bench: Bench) -> [String] { bench.core.alarms.entries.map(\.key) }

    private func battery(_ bench: Bench, seconds: Int, kW: Double = 0) {
        for _ in 0..<seconds {
            bench.publish("bat", "telemetry", "\"powerKW\":\(kW),\"soc\":0.5")
            bench.run(1)
        }
    }

    private func capable(_ bench: Bench) {
        bench.publish("bat", "capabilities", #""defaultImportLimitKW":0,"defaultExportLimitKW":0"#)
    }

    /// Whether such an alarm waited for somebody to take notice.
    private func acknowledge(_ bench: Bench, _ id: String, by person: String) -> Bool {
        guard let actions = bench.core.acknowledgeAlarm(id, author: person, now: bench.now) else { return false }
        bench.carryOut(actions)
        return true
    }

    // MARK: - Absence

    /// After a start everybody is away: that becomes an alarm only when the time in which each comes of itself is over.
    @Test func whoNeverCameIsAnAlarmAfterAWhile() throws {
        let bench = try Bench()
        bench.run(60)
        #expect(ids(bench).isEmpty)
        bench.run(2)
        #expect(ids(bench) == ["siteSilent:site-1"])
        bench.run(60)
        #expect(ids(bench) == ["siteSilent:site-1", "stationAbsent:cs"])
        let station = FakeStation("cs")
        bench.connect(station, 1)
        capable(bench)
        battery(bench, seconds: 20)
        #expect(bench.core.alarms.openCount == 0, "\(ids(bench))")
        #expect(ids(bench) == ["siteSilent:site-1", "stationAbsent:cs"], "over, and nobody has looked")
    }

    @Test func aStationThatGoesIsMissedAndItsReturnEndsIt() throws {
        let bench = try Bench()
        capable(bench)
        let station = FakeStation("cs")
        bench.connect(station, 1)
        battery(bench, seconds: 130)
        #expect(ids(bench).isEmpty, "\(ids(bench))")
        bench.disconnect(1)
        battery(bench, seconds: 119)
        #expect(ids(bench).isEmpty)
        battery(bench, seconds: 3)
        #expect(ids(bench) == ["stationAbsent:cs"])
        bench.connect(station, 2)
        battery(bench, seconds: 12)
        #expect(bench.core.alarms.openCount == 0)
    }

    /// A station that will not take its default is connected and yet of no use: that is said.
    @Test func aDefaultThatIsNeverProvenIsMissed() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        station.refusesProfiles = true
        bench.connect(station, 1)
        capable(bench)
        battery(bench, seconds: 125)
        #expect(ids(bench) == ["defaultAbsent:cs:1"])
    }

    @Test func readingsWithoutCapabilitiesAreSaid() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        battery(bench, seconds: 59)
        #expect(ids(bench).isEmpty)
        battery(bench, seconds: 3)
        #expect(ids(bench) == ["capabilitiesAbsent:bat"])
    }

    /// With the broker away every site is silent: that is one alarm, not one for each.
    @Test func aBrokerOutOfReachIsOneAlarm() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        bench.feed(.broker(isConnected: false))
        bench.run(4)
        #expect(ids(bench).isEmpty)
        bench.run(116)
        #expect(ids(bench) == ["brokerOutOfReach"])
        #expect(bench.core.alarms.entries[0].priority == .high)
    }

    /// A site that was silent before is not well because nobody hears it: its alarm is over when it is heard again.
    @Test func aBrokerOutOfReachEndsNoAlarm() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        bench.run(62)
        #expect(ids(bench) == ["siteSilent:site-1"])
        bench.feed(.broker(isConnected: false))
        bench.run(120)
        #expect(Set(ids(bench)) == ["brokerOutOfReach", "siteSilent:site-1"])
        #expect(bench.core.alarms.openCount == 2)
        bench.feed(.broker(isConnected: true))
        capable(bench)
        battery(bench, seconds: 12)
        #expect(bench.core.alarms.openCount == 0)
    }

    /// One DER's alarm stays too, though the whole site falls silent with the broker.
    @Test func aBrokerOutOfReachEndsNoAlarmOfOneDER() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        battery(bench, seconds: 62)
        #expect(ids(bench) == ["capabilitiesAbsent:bat"])
        bench.feed(.broker(isConnected: false))
        bench.run(300)
        #expect(Set(ids(bench)) == ["brokerOutOfReach", "capabilitiesAbsent:bat"])
        #expect(bench.core.alarms.openCount == 2)
    }

    @Test func aDiskThatDoesNotKeepUpIsAnAlarm() throws {
        let bench = try Bench()
        bench.feed(.recording(isInTime: false))
        bench.run(1)
        #expect(ids(bench) == ["recordsOwed"])
        bench.feed(.recording(isInTime: true))
        bench.run(12)
        #expect(bench.core.alarms.openCount == 0)
    }

    /// A battery that measures but neither acknowledges nor follows.
    @Test func aSetpointThatNobodyAnswersIsAnAlarm() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        capable(bench)
        for _ in 0..<90 {
            bench.publish("bat", "telemetry", #""powerKW":3,"soc":0.5,"requestKW":0"#)
            bench.run(1)
        }
        #expect(ids(bench).contains("answerAbsent:bat"), "\(ids(bench))")
    }

    // MARK: - The board

    /// A condition that flickers is one alarm.
    @Test func whatComesAndGoesIsOneAlarm() throws {
        let bench = try Bench()
        for _ in 0..<9 {
            bench.feed(.recording(isInTime: false))
            bench.run(1)
            bench.feed(.recording(isInTime: true))
            bench.run(5)
        }
        let raised = bench.recorded { if case .alarmRaised(let alarm) = $0 { alarm.key } else { nil } }
        #expect(raised == ["recordsOwed"])
        bench.run(10)
        let cleared = bench.recorded { if case .alarmCleared(_, let time) = $0 { time } else { nil } }
        #expect(cleared == [bench.now.utc + .seconds(-14)], "over since it was first not seen")
    }

    @Test func anAcknowledgedAlarmGoesWithItsCauseAndAnotherOneStays() throws {
        let bench = try Bench()
        bench.feed(.recording(isInTime: false))
        try bench.limit("transformer", kW: 0.2)
        bench.run(4)
        #expect(ids(bench) == ["recordsOwed"], "what lasts a moment is no alarm")
        bench.run(2)
        #expect(ids(bench) == ["infeasible:transformer:import", "recordsOwed"], "by priority")
        #expect(acknowledge(bench, "infeasible:transformer:import", by: "ann"))
        #expect(ids(bench) == ["recordsOwed", "infeasible:transformer:import"], "what nobody has seen comes first")
        #expect(!acknowledge(bench, "infeasible:transformer:import", by: "bob"))
        #expect(bench.audited.last == "alarm.acknowledge")
        let document = try #require(bench.core.alarms.entry("infeasible:transformer:import")).document
        #expect(document["acknowledgedBy"]?.string == "ann" && document["clearedAt"] == .null)
        let limit = try #require(bench.core.limits.limits.keys.first)
        bench.carryOut(bench.core.cancelLimit(limit, author: "a", reason: nil, now: bench.now).1)
        bench.feed(.recording(isInTime: true))
        bench.run(12)
        #expect(ids(bench) == ["recordsOwed"], "acknowledged and over: off the board; over and unseen: still there")
        #expect(acknowledge(bench, "recordsOwed", by: "ann"))
        #expect(ids(bench).isEmpty)
    }

    /// What nobody has acknowledged is still on the board after a restart, and so is who acknowledged the others.
    @Test func theBoardOutlivesARestart() throws {
        let bench = try Bench()
        let store = try Store.inMemory()
        bench.feed(.recording(isInTime: false))
        try bench.limit("transformer", kW: 0.2)
        bench.run(6)
        #expect(acknowledge(bench, "infeasible:transformer:import", by: "ann"))
        bench.feed(.recording(isInTime: true))
        bench.run(12)
        try store.append(bench.records)
        let restored = try RestoredState(store, now: bench.now.utc)
        let second = try Bench(restored: restored, now: bench.now)
        #expect(ids(second) == ["infeasible:transformer:import", "recordsOwed"], "what holds comes first")
        #expect(second.core.alarms.entry("infeasible:transformer:import")?.acknowledgedBy == "ann")
        #expect(second.core.alarms.entry("recordsOwed")?.clearedAt != nil)
        #expect(acknowledge(second, "recordsOwed", by: "bob"))
        try store.append(second.records)
        let kept = try #require(try store.alarms(limit: 9).first { $0.value.key == "recordsOwed" }).value
        #expect(kept.acknowledgedBy == "bob" && kept.clearedAt != nil)
    }

    /// What is over and never looked at does not grow without end.
    @Test func theNewestReturnedOnesStay() {
        var board = AlarmBoard()
        let start = Moment(utc: Bench.start, steady: MonotonicInstant(milliseconds: 0))
        for number in 0..<AlarmBoard.returnedCapacity + 50 {
            let now = Moment(
                utc: start.utc + .seconds(Int64(number) * 30), steady: start.steady + .seconds(Int64(number) * 30))
            let later = Moment(utc: now.utc + .seconds(1), steady: now.steady + .seconds(1))
            let gone = Moment(utc: now.utc + .seconds(20), steady: now.steady + .seconds(20))
            _ = board.observe([.quarantined(ChargingStation.ID("cs-\(number)")!, counted: .zero)], now: now)
            _ = board.observe([], now: later)
            _ = board.observe([], now: gone)
        }
        #expect(board.entries.count == AlarmBoard.returnedCapacity && board.openCount == 0)
        #expect(board.entries.first?.key == "quarantined:cs-\(AlarmBoard.returnedCapacity + 49)")
    }
}
