// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import Store
import Testing

@testable import Gateway

/// What the loop keeps, and how much of it (rule 13).
@Suite struct RecordTests {
    private func changes(_ bench: Bench) -> [PlanChange] {
        bench.recorded { if case .planChange(let change) = $0 { change } else { nil } }
    }

    private func battery(_ bench: Bench, seconds: Int, request: (Int) -> Double) {
        bench.publish("bat", "capabilities", #""defaultImportLimitKW":0,"defaultExportLimitKW":0"#)
        for second in 0..<seconds {
            bench.publish("bat", "telemetry", #""powerKW":0.1,"soc":0.5,"requestKW":\#(request(second))"#)
            bench.run(1)
        }
    }

    /// A setpoint that stands for ten minutes is one row, and no row of its own each 40 s.
    @Test func aSetpointThatIsSentAgainIsNoRowMore() throws {
        let bench = try Bench()
        battery(bench, seconds: 600) { _ in 1 }
        let mine = DER.ID("bat")!
        let rows = bench.recorded { record -> StoredSetpoint? in
            if case .setpoint(let setpoint) = record, setpoint.der == mine { setpoint } else { nil }
        }
        let renewals = bench.recorded { record -> StoredSetpoint? in
            if case .setpointRenewed(let setpoint) = record, setpoint.der == mine { setpoint } else { nil }
        }
        let powers = Set(rows.map { $0.power.watts.rounded() })
        #expect(rows.count == powers.count, "\(rows.map(\.power.kilowatts))")
        #expect(renewals.count >= 10 && renewals.allSatisfy { $0.power == .kilowatts(1) })
        // What is sent is on disk before, also when it is sent again.
        #expect(StoreRecord.setpointRenewed(renewals[0]).isDurable)
        let store = try Store.inMemory()
        try store.append(bench.records)
        #expect(try store.setpoints(of: mine, last: 99).count == rows.count)
        #expect(try store.setpointsInForce(at: bench.now.utc).last?.power == .kilowatts(1))
    }

    /// A battery whose request moves each second is no new decision each second: it gets what it asks for.
    @Test func aBatteryThatFollowsItsRequestIsNotedNowAndThen() throws {
        let bench = try Bench()
        battery(bench, seconds: 200) { _ in 4 }
        #expect(try #require(bench.core.plan).setpoints[bench.der("bat")].power == .kilowatts(4))
        bench.clearRecords()
        // Within the dead band of 1 % of 5 kW.
        battery(bench, seconds: 120) { 4 - 0.02 * Double($0 % 2) }
        #expect(!changes(bench).contains { $0.der.text == "bat" })
        // From 4 to 1 kW in five minutes: a row a minute.
        battery(bench, seconds: 300) { 4 - 0.01 * Double($0) }
        let noted = changes(bench).filter { $0.der.text == "bat" }
        #expect((4...6).contains(noted.count), "\(noted.count) rows")
        #expect(
            zip(noted, noted.dropFirst()).allSatisfy { $0.power == $1.previous }, "a row goes on where the last ended")
    }

    /// The same power by another limit, another author or another node is another decision, and noted.
    @Test func anotherAuthorIsAnotherDecision() throws {
        let bench = try Bench()
        var filter = PlanChangeFilter(bench.core.model, DispatchSettings())
        func plan(_ kW: Double, _ cause: SetpointReason.Cause, id: String = "l1", author: String = "ann")
            -> DispatchPlan
        {
            let reference = LimitReference(source: .operator, id: Limit.ID(id), author: author)
            let reason = SetpointReason(cause: cause, node: ConnectivityNode.ID("transformer"), reference: reference)
            let setpoint = PlannedSetpoint(
                power: .kilowatts(kW), target: .zero, asked: .zero, countedImport: .zero, countedExport: .zero,
                reason: reason)
            return DispatchPlan(madeAt: bench.now, setpoints: [setpoint, setpoint], nodes: [], alarms: [])
        }
        func count(_ plan: DispatchPlan) -> Int { filter.changes(plan, now: bench.now).count }
        #expect(count(plan(3, .limited)) == 2)
        #expect(count(plan(3, .limited)) == 0)
        #expect(count(plan(3, .limited, author: "bob")) == 2)
        #expect(count(plan(3, .limited, id: "l2", author: "bob")) == 2)
        // 3.06 is beyond 1 % of the battery's 5 kW, and within 1 % of the EVSE's 22.
        #expect(count(plan(3.06, .limited, id: "l2", author: "bob")) == 1)
        // Small steps add up: what is compared with is what was noted.
        var noted = 0
        for step in 1...20 { noted += count(plan(3.06 + 0.02 * Double(step), .limited, id: "l2", author: "bob")) }
        #expect((7...9).contains(noted), "\(noted)")
    }

    /// Another number of phases is another decision, also where the current stays the same; how far a switch has come is
    /// none. A power in a row is as it flows.
    @Test func anotherNumberOfPhasesIsAnotherDecision() throws {
        let bench = try Bench()
        var filter = PlanChangeFilter(bench.core.model, DispatchSettings())
        func rows(_ phases: Int, _ cause: PlannedPhases.Cause, _ stage: PhaseSwitch.Stage, kW: Double) -> [PlanChange] {
            var setpoint = PlannedSetpoint(
                power: .kilowatts(kW), target: .zero, asked: .zero, countedImport: .zero, countedExport: .zero,
                reason: SetpointReason(cause: .limited))
            setpoint.phases = PlannedPhases(count: phases, cause: cause, stage: stage)
            let plan = DispatchPlan(madeAt: bench.now, setpoints: [setpoint], nodes: [], alarms: [])
            return filter.changes(plan, now: bench.now).compactMap {
                if case .planChange(let change) = $0 { change } else { nil }
            }
        }
        #expect(rows(3, .enough, .settled, kW: 0).count == 1)
        #expect(rows(3, .shareBelowMinimum, .preparing, kW: 0).count == 1)
        let told = rows(1, .shareBelowMinimum, .switching, kW: 0)
        #expect(told.count == 1)
        let reason = try JSONValue(parsing: Array(told[0].reasonJSON.utf8))
        #expect(reason["cause"]?.string == "limited")
        #expect(reason["phaseOrder"]?["told"]?.int == 1)
        #expect(reason["phaseOrder"]?["cause"]?.string == "shareBelowMinimum")
        #expect(rows(1, .shareBelowMinimum, .settled, kW: 0).isEmpty)
        let raised = rows(1, .shareBelowMinimum, .settled, kW: 9)
        #expect(abs((raised.first?.power?.kilowatts ?? 0) - 3) < 1e-9)
    }

    /// A whole plan is made to text outside of the core: for ten thousand DERs that takes longer than a tick may.
    @Test func aWholePlanIsEncodedOutsideOfTheTick() throws {
        let bench = try Bench()
        let actions = bench.core.receive(.tick, now: bench.now)
        var later: [StoreRecord] = []
        for action in actions {
            switch action {
            case .record(let records):
                #expect(!records.contains { if case .fullPlan = $0 { true } else { false } })
            case .recordLater(let make): later += make()
            default: break
            }
        }
        guard case .fullPlan(let plan)? = later.first else { return #expect(Bool(false), "no whole plan") }
        let document = try JSONSerialization.jsonObject(with: Data(plan.json)) as? [String: Any]
        #expect((document?["ders"] as? [Any])?.count == 2 && plan.time == bench.now.utc)
    }

    /// A station that cannot stop talking fills no log of two years, and nobody waits for the disk because of it.
    @Test func aStationsEventsAreBoundedAndWaitForNoSync() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.clearRecords()
        // Not so many that the connection itself is slowed down.
        for number in 0..<400 {
            bench.say(1, "Authorize", ["idTag": "CARD-\(number)"])
            bench.say(1, "SecurityEventNotification", ["type": "Tamper", "timestamp": bench.stamp(station)])
        }
        let kept = bench.recorded { record -> AuditEntry? in
            if case .machineEvent(let entry) = record { entry } else { nil }
        }
        #expect((1...50).contains(kept.count), "\(kept.count)")
        #expect(bench.records.allSatisfy { !$0.isDurable })
        #expect((station.answers[station.lastCallID] as? [String: Any])?["error"] == nil)
        // An hour later there is room again.
        bench.clearRecords()
        bench.run(3_600)
        bench.say(1, "Authorize", ["idTag": "CARD-X"])
        let later = bench.recorded { if case .machineEvent(let entry) = $0 { entry.reason } else { nil } }
        #expect(later == ["CARD-X"])
    }
}
