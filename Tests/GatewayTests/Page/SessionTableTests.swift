// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

@testable import Gateway

@Suite struct SessionTableTests {
    static func bearer(_ name: String) -> Bearer {
        Bearer(name: name, owner: name, scope: .read, isOperator: false)
    }

    static func moment(_ seconds: Int64) -> Moment {
        Moment(
            utc: UTCInstant(milliseconds: 1_000_000 + seconds * 1_000),
            steady: MonotonicInstant(milliseconds: seconds * 1_000))
    }

    @Test func anUnusedSessionEndsAndAUsedOneAtTheEndOfTheShift() throws {
        let table = SessionTable()
        let start = Self.moment(0)
        let unused = try #require(table.open(Self.bearer("a"), person: nil, now: start))
        let used = try #require(table.open(Self.bearer("a"), person: nil, now: start))
        #expect(unused.token != used.token && unused.session.csrfToken != used.session.csrfToken)
        for minute in stride(from: Int64(29), to: 12 * 60, by: 29) {
            #expect(table.session(used.token, now: Self.moment(minute * 60)) != nil)
        }
        #expect(table.session(unused.token, now: Self.moment(30 * 60)) == nil)
        #expect(table.session(used.token, now: Self.moment(12 * 3_600 - 1)) != nil)
        #expect(table.session(used.token, now: Self.moment(12 * 3_600)) == nil)
        #expect(table.session("", now: start) == nil)
        #expect(table.count == 0)
    }

    @Test func oneKeyCannotFillTheTable() throws {
        let table = SessionTable()
        let first = try #require(table.open(Self.bearer("a"), person: nil, now: Self.moment(0)))
        for second in 1...SessionTable.capacityOfKey {
            #expect(table.open(Self.bearer("a"), person: nil, now: Self.moment(Int64(second))) != nil)
        }
        #expect(table.count == SessionTable.capacityOfKey)
        #expect(table.session(first.token, now: Self.moment(100)) == nil)
    }

    @Test func theTableIsBounded() {
        let table = SessionTable()
        for number in 0..<SessionTable.capacity {
            #expect(table.open(Self.bearer("k\(number)"), person: nil, now: Self.moment(0)) != nil)
        }
        #expect(table.open(Self.bearer("late"), person: nil, now: Self.moment(1)) == nil)
        #expect(table.open(Self.bearer("late"), person: nil, now: Self.moment(1_801)) != nil)
    }

    @Test func theThrottleIsBoundedAndLocksNobodyOut() {
        let throttle = LoginThrottle()
        for number in 0..<(LoginThrottle.capacity + 50) {
            throttle.noteFailure("address \(number)", now: MonotonicInstant(milliseconds: Int64(number)))
        }
        #expect(throttle.wait("address 49", now: Self.moment(1).steady) == nil)
        #expect(throttle.wait("address 1000", now: Self.moment(1).steady) != nil)
        #expect(throttle.wait("a new one", now: Self.moment(1).steady) == nil)
        #expect(throttle.wait("address 1000", now: Self.moment(302).steady) == nil)
    }
}
