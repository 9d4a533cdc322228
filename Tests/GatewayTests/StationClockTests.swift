// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import Testing

@testable import Gateway

/// How far a station's clock is off, by hand-made stamps: (seconds since the start, seconds by which the stamp is
/// ahead).
@Suite struct StationClockTests {
    private func offset(_ stamps: [(at: Int64, ahead: Int64)]) -> Int64 {
        var clock = StationClock()
        for stamp in stamps {
            let now = Moment(
                utc: UTCInstant(milliseconds: 1_795_366_800_000 + stamp.at * 1_000),
                steady: MonotonicInstant(milliseconds: stamp.at * 1_000))
            clock.judge(OCPPTimestamp(milliseconds: now.utc.milliseconds + stamp.ahead * 1_000), now: now)
        }
        return clock.offset.inMilliseconds / 1_000
    }

    @Test func aLeadIsBelievedAtOnce() { #expect(offset([(0, 40)]) == 40) }

    @Test func travelTimeIsNoOffset() { #expect(offset([(0, -1), (10, -2), (20, 1)]) == 0) }

    @Test func aLagIsBelievedWhenItStays() {
        #expect(offset([(0, -40)]) == 0)
        #expect(offset([(0, -40), (10, -41)]) == -41)
    }

    @Test func messagesThatWaitedAreNoLag() {
        #expect(offset([(0, -3_600), (0, -3_540), (1, -3_480), (1, -3_421), (2, -3_361), (60, 0)]) == 0)
    }

    @Test func aClockThatWasSetIsFollowed() { #expect(offset([(0, 3_600), (10, 0), (20, 0)]) == 0) }

    @Test(
        arguments: [(0, 3_600, 0), (0, -3_600, 0), (-3_600, -3_600, -3_600), (-3_600, 0, 0)] as [(Int64, Int64, Int64)])
    func besideStampsATimeReadOnDemandOnlyBearsWitness(stamp: Int64, read: Int64, expected: Int64) {
        let start = Moment(utc: UTCInstant(milliseconds: 1_795_366_800_000), steady: MonotonicInstant(milliseconds: 0))
        var clock = StationClock()
        clock.judge(OCPPTimestamp(milliseconds: start.utc.milliseconds + stamp * 1_000), now: start)
        clock.read(OCPPTimestamp(milliseconds: start.utc.milliseconds + read * 1_000), now: start)
        #expect(clock.offset == .seconds(expected))
        // Long after the last stamp it counts again by itself.
        let later = start + .seconds(1_000)
        clock.read(OCPPTimestamp(milliseconds: later.utc.milliseconds + 7_200_000), now: later)
        #expect(clock.offset == .seconds(7_200))
    }

    @Test func aTimeReadOnDemandCountsWhenItIsGrosslyOff() {
        let now = Moment(utc: UTCInstant(milliseconds: 1_795_366_800_000), steady: MonotonicInstant(milliseconds: 0))
        for (ahead, expected) in [(-60, 0), (-3_600, -3_600), (3_600, 3_600)] as [(Int64, Int64)] {
            var clock = StationClock()
            clock.read(OCPPTimestamp(milliseconds: now.utc.milliseconds + ahead * 1_000), now: now)
            #expect(clock.offset.inMilliseconds == expected * 1_000)
        }
    }
}
