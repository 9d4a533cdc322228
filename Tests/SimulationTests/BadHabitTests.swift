// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import OCPP
import Simulation
import TestSupport
import Testing

/// The list of what devices do wrong, and what single stations do by it.
@Suite struct BadHabitTests {
    @Test func everyHabitIsListedOnceByName() throws {
        let names = BadHabits.named.map(\.name), bits = BadHabits.named.map(\.habit.rawValue)
        #expect(Set(names).count == names.count && Set(bits).count == bits.count)
        #expect(bits.allSatisfy { $0.nonzeroBitCount == 1 })
        // Each bit up to the highest is somebody's.
        #expect(bits.reduce(0, |) == (bits.max() ?? 0) * 2 - 1)
        for (name, habit) in BadHabits.named { #expect(BadHabits(named: name) == habit) }
        #expect(BadHabits(named: "none") == nil)
    }

    @Test func theDemoHasStationsOfAllVersions() throws {
        let text = try RepositoryFiles.text("topology/street.yaml")
        let feeder = try #require(TopologyFile.read(text, file: "street").feeder)
        let versions = StationVersions.asInTheField(feeder).values
        for version in OCPPVersion.allCases { #expect(versions.count { $0 == version } >= 3) }
        #expect(versions.count { $0 == .v16 } > versions.count / 2)
    }

    /// Each frame of a station's first minutes, as text.
    private func frames(_ version: OCPPVersion, _ habits: BadHabits) throws -> LoneStation {
        var station = try LoneStation(version, outlet: LoneStation.ac, habits: habits)
        station.run(seconds: 30)
        return station
    }

    private func defaultProfile(_ version: OCPPVersion, unit: String, level: Int = 0, outlet: Int = 1) -> [String: Any]
    {
        let purpose =
            outlet > 0 ? "TxDefaultProfile" : version == .v16 ? "ChargePointMaxProfile" : "ChargingStationMaxProfile"
        var schedule: [String: Any] = [
            "chargingRateUnit": unit, "startSchedule": "2025-11-24T17:59:00Z",
            "chargingSchedulePeriod": [["startPeriod": 0, "limit": unit == "A" ? 8 : 5_544]],
        ]
        var profile: [String: Any] = [
            "stackLevel": level, "chargingProfilePurpose": purpose, "chargingProfileKind": "Absolute",
        ]
        if version == .v16 {
            profile["chargingProfileId"] = 1
            profile["chargingSchedule"] = schedule
            return ["connectorId": outlet, "csChargingProfiles": profile]
        }
        schedule["id"] = 1
        profile["id"] = 1
        profile["chargingSchedule"] = [schedule]
        return ["evseId": outlet, "chargingProfile": profile]
    }

    private func status(
        _ version: OCPPVersion, _ habits: BadHabits, unit: String = "A", level: Int = 0, outlet: Int = 1
    ) throws -> String {
        var station = try frames(version, habits)
        let profile = defaultProfile(version, unit: unit, level: level, outlet: outlet)
        return station.ask("SetChargingProfile", profile)["status"] as? String ?? "none"
    }

    @Test(arguments: OCPPVersion.allCases) func whatIsRefused(version: OCPPVersion) throws {
        #expect(try status(version, []) == "Accepted")
        #expect(try status(version, .rejectsAmperes) == "Rejected")
        #expect(try status(version, .rejectsAmperes, unit: "W") == "Accepted")
        #expect(try status(version, .rejectsWatts, unit: "W") == "Rejected")
        #expect(try status(version, .takesOnlyLevelZero, level: 1) == "Rejected")
        #expect(try status(version, .rejectsHighestLevel, level: 8) == "Rejected")
        #expect(try status(version, .rejectsHighestLevel, level: 7) == "Accepted")
        #expect(try status(version, .takesOnlyStationLimit) == "Rejected")
        #expect(try status(version, .takesOnlyStationLimit, outlet: 0) == "Accepted")
        #expect(try status(version, .rejectsStationLimit, outlet: 0) == "Rejected")
    }

    @Test(arguments: OCPPVersion.allCases) func whatIsDrawn(version: OCPPVersion) throws {
        // 8 A on three phases at 230.94 V.
        let told = 8 * 0.23094 * 3
        let cases: [(BadHabits, Double)] = [
            (BadHabits(), told), (.ignoresLimits, 2 * told), (.drawsMore, 1.15 * told),
        ]
        for (habits, wanted) in cases {
            var station = try frames(version, habits)
            _ = station.ask("SetChargingProfile", defaultProfile(version, unit: "A"))
            station.run(seconds: 20)
            let least = habits == .ignoresLimits ? 1.1 * told : wanted - 0.1
            #expect((least...wanted + 0.1).contains(station.powerKW), "\(habits.rawValue): \(station.powerKW)")
        }
    }

    @Test func whatIsWritten() throws {
        let status = try frames(.v201, .writesTimesWithoutZone).asked("StatusNotification").first
        let bare = try #require(status?["timestamp"] as? String)
        #expect(bare.hasPrefix("20") && !bare.hasSuffix("Z"), "\(bare)")
        let zero = try frames(.v16, .writesZeroTimes)
        #expect(zero.asked("StatusNotification").allSatisfy { $0["timestamp"] as? String == "0" })
        #expect(zero.asked("StartTransaction").allSatisfy { ($0["timestamp"] as? String)?.hasPrefix("20") == true })
        let never = try frames(.v21, .neverBoots)
        #expect(never.asked("BootNotification").isEmpty && !never.asked("TransactionEvent").isEmpty)
        var old = try frames(.v201, .speaks16)
        #expect(old.asked("StartTransaction").count == 1 && old.asked("TransactionEvent").isEmpty)
        #expect(old.world.offeredVersions(station: 0) == [.v201, .v16])
        #expect(old.ask("GetConfiguration", [:])["configurationKey"] != nil)
        var warm = try frames(.v16, .misspellsCelsius)
        warm.run(seconds: 60)
        let values = warm.asked("MeterValues").flatMap { $0["meterValue"] as? [[String: Any]] ?? [] }
        let units = values.flatMap { $0["sampledValue"] as? [[String: Any]] ?? [] }.compactMap { $0["unit"] as? String }
        #expect(units.contains("Celcius"), "\(Set(units))")
    }

    @Test(arguments: OCPPVersion.allCases) func whatIsToldTwiceOrInVain(version: OCPPVersion) throws {
        let action = version == .v16 ? "StartTransaction" : "TransactionEvent"
        let starts = { (station: LoneStation) in
            station.asked(action).filter { version == .v16 || $0["eventType"] as? String == "Started" }
        }
        #expect(starts(try frames(version, [])).count == 1)
        #expect(starts(try frames(version, .repeatsTransactionMessages)).count == 2)
        let vain = starts(try frames(version, .startsInVain))
        let tokens = vain.map { ($0["idTag"] as? String) ?? ($0["idToken"] as? [String: Any])?["idToken"] as? String }
        #expect(tokens == ["SIMULATED", "STRANGER"])
    }
}
