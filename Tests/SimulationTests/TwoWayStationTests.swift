// SPDX-License-Identifier: Apache-2.0

import Foundation
import OCPP
import Simulation
import Testing

/// A simulated station of 2.1 whose vehicle can give energy back, asked by a central system of the test's own.
@Suite struct TwoWayStationTests {
    private func station(_ habits: BadHabits = []) throws -> LoneStation {
        var station = try LoneStation(.v21, outlet: LoneStation.twoWayDC, habits: habits)
        station.run(seconds: 20)
        return station
    }

    @Test func itTellsWhatItsVehicleNeeds() throws {
        let needs = try #require(try station().asked("NotifyEVChargingNeeds").first)
        let told = try #require(needs["chargingNeeds"] as? [String: Any])
        #expect(told["requestedEnergyTransfer"] as? String == "DC_BPT")
        #expect(told["controlMode"] as? String == "DynamicControl")
        // It stays 20,000 s from the beginning.
        #expect((told["departureTime"] as? String)?.hasPrefix("2025-11-24T23:33") == true, "\(told)")
        let limits = try #require(told["v2xChargingParameters"] as? [String: Any])
        #expect(limits["maxDischargePower"] as? Double == 10_000)
        #expect(limits["maxChargePower"] as? Double ?? 0 > 10_000)
        let battery = try #require(told["dcChargingParameters"] as? [String: Any])
        let capacity = try #require(battery["evEnergyCapacity"] as? Double)
        let soc = Double(try #require(battery["stateOfCharge"] as? Int)) / 100
        #expect((0.45...0.65).contains(soc))
        let most = try #require(limits["evMinV2XEnergyRequest"] as? Double)
        // Down to a tenth: that much may be given, within the percent that the state of charge is rounded to.
        #expect((most + (soc - 0.1) * capacity).magnitude < 0.01 * capacity, "\(most) of \(capacity) at \(soc)")
    }

    @Test func `evse 1473: a discharge limit with the wrong sign`() throws {
        let needs = try #require(try station(.tellsDischargeNegative).asked("NotifyEVChargingNeeds").first)
        let limits = (needs["chargingNeeds"] as? [String: Any])?["v2xChargingParameters"] as? [String: Any]
        #expect(limits?["maxDischargePower"] as? Double == -10_000)
    }

    @Test func aStationOf201HasNoWordForIt() throws {
        var station = try LoneStation(.v201, outlet: LoneStation.twoWayDC)
        station.run(seconds: 20)
        let needs = try #require(station.asked("NotifyEVChargingNeeds").first?["chargingNeeds"] as? [String: Any])
        #expect(needs["requestedEnergyTransfer"] as? String == "DC")
        #expect(needs["v2xChargingParameters"] == nil && needs["controlMode"] == nil)
    }

    @Test func aSetpointIsObeyedInBothDirections() throws {
        var station = try station()
        for (setpoint, wanted) in [(5_000.0, 5.0), (-6_000, -6), (-25_000, -8)] {
            let period: [String: Any] = [
                "operationMode": "CentralSetpoint", "setpoint": setpoint, "limit": 15_000, "dischargeLimit": -8_000,
            ]
            let answer = station.ask("SetChargingProfile", station.profile(5, period))
            #expect(answer["status"] as? String == "Accepted", "\(answer)")
            station.run(seconds: 20)
            #expect((station.powerKW - wanted).magnitude < 0.2, "told \(setpoint): \(station.powerKW)")
        }
        let soc = try #require(station.world.stateOfCharge(der: 0))
        station.run(seconds: 120)
        #expect(try #require(station.world.stateOfCharge(der: 0)) < soc)
        let held = station.ask("GetCompositeSchedule", ["evseId": 1, "duration": 60, "chargingRateUnit": "W"])
        let schedule = held["schedule"] as? [String: Any]
        let first = (schedule?["chargingSchedulePeriod"] as? [[String: Any]])?.first
        #expect(first?["setpoint"] as? Double == -25_000 && first?["dischargeLimit"] as? Double == -8_000, "\(held)")
    }

    @Test func aDynamicProfileIsUpdatedAndAskedFor() throws {
        var station = try station()
        let period: [String: Any] = ["operationMode": "CentralSetpoint", "setpoint": 4_000]
        let profile = station.profile(6, kind: "Dynamic", period, extras: ["dynUpdateInterval": 10])
        #expect(station.ask("SetChargingProfile", profile)["status"] as? String == "Accepted")
        station.run(seconds: 5)
        #expect((station.powerKW - 4).magnitude < 0.2)
        let update: [String: Any] = ["chargingProfileId": 6, "scheduleUpdate": ["setpoint": -3_000]]
        #expect(station.ask("UpdateDynamicSchedule", update)["status"] as? String == "Accepted")
        station.replies["PullDynamicScheduleUpdate"] = ["status": "Rejected"]
        station.run(seconds: 12)
        #expect((station.powerKW + 3).magnitude < 0.2)
        #expect(station.asked("PullDynamicScheduleUpdate").first?["chargingProfileId"] as? Int == 6)
        station.replies["PullDynamicScheduleUpdate"] = ["status": "Accepted", "scheduleUpdate": ["setpoint": 7_000]]
        station.run(seconds: 15)
        #expect((station.powerKW - 7).magnitude < 0.2)
        let stranger: [String: Any] = ["chargingProfileId": 99, "scheduleUpdate": ["setpoint": 0]]
        #expect(station.ask("UpdateDynamicSchedule", stranger)["status"] as? String == "Rejected")
    }

    @Test(arguments: [false, true]) func aProfileDoesNotOutliveALongSilence(isGone: Bool) throws {
        var station = try station()
        _ = station.ask(
            "SetChargingProfile",
            ["evseId": 1, "chargingProfile": defaultProfile(3_000)])
        let period: [String: Any] = ["operationMode": "CentralSetpoint", "setpoint": 9_000]
        let profile = station.profile(
            7, period, extras: ["maxOfflineDuration": 60, "invalidAfterOfflineDuration": isGone])
        #expect(station.ask("SetChargingProfile", profile)["status"] as? String == "Accepted")
        station.run(seconds: 10)
        #expect((station.powerKW - 9).magnitude < 0.2)
        station.disconnect()
        station.run(seconds: 50)
        #expect((station.powerKW - 9).magnitude < 0.2)
        station.run(seconds: 20)
        #expect((station.powerKW - 3).magnitude < 0.2)
        station.connect()
        station.run(seconds: 15)
        #expect((station.powerKW - (isGone ? 3 : 9)).magnitude < 0.2)
    }

    private func defaultProfile(_ watts: Double) -> [String: Any] {
        [
            "id": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile", "chargingProfileKind": "Absolute",
            "chargingSchedule": [
                [
                    "id": 1, "chargingRateUnit": "W", "startSchedule": "2025-11-24T17:59:00Z",
                    "chargingSchedulePeriod": [["startPeriod": 0, "limit": watts]],
                ]
            ],
        ]
    }

    @Test func itReportsTheProfilesItHolds() throws {
        var station = try station()
        _ = station.ask("SetChargingProfile", ["evseId": 1, "chargingProfile": defaultProfile(3_000)])
        _ = station.ask("SetChargingProfile", station.profile(8, ["limit": 5_000]))
        let answer = station.ask("GetChargingProfiles", ["requestId": 4, "chargingProfile": [:] as [String: Any]])
        #expect(answer["status"] as? String == "Accepted")
        station.run(seconds: 2)
        let reported = station.asked("ReportChargingProfiles").flatMap {
            $0["chargingProfile"] as? [[String: Any]] ?? []
        }
        #expect(Set(reported.compactMap { $0["id"] as? Int }) == [1, 8])
        #expect(station.asked("ReportChargingProfiles").allSatisfy { $0["requestId"] as? Int == 4 })
        _ = station.ask(
            "ClearChargingProfile", ["chargingProfileCriteria": ["chargingProfilePurpose": "TxProfile"]])
        let none = station.ask("GetChargingProfiles", ["requestId": 5, "chargingProfile": ["chargingProfileId": [8]]])
        #expect(none["status"] as? String == "NoProfiles")
    }

    @Test func anAskedStartAndStopAndReset() throws {
        var station = try station()
        let running = try #require(station.transaction)
        #expect(station.ask("RequestStopTransaction", ["transactionId": "another"])["status"] as? String == "Rejected")
        #expect(station.ask("RequestStopTransaction", ["transactionId": running])["status"] as? String == "Accepted")
        station.run(seconds: 3)
        #expect(station.asked("TransactionEvent").last?["eventType"] as? String == "Ended")
        let start: [String: Any] = ["idToken": ["idToken": "D", "type": "Central"], "remoteStartId": 12, "evseId": 1]
        #expect(station.ask("RequestStartTransaction", start)["status"] as? String == "Accepted")
        station.run(seconds: 3)
        let started = station.asked("TransactionEvent").last { $0["eventType"] as? String == "Started" }
        #expect((started?["transactionInfo"] as? [String: Any])?["remoteStartId"] as? Int == 12)
        #expect(station.ask("Reset", ["type": "Immediate"])["status"] as? String == "Accepted")
        station.run(seconds: 3)
        #expect(!station.isConnected)
        station.run(seconds: 30)
        #expect(station.isConnected && station.asked("BootNotification").count == 2)
        #expect(station.asked("TransactionEvent").contains { $0["triggerReason"] as? String == "ResetCommand" })
    }

    /// What happened without connection is told afterwards, in order and as such.
    @Test func offlineTransactionsAreToldLate() throws {
        var station = try LoneStation(.v201, outlet: LoneStation.ac)
        // Before anything was said: its vehicle is there since the beginning, and its transaction begins offline.
        station.disconnect()
        station.run(seconds: 30)
        #expect(station.asked("TransactionEvent").isEmpty)
        station.connect()
        station.run(seconds: 15)
        let events = station.asked("TransactionEvent")
        #expect(events.first?["eventType"] as? String == "Started" && events.first?["offline"] as? Bool == true)
        #expect(events.dropFirst().allSatisfy { $0["offline"] == nil })
    }
}
