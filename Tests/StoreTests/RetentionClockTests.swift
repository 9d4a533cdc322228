// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel
import Store
import TestSupport
import Testing

/// What a wrong wall clock may not do: delete what is not old.
@Suite struct RetentionClockTests {
    private let folder: TemporaryFolder
    private let der = Reading.Subject.der(DER.ID("bat")!)

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> Store { try Store.open(at: folder.path()) }

    /// A day of records up to `time()`, looked after until then by a clock that was right.
    private func filled() throws -> Store {
        let store = try open()
        for hour in Int64(-24)...0 {
            let at = time(hour * 3_600_000)
            try store.append([
                .reading(Reading(subject: der, sourceTime: nil, receivedAt: at, powerKW: 1)),
                .audit(AuditEntry(time: at, author: "a", action: "a", target: "t")),
                .fullPlan(FullPlan(time: at, json: [])),
            ])
        }
        _ = try store.keepUp(at: moment())
        return store
    }

    private func counts(_ store: Store) throws -> [Int] {
        [
            Int(try store.statistics().readings), try store.audit(limit: 99).count,
            try store.fullPlan(at: time()) == nil ? 0 : 1,
        ]
    }

    /// Years ahead, years back, and 1970: after a restart, and while it runs.
    @Test(arguments: [26_000, 800, 2, -2, -800, -20_700], [true, false])
    func aClockThatIsWrongDeletesNothing(days: Int, restarts: Bool) throws {
        var kept: Store? = try filled()
        if restarts {
            kept = nil
            kept = try open()
        }
        let store = try #require(kept)
        let wrong = time() + .days(days)
        for second in 0..<100 {
            // The steady clock of a process knows nothing of it.
            let now = Moment(
                utc: wrong + .seconds(second), steady: MonotonicInstant(milliseconds: Int64(second) * 1_000))
            // What is recorded meanwhile bears the wrong time and proves nothing.
            try store.append([
                .reading(Reading(subject: der, sourceTime: nil, receivedAt: now.utc, powerKW: 1)),
                .audit(AuditEntry(time: now.utc, author: "a", action: "a", target: "t")),
            ])
            let done = try store.keepUp(at: now)
            #expect(done.deleted == 0 && !done.isClockBelieved)
        }
        #expect(try store.statistics().readings == 125 && store.audit(limit: 200).count == 125)
        #expect(try store.fullPlan(at: time()) != nil)
        // Set right again, it is followed at once, and what is really old goes.
        let right = Moment(utc: time() + .seconds(101), steady: MonotonicInstant(milliseconds: 101_000))
        #expect(try store.keepUp(at: right).isClockBelieved)
    }

    /// A gateway that was off for a month goes on deleting a week after it is back; restarts do not begin the week
    /// anew.
    @Test func aClockThatGoesAlongWithTheSteadyOneIsBelievedAfterAWeek() throws {
        do { _ = try filled() }
        let back = time() + .days(31)
        for day in 0..<8 {
            let store = try open()
            for hour in 0..<24 {
                let now = Moment(
                    utc: back + .seconds(day * 86_400 + hour * 3_600),
                    steady: MonotonicInstant(milliseconds: Int64(hour) * 3_600_000))
                let done = try store.keepUp(at: now)
                // Of each day, the first 23 hours are seen to pass.
                let isOver = day * 23 + hour >= 7 * 24
                #expect(done.isClockBelieved == isOver, "day \(day), hour \(hour)")
            }
        }
        // The newest reading stays whatever its age.
        #expect(try counts(open()) == [1, 25, 0])
    }

    @Test func aStepBeginsTheWeekAnew() throws {
        let store = try filled()
        func keepUp(_ days: Int, wallAheadSeconds: Int = 0) throws -> Bool {
            let steady = MonotonicInstant(milliseconds: Int64(days) * 86_400_000)
            let wall = time() + .days(40 + days) + .seconds(wallAheadSeconds)
            return try store.keepUp(at: Moment(utc: wall, steady: steady)).isClockBelieved
        }
        #expect(try !keepUp(0))
        #expect(try !keepUp(6))
        #expect(try !keepUp(7, wallAheadSeconds: 120))
        #expect(try !keepUp(13, wallAheadSeconds: 120))
        #expect(try keepUp(14, wallAheadSeconds: 120))
    }

    /// A file from before the clock was kept: the newest record tells when the gateway ran last.
    @Test func anOldFileIsJudgedByItsNewestRecord() throws {
        do {
            let store = try filled()
            try store.close()
        }
        try DatabaseQueue(path: folder.path()).write { try $0.execute(sql: "UPDATE upkeep SET clock_ms = NULL") }
        let store = try open()
        #expect(
            try !store.keepUp(
                at: Moment(
                    utc: time() + .days(900), steady: MonotonicInstant(milliseconds: 0))
            ).isClockBelieved)
        #expect(try counts(store) == [25, 25, 1])
    }

    @Test func setpointsThatRanOutGoWhenTheirTimeIsOverAndChangesOfPlansStay() throws {
        let retention = StoreConfiguration.Retention(setpoints: .days(30))
        let store = try Store.inMemory(configuration: StoreConfiguration(retention: retention))
        let id = DER.ID("bat")!
        try store.append([
            .setpoint(StoredSetpoint(der: id, power: .watts(1), sentAt: time(), validUntil: time(1_000))),
            .planChange(PlanChange(time: time(), der: id, previous: nil, power: .watts(1), reasonJSON: "{}")),
            .audit(AuditEntry(time: time(), author: "a", action: "a", target: "t")),
        ])
        _ = try store.keepUp(at: moment())
        _ = try store.keepUp(at: moment(at: time(1_000) + .days(30)))
        #expect(try store.setpoints(of: id, last: 9).count == 1)
        _ = try store.keepUp(at: moment(at: time(1_001) + .days(30)))
        #expect(try store.setpoints(of: id, last: 9).isEmpty)
        #expect(try store.planChanges(of: id, last: 9).count == 1)
    }
}
