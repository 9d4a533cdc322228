// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store
import TestSupport
import Testing

/// What went in comes out after the file was closed and opened again.
@Suite struct RestartTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func reopened(after records: [StoreRecord]) throws -> Store {
        do {
            let store = try Store.open(at: folder.path(), configuration: StoreConfiguration(keepsRawInputs: true))
            try store.append(records)
            try store.close()
        }
        return try Store.open(at: folder.path())
    }

    @Test func readingsComeBackBitForBit() throws {
        var generator = SplitMix64(seed: 7)
        let subjects: [Reading.Subject] = [.der(DER.ID("bat-1")!), .node(ConnectivityNode.ID("tx")!), .transaction(12)]
        var readings: [Reading] = []
        for number in 0..<600 {
            func value() -> Double? {
                if Bool.random(using: &generator) { return nil }
                let value = Double(bitPattern: UInt64.random(in: 1...UInt64.max, using: &generator))
                return value.isFinite ? value : .leastNonzeroMagnitude
            }
            let received = time(Int64(number))
            var phases: PhaseVector?
            if let a = value(), let b = value(), let c = value() { phases = PhaseVector(a: a, b: b, c: c) }
            readings.append(
                Reading(
                    subject: subjects[number % 3],
                    sourceTime: number % 2 == 0 ? nil : received - .milliseconds(Int64(number % 7) - 3),
                    receivedAt: received, powerKW: value(), reactivePowerKvar: value(), voltageV: value(), soc: value(),
                    energyKWh: value(), quality: [.live, .stale, .failed][number % 3], phasePowerKW: phases))
        }
        let store = try reopened(after: readings.map { .reading($0) })
        for subject in subjects {
            let wanted = readings.filter { $0.subject == subject }
            let got = try store.readings(of: subject, from: time(-1_000), to: time(10_000))
            #expect(Set(got) == Set(wanted))
            #expect(got.count == wanted.count)
            #expect(got.map(\.time) == got.map(\.time).sorted())
        }
        #expect(try store.statistics().readings == 600)
    }

    @Test(arguments: [
        Rating.apparentPower(.voltAmperes(400_000.1)), .current(.amperes(0.1 + 0.2)), .activePower(.watts(1.0 / 3)),
    ])
    func limitsComeBackWithTheirLease(value: Rating) throws {
        let early = Moment(utc: time(), steady: MonotonicInstant(milliseconds: 5_000))
        let limit = Limit(
            id: Limit.ID("l-1")!, source: .system("openadr"), author: "Åsa \"'; --", reason: "heat wave",
            node: ConnectivityNode.ID("tx")!, direction: .export, value: value, start: time(), end: time(3_600_000),
            createdAt: time(-1),
            lease: Lease(
                duration: .seconds(60), renewedAt: MonotonicInstant(milliseconds: 4_000),
                fallback: .current(.amperes(63.7))))
        let store = try reopened(after: [.limit(StoredLimit(limit, at: early))])
        let back = try #require(try store.limits(notEndedAt: time(1)).first)
        // The next run's steady clock has another origin: 20 s later by civil time, 21 of the 60 s are gone.
        let late = Moment(utc: time(20_000), steady: MonotonicInstant(milliseconds: 100))
        var expected = limit
        expected.lease?.renewedAt = MonotonicInstant(milliseconds: 100 - 21_000)
        #expect(back.limit(at: late) == expected)
        #expect(back.limit(at: late).lease?.isLost(at: MonotonicInstant(milliseconds: 39_100)) == false)
        #expect(back.limit(at: late).lease?.isLost(at: MonotonicInstant(milliseconds: 39_101)) == true)
    }

    @Test func aLimitOfOnePhaseComesBackAsOne() throws {
        var limit = Limit(
            id: Limit.ID("l")!, source: .operator, author: "ops", reason: "", node: ConnectivityNode.ID("n")!,
            direction: .import, value: .activePower(.kilowatts(5)), start: time(), end: nil, createdAt: time(),
            phase: .b)
        let now = Moment(utc: time(), steady: MonotonicInstant(milliseconds: 0))
        let first = StoredLimit(limit, at: now)
        limit.phase = nil
        limit.id = Limit.ID("m")!
        let store = try reopened(after: [.limit(first), .limit(StoredLimit(limit, at: now))])
        #expect(try store.limits(notEndedAt: time(1)).map(\.withoutLease.phase) == [.b, nil])
    }

    @Test func onlyLimitsNotEndedComeBack() throws {
        func limit(_ id: String, end: Int64?) -> StoreRecord {
            .limit(
                StoredLimit(
                    Limit(
                        id: Limit.ID(id)!, source: .operator, author: "ops", reason: "",
                        node: ConnectivityNode.ID("n")!,
                        direction: .import, value: .activePower(.kilowatts(5)), start: time(),
                        end: end.map { time($0) },
                        createdAt: time()), at: Moment(utc: time(), steady: MonotonicInstant(milliseconds: 0))))
        }
        let store = try reopened(after: [
            limit("ended", end: 1_000), limit("standing", end: nil), limit("runs", end: 9_000),
            limit("cancelled", end: 9_000), .limitCancelled(Limit.ID("cancelled")!, at: time(500)),
            limit("cancelledStanding", end: nil), .limitCancelled(Limit.ID("cancelledStanding")!, at: time(500)),
        ])
        #expect(try store.limits(notEndedAt: time(1_000)).map(\.withoutLease.id.text) == ["standing", "runs"])
        let all = try store.limits(limit: 10)
        #expect(all.count == 5)
        #expect(all.first?.value.withoutLease.cancelledAt == time(500))
        #expect(try store.limits(before: all[1].number, limit: 1).map(\.value.withoutLease.id.text) == ["runs"])
    }

    @Test func setpointsComeBackWithTheirExpiry() throws {
        func setpoint(_ der: String, sent: Int64, valid: Int64) -> StoredSetpoint {
            StoredSetpoint(
                der: DER.ID(der)!, power: .watts(-1_380 - Double(sent) / 3), sentAt: time(sent),
                validUntil: time(valid))
        }
        let a1 = setpoint("a", sent: 0, valid: 900), a2 = setpoint("a", sent: 10, valid: 910)
        let a3 = setpoint("a", sent: 20, valid: 920), a4 = setpoint("a", sent: 30, valid: 930)
        let b1 = setpoint("b", sent: 0, valid: 100), c1 = setpoint("c", sent: 5, valid: 905)
        func outcome(_ setpoint: StoredSetpoint, _ standing: SetpointInForce.Standing) -> StoreRecord {
            .setpointOutcome(
                SetpointOutcome(
                    der: setpoint.der, sentAt: setpoint.sentAt, standing: standing, time: time(40), detail: "said so"))
        }
        let store = try reopened(
            after: [a1, a2, a3, a4, b1, c1].map { .setpoint($0) } + [
                outcome(a2, .confirmed), outcome(a4, .rejected), outcome(c1, .unanswered),
            ])
        // a1 gave way to the confirmed a2; a3 may be in force or not; a4 was refused; b1 has run out.
        let got = try store.setpointsInForce(at: time(100))
        #expect(got.map(\.sentAt) == [a2.sentAt, a3.sentAt, c1.sentAt])
        #expect(got.map(\.standing) == [.confirmed, .sent, .unanswered])
        #expect(got.map(\.power) == [a2.power, a3.power, c1.power])
        #expect(got[0].detail == "said so" && got[0].settledAt == time(40) && got[1].settledAt == nil)
        let now = Moment(utc: time(100), steady: MonotonicInstant(milliseconds: 7))
        #expect(got[1].inForce(at: now).sentAt.steady == MonotonicInstant(milliseconds: 7 - 80))
        #expect(try store.setpoints(of: a1.der, last: 2).map(\.sentAt) == [a4.sentAt, a3.sentAt])
    }

    /// A setpoint that is sent again each 40 s is one row that holds for longer.
    @Test func aRenewedSetpointIsOneRowThatHoldsForLonger() throws {
        let der = DER.ID("a")!
        func sent(_ at: Int64, watts: Double = 2_000) -> StoredSetpoint {
            StoredSetpoint(der: der, power: .watts(watts), sentAt: time(at), validUntil: time(at + 120_000))
        }
        func outcome(_ at: Int64, _ standing: SetpointInForce.Standing) -> StoreRecord {
            .setpointOutcome(SetpointOutcome(der: der, sentAt: time(at), standing: standing, time: time(at + 500)))
        }
        var records: [StoreRecord] = [.setpoint(sent(0)), outcome(0, .confirmed)]
        for round in Int64(1)...100 {
            records += [.setpointRenewed(sent(round * 40_000)), outcome(round * 40_000, .accepted)]
        }
        let store = try reopened(after: records)
        let now = time(100 * 40_000 + 1_000)
        let kept = try store.setpoints(of: der, last: 99)
        #expect(kept.count == 1)
        #expect(kept[0].sentAt == time() && kept[0].renewedAt == time(4_000_000))
        #expect(kept[0].validUntil == time(4_000_000 + 120_000))
        // The power was proven: that the last renewal is only accepted takes nothing back.
        #expect(kept[0].standing == .confirmed)
        // A renewal that is refused leaves what was taken before in force.
        try store.append([.setpointRenewed(sent(4_040_000)), outcome(4_040_000, .rejected)])
        #expect(try store.setpointsInForce(at: now).map(\.standing) == [.confirmed])
        let force = kept[0].inForce(at: Moment(utc: now, steady: MonotonicInstant(milliseconds: 50_000)))
        #expect(force.sentAt.utc == time(4_000_000) && force.sentAt.steady == MonotonicInstant(milliseconds: 49_000))
        // Another power is another row, and so is the first after a gap in the file.
        try store.append([.setpointRenewed(sent(4_080_000, watts: 1_000)), outcome(4_080_000, .rejected)])
        #expect(try store.setpoints(of: der, last: 99).map(\.power) == [.watts(1_000), .watts(2_000)])
        // What was refused and is tried again may be in force from then on.
        #expect(try store.setpointsInForce(at: now).map(\.power) == [.watts(2_000)])
        try store.append([.setpointRenewed(sent(4_090_000, watts: 1_000))])
        #expect(try store.setpointsInForce(at: now).map(\.power) == [.watts(2_000), .watts(1_000)])
        try store.append([outcome(4_090_000, .confirmed)])
        #expect(try store.setpointsInForce(at: now).map(\.power) == [.watts(1_000)])
    }

    @Test func needsComeBackAndGoWithTheVehicle() throws {
        let (car, bus) = (DER.ID("car")!, DER.ID("bus")!)
        let all = ChargingNeeds(
            departureTime: time(3_600_000), energy: .kilowattHours(1.0 / 3), targetSoC: 0.8,
            usableCapacity: .kilowattHours(77.7))
        let little = ChargingNeeds(targetSoC: 0.5)
        let store = try reopened(after: [
            .chargingNeeds(car, little), .chargingNeeds(bus, little), .chargingNeeds(car, all),
        ])
        #expect(try store.chargingNeeds() == [car: all, bus: little])
        try store.append([.chargingNeeds(bus, nil)])
        #expect(try store.chargingNeeds() == [car: all])
    }

    private func target(_ der: String, kW: Double, from start: Int64 = 0, to end: Int64) -> DERTarget {
        DERTarget(
            der: DER.ID(der)!, power: .kilowatts(kW), start: time(start), end: time(end), author: "ann \"'; --",
            createdAt: time(-1))
    }

    @Test func targetsComeBackInTheirOrderUntilTheyEndOrAreTakenBack() throws {
        let early = target("car", kW: -1.0 / 3, to: 1_000), later = target("car", kW: 2, from: 5_000, to: 9_000)
        let newest = target("car", kW: 0.1 + 0.2, to: 9_000), other = target("bus", kW: -5, to: 9_000)
        let store = try reopened(after: [early, later, newest, other].map { .target($0) })
        #expect(try store.targets(notEndedAt: time(999)) == [early, later, newest, other])
        #expect(try store.targets(notEndedAt: time(1_000)) == [later, newest, other])
        try store.append([.targetsRemoved(of: DER.ID("car")!), .target(early)])
        #expect(try store.targets(notEndedAt: time(0)) == [other, early])
    }

    @Test func targetsThatHaveEndedAreNotKept() throws {
        let store = try Store.inMemory()
        try store.append([.target(target("car", kW: 1, to: 1_000)), .target(target("car", kW: 2, to: 9_000))])
        _ = try store.keepUp(at: moment(5_000))
        #expect(try store.targets(notEndedAt: time(0)).map(\.power) == [.kilowatts(2)])
    }

    @Test func everythingElseComesBack() throws {
        let der = DER.ID("ev-1")!, station = ChargingStation.ID("CP01")!
        let change = PlanChange(
            time: time(), der: der, previous: nil, power: .watts(0.1), reasonJSON: #"{"cause":"limited"}"#)
        let later = PlanChange(time: time(1), der: der, previous: .watts(0.1), power: nil, reasonJSON: "{}")
        let plan = FullPlan(time: time(), json: Array(#"{"a":1}"#.utf8))
        let memory = DispatchMemorySnapshot(version: 3, time: time(1), bytes: [0, 255, 0])
        let refused = RefusedMessage(
            time: time(), topic: "t", payload: [UInt8](repeating: 0xFF, count: 5_000), code: "json", reason: "at 1")
        let audit = AuditEntry(time: time(), author: "a", action: "limit.set", target: "tx", detailsJSON: "{}")
        let credential = Credential(
            kind: .apiKey, name: "k", salt: [0, 1], hash: [2, 0], scopes: ["read", "say \"so\""], created: time(),
            expires: time(9))
        let fact = StationFact(station: station, aspect: "boot", json: #"{"vendor":"x"}"#, time: time())
        let raw = RawInput(tick: time(), source: "s", bytes: [])
        let store = try reopened(after: [
            .planChange(change), .planChange(later),
            .fullPlan(plan), .dispatchMemory(DispatchMemorySnapshot(version: 1, time: time(), bytes: [1])),
            .dispatchMemory(memory), .refusedMessage(refused), .audit(audit), .credential(credential),
            .credentialRevoked(.apiKey, name: "k", at: time(5)), .stationFact(fact), .rawInput(raw),
            .alarmRaised(Alarm(key: "x", causeJSON: "{}", raisedAt: time())),
            .alarmRaised(Alarm(key: "x", causeJSON: "again", raisedAt: time(1))),
            .alarmAcknowledged(key: "x", by: "me", at: time(2)), .alarmCleared(key: "x", at: time(3)),
            .alarmRaised(Alarm(key: "x", causeJSON: "anew", raisedAt: time(4))),
        ])
        #expect(try store.planChanges(of: der, last: 9) == [later, change])
        #expect(try store.planChanges(of: der, last: 1) == [later])
        #expect(try store.fullPlan(at: time()) == plan)
        #expect(try store.fullPlan(at: time(-1)) == nil)
        #expect(try store.dispatchMemory() == memory)
        let kept = try #require(try store.refusedMessages(limit: 1).first).value
        #expect(kept == refused && kept.payload.count == 1_024 && kept.payloadBytes == 5_000)
        #expect(try store.audit(limit: 5).map(\.value) == [audit])
        var revoked = credential
        revoked.revoked = time(5)
        #expect(try store.credential(.apiKey, name: "k") == revoked)
        #expect(try store.credential(.site, name: "k") == nil)
        #expect(try store.stationFacts(of: station) == [fact])
        #expect(try store.rawInputs(from: time(), to: time(1)).map(\.value) == [raw])
        #expect(try store.openAlarms().map(\.causeJSON) == ["anew"])
        let old = try #require(try store.alarms(limit: 5).last).value
        #expect(old.acknowledgedBy == "me" && old.acknowledgedAt == time(2) && old.clearedAt == time(3))
    }

    @Test func rawInputIsPassedOverUnlessAskedFor() throws {
        let store = try Store.inMemory()
        try store.append([.rawInput(RawInput(tick: time(), source: "s", bytes: [1]))])
        #expect(try store.rawInputs(from: time(-1), to: time(1)).isEmpty)
    }
}
