// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store
import TestSupport
import Testing

/// Roll-up and retention against a computation that looks at every single second.
@Suite struct RollUpTests {
    private let der = Reading.Subject.der(DER.ID("bat")!)
    private let node = Reading.Subject.node(ConnectivityNode.ID("tx")!)

    /// Two hours of readings at whole seconds: gaps beyond the hold, late ones, ones without power.
    private func readings(seed: UInt64) -> [Reading] {
        var generator = SplitMix64(seed: seed)
        var second: Int64 = 0
        var readings: [Reading] = []
        while second < 7_200 {
            second += Int.random(in: 0..<40, using: &generator) == 0 ? 700 : Int64.random(in: 1...30, using: &generator)
            let isLate = Int.random(in: 0..<10, using: &generator) == 0
            readings.append(
                Reading(
                    subject: Bool.random(using: &generator) ? der : node,
                    sourceTime: time((second - (isLate ? 400 : 0)) * 1_000), receivedAt: time(second * 1_000),
                    powerKW: Int.random(in: 0..<8, using: &generator) == 0
                        ? nil : Double.random(in: -11...11, using: &generator),
                    voltageV: Bool.random(using: &generator) ? Double.random(in: 220...240, using: &generator) : nil,
                    soc: Double.random(in: 0...1, using: &generator), energyKWh: Double(second)))
        }
        return readings
    }

    @Test(arguments: [1, 2, 3], [7, 20_000])
    func rollUpAgreesWithEverySecondAddedUp(seed: UInt64, rows: Int) throws {
        let store = try Store.inMemory()
        let all = readings(seed: seed)
        for (number, reading) in all.enumerated() {
            try store.append([.reading(reading)])
            if number % 23 == 0 { _ = try store.keepUp(at: moment(at: reading.receivedAt), rows: rows) }
        }
        while try !store.keepUp(at: moment(20_000_000), rows: rows).isDone {}
        for subject in [der, node] {
            let mine = all.filter { $0.subject == subject }
            let got = try store.rollUps(of: subject, from: time(-3_600_000), to: time(20_000_000))
            #expect(got.map(\.count).reduce(0, +) == mine.count)
            for row in got { try compare(row, with: mine) }
        }
    }

    private func compare(_ row: ReadingRollUp, with all: [Reading]) throws {
        let end = row.start + .seconds(300)
        let within = all.filter { $0.time >= row.start && $0.time < end }
        let powers = within.compactMap(\.powerKW)
        #expect(row.count == within.count && row.powerCount == powers.count)
        #expect(row.minimumPowerKW == powers.min() && row.maximumPowerKW == powers.max())
        #expect(row.minimumVoltageV == within.compactMap(\.voltageV).min())
        #expect(row.maximumVoltageV == within.compactMap(\.voltageV).max())
        #expect(row.lastSoC == within.last?.soc && row.lastEnergyKWh == within.last?.energyKWh)
        if let mean = row.meanPowerKW {
            #expect(abs(mean - powers.reduce(0, +) / Double(powers.count)) < 1e-12)
        } else {
            #expect(powers.isEmpty)
        }
        // In force at a second: the last power in order of arrival that did not come late, while another follows.
        var inOrder: [Reading] = []
        for reading in all where reading.powerKW != nil && reading.time >= inOrder.last?.time ?? reading.time {
            inOrder.append(reading)
        }
        var imported = 0.0, exported = 0.0
        for second in 0..<300 {
            let now = row.start + .seconds(second)
            guard let last = inOrder.last(where: { $0.time <= now }), now < inOrder.last!.time,
                now - last.time < .seconds(300)
            else { continue }
            imported += max(0, last.powerKW!) / 3_600
            exported += max(0, -last.powerKW!) / 3_600
        }
        #expect(abs(row.importKWh - imported) < 1e-10 && abs(row.exportKWh - exported) < 1e-10)
    }

    @Test func thePresentFiveMinutesWait() throws {
        let store = try Store.inMemory(configuration: StoreConfiguration(retention: .init(readings: .seconds(1))))
        for at in Int64(0)..<3 {
            try store.append([.reading(Reading(subject: der, sourceTime: nil, receivedAt: time(at), powerKW: 1))])
        }
        // However short the retention: what is not rolled up stays.
        #expect(try store.keepUp(at: moment(299_999)) == store.keepUp(at: moment(299_999)))
        #expect(try store.statistics().readings == 3 && store.statistics().readingsToRollUp == 3)
        #expect(try store.keepUp(at: moment(300_000)).rolledUp == 3)
        #expect(try store.keepUp(at: moment(300_000)).rolledUp == 0)
    }

    @Test func oldReadingsGoAndTheirRollUpsStay() throws {
        let store = try Store.inMemory(
            configuration: StoreConfiguration(retention: .init(readings: .seconds(3_600), rollUps: .days(2))))
        for minute in 0..<180 {
            let at = time(Int64(minute) * 60_000)
            try store.append([.reading(Reading(subject: der, sourceTime: nil, receivedAt: at, powerKW: 1))])
        }
        let now = time(180 * 60_000)
        // Before they are rolled up, none may go, however old: a round of 10 rolls up 10 and deletes no more.
        #expect(try store.keepUp(at: moment(at: now), rows: 10).deleted == 10)
        while try !store.keepUp(at: moment(at: now)).isDone {}
        let left = try store.readings(of: der, from: time(-1), to: now)
        #expect(left.map(\.receivedAt.milliseconds).min() == (now - .seconds(3_600)).milliseconds)
        #expect(left.count == 60)
        #expect(try store.statistics().readings == 60)
        #expect(try store.rollUps(of: der, from: time(-1), to: now).map(\.count).reduce(0, +) == 180)
        _ = try store.keepUp(at: moment(at: now + .days(1)))
        for _ in 0..<3 { _ = try store.keepUp(at: moment(at: now + .days(2))) }
        #expect(try store.rollUps(of: der, from: time(-1), to: now).isEmpty)
        // The newest row stays, so that ids go on growing and new readings are rolled up.
        #expect(try store.statistics().readings == 1)
        try store.append([.reading(Reading(subject: der, sourceTime: nil, receivedAt: now + .days(2), powerKW: 1))])
        #expect(try store.keepUp(at: moment(at: now + .days(3))).rolledUp == 1)
    }

    @Test func aClockThatRanAheadHoldsUpNothing() throws {
        let store = try Store.inMemory(
            configuration: StoreConfiguration(retention: .init(readings: .seconds(3_600))))
        let ahead = time() + .days(4_000)
        for at in [ahead, time(), time(1_000), time(2_000)] {
            try store.append([.reading(Reading(subject: der, sourceTime: nil, receivedAt: at, powerKW: 1))])
        }
        #expect(try store.keepUp(at: moment(3_600_000 + 1_500)).deleted == 3)
        #expect(try store.readings(of: der, from: time(), to: ahead + .seconds(1)).map(\.receivedAt) == [time(2_000)])
    }
}
