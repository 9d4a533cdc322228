// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import Testing

@testable import Gateway
@testable import Store

/// How stations of OCPP 2.x are set up, and what they must not be believed.
@Suite struct V2CommissioningTests {
    private static let versions = ["ocpp2.0.1", "ocpp2.1"]

    private func allowedKW(_ bench: Bench) throws -> Double { try bench.state("ev").allowed.importLimit.kilowatts }

    private func leftover(
        _ evse: Int, id: Int = 5, level: Int = 0, purpose: String = "TxDefaultProfile"
    ) -> FakeStation.Profile {
        FakeStation.Profile(
            connector: evse, id: id, stackLevel: level, purpose: purpose, start: .distantPast, unit: "A",
            periods: [(0, 20)])
    }

    private func set(_ station: FakeStation, _ name: String) -> [String] {
        station.calls.filter { $0.action == "SetVariables" }.compactMap { call in
            let data = (call.payload["setVariableData"] as? [[String: Any]])?.first ?? [:]
            let component = (data["component"] as? [String: Any])?["name"] as? String ?? ""
            let variable = (data["variable"] as? [String: Any])?["name"] as? String ?? ""
            return "\(component).\(variable)" == name ? data["attributeValue"] as? String : nil
        }
    }

    private func purposes(_ station: FakeStation) -> Set<String> {
        Set(
            station.calls.compactMap {
                ($0.payload["chargingProfile"] as? [String: Any])?["chargingProfilePurpose"] as? String
            })
    }

    // MARK: - Leftovers and refusals

    /// K01.FR.06, .52, .53: of one EVSE, or of the station as such; with a reason, or without.
    @Test(arguments: [0, 1], [true, false]) func anothersDefaultOfOurLevelGivesWay(evse: Int, saysWhy: Bool) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.saysWhy = saysWhy
        station.profiles = [leftover(evse)]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.id) == [1_001] && station.profiles.first?.unit == "A")
        #expect(station.profiles.first?.purpose == "TxDefaultProfile")
    }

    /// The gateway has restarted, and the station says no for the moment: its limit is ours, and stays.
    @Test(arguments: versions) func whatAnEarlierLifeInstalledIsNotClearedForAPassingNo(version: String) throws {
        let station = FakeV2Station("cs", version)
        let earlier = try Bench()
        earlier.charge(station, 1)
        #expect(try earlier.state("ev").isProvisioned)
        let held = station.profiles
        // A no without a word why.
        station.refusesWith = ""
        let bench = try Bench()
        bench.charge(station, 1)
        bench.run(5)
        #expect(station.profiles.map(\.id) == held.map(\.id) && held.map(\.id) == [1_001])
        #expect(try bench.state("ev").isProvisioned, "the read-back is the proof")
        #expect(station.calls.allSatisfy { $0.action != "ClearChargingProfile" || level($0.payload) == nil })
    }

    private func level(_ payload: [String: Any]) -> Int? {
        (payload["chargingProfileCriteria"] as? [String: Any])?["stackLevel"] as? Int
    }

    /// What was told to the outlet beside it stands above its default.
    @Test func clearingWhatOutranksADefaultSparesTheNeighbours() throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = FakeV2Station("cs", "ocpp2.1")
        station.connectors = [1, 2]
        station.variables["SmartChargingCtrlr.PeriodsPerSchedule"] = "1"
        bench.charge(station, 1)
        let model = try #require(bench.core.stations.values.first)
        #expect(StationConfiguration.isStacked(model.configuration))
        for case .clearStackLevel(_, let connector) in model.higherLevels(of: [2]) { #expect(connector == 2) }
        #expect(!model.higherLevels(of: [2]).isEmpty)
    }

    /// Somebody else's limit is as low as the setpoint that was refused, for a while.
    @Test(arguments: versions) func aRefusedSetpointIsNotConfirmedByAnothersLimit(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.run(20)
        let before = try allowedKW(bench)
        station.refusesWith = ""
        try bench.limit("transformer", kW: 3)
        bench.run(2)
        #expect(try bench.state("ev").command?.standing == .rejected)
        station.readsBack = 0
        bench.say(
            1, "NotifyChargingLimit",
            ["evseId": 1, "chargingLimit": ["chargingLimitSource": "EMS"]])
        bench.run(1)
        #expect(try bench.state("ev").command?.standing == .rejected)
        #expect(try allowedKW(bench) >= before)
    }

    @Test func anotherSystemsDefaultsOfTwoOutletsGiveWay() throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = FakeV2Station("cs", "ocpp2.1")
        station.connectors = [1, 2]
        station.profiles = [leftover(1, id: 5), leftover(2, id: 6)]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned && bench.state("ev-2").isProvisioned)
        #expect(Set(station.profiles.map(\.id)) == [1_001, 1_002])
    }

    /// What holds is not cleared for it, and no other unit or purpose is fixed.
    @Test(arguments: ["RateLimitExceeded", ""]) func aRefusalForTheMomentTakesNothingAway(word: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        station.refusesWith = word
        bench.charge(station, 2)
        bench.run(1)
        #expect(try !bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.id) == [1_001])
        #expect(purposes(station) == ["TxDefaultProfile"])
        station.refusesWith = nil
        bench.run(60)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.unit) == ["A"])
    }

    /// The topology names one outlet of two: a limit of the whole would hold the other's vehicle down too.
    @Test func aStationWithMoreOutletsThanTheTopologyNamesGetsNoLimitOfItsOwn() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.connectors = [1, 2]
        station.refusedPurposes = ["TxDefaultProfile"]
        bench.charge(station, 1)
        #expect(try !bench.state("ev").isProvisioned && allowedKW(bench) > 22)
        #expect(purposes(station) == ["TxDefaultProfile"])
    }

    @Test func theDefaultOfTransactionsIsTriedAgainAtTheNextBoot() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.refusedPurposes = ["TxDefaultProfile"]
        bench.charge(station, 1)
        #expect(station.profiles.map(\.purpose) == ["ChargingStationMaxProfile"])
        station.refusedPurposes = []
        bench.say(1, "BootNotification", station.boot)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.purpose) == ["TxDefaultProfile"])
    }

    @Test(arguments: [0, 2]) func anotherSystemsLimitOfTheStationGivesWayToOurs(level: Int) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.refusedPurposes = ["TxDefaultProfile"]
        station.profiles = [leftover(0, level: level, purpose: "ChargingStationMaxProfile")]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.id) == [1_001] && station.limit(connector: 1, bench.date) == 6)
    }

    // MARK: - Answers

    @Test(arguments: versions) func aYesWithAnEmptyStatusInfoIsAYes(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.statusInfo = [:]
        bench.charge(station, 1)
        bench.run(200)
        #expect(try bench.state("ev").isProvisioned)
        #expect(try bench.state("ev").command?.standing == .confirmed)
    }

    /// It may have been a yes, so the raise counts.
    @Test(arguments: FakeStation.versions) func anAnswerThatCannotBeReadIsNoNo(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(4)
        bench.meterSeconds = 0
        station.garbling = ["SetChargingProfile"]
        bench.run(2)
        #expect(try bench.state("ev").command?.standing == .unanswered)
        let held = station.limit(connector: 1, bench.date)
        #expect(held > 6, "it did what it was told")
        #expect(try allowedKW(bench) >= held * 0.69)
    }

    /// The read-back proves the default, whatever was said to it.
    @Test(arguments: FakeStation.versions) func aDefaultAnsweredUnreadablyIsProvenByTheReadBack(version: String) throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.garbling = ["SetChargingProfile"]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func aScheduleOfAnotherOutletProvesNothing(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.answersFor = 2
        bench.charge(station, 1)
        #expect(try !bench.state("ev").isProvisioned)
        station.answersFor = nil
        bench.run(60)
        #expect(try bench.state("ev").isProvisioned)
        station.answersFor = 2
        bench.meterSeconds = 0
        try bench.limit("transformer", kW: 5)
        bench.run(2)
        #expect(try bench.state("ev").command?.standing == .accepted)
    }

    /// The station as such is its only outlet.
    @Test(arguments: FakeStation.versions) func aScheduleOfTheStationIsItsOnlyOutlets(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.answersFor = 0
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func aScheduleInAUnitNobodyKnowsIsNoLimit(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.answersIn = "kW"
        bench.charge(station, 1)
        #expect(try !bench.state("ev").isProvisioned && allowedKW(bench) > 22)
    }

    @Test func priorityChargingCountsAsNoLimitUntilItIsReadBack() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.charge(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 10)
        bench.run(5)
        bench.meterSeconds = 0
        #expect(try allowedKW(bench) <= 10 && bench.state("ev").command?.standing == .confirmed)
        station.readsBack = 32
        bench.say(1, "NotifyPriorityCharging", ["transactionId": "tx-1", "activated": true])
        #expect(try allowedKW(bench) > 22 && bench.state("ev").command?.standing == .rejected)
        station.readsBack = nil
        bench.say(1, "NotifyPriorityCharging", ["transactionId": "tx-1", "activated": false])
        #expect(try allowedKW(bench) <= 10 && bench.state("ev").command?.standing == .confirmed)
    }

    @Test(arguments: versions) func anotherLimitThatBeginsOrEndsIsAskedAfter(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        bench.charge(station, 1)
        bench.run(20)
        bench.meterSeconds = 0
        let asked = station.count("GetCompositeSchedule")
        bench.say(1, "NotifyChargingLimit", ["chargingLimit": ["chargingLimitSource": "EMS"]])
        #expect(station.count("GetCompositeSchedule") == asked + 1)
        bench.say(1, "ClearedChargingLimit", ["chargingLimitSource": "EMS", "evseId": 1])
        #expect(station.count("GetCompositeSchedule") == asked + 2)
    }

    // MARK: - Variables

    @Test(arguments: versions) func aStationThatReadsOneVariableInAMessageIsUnderstood(version: String) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs", version)
        station.mostItems = 1
        station.variables["SmartChargingCtrlr.RateUnit"] = "W"
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.unit) == ["W"])
        let facts = bench.recorded { if case .stationFact(let fact) = $0 { fact.aspect } else { nil } }
        #expect(facts.filter { $0 == "configuration" }.count == 1)
    }

    /// It reads no variables: all that it has comes as a report, in parts.
    @Test func aStationThatReadsNoVariablesIsUnderstoodByItsReport() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.unable = ["GetVariables"]
        bench.charge(station, 1)
        #expect(station.profiles.map(\.unit) == ["A"], "nothing is known of it yet")
        let asked = try #require(station.calls.last { $0.action == "GetBaseReport" }?.payload)
        func part(_ number: Int, _ name: String, _ value: String) -> [String: Any] {
            let names = name.split(separator: ".").map { ["name": String($0)] }
            return [
                "requestId": asked["requestId"] ?? 0, "generatedAt": bench.stamp(station), "seqNo": number,
                "tbc": number == 0,
                "reportData": [
                    ["component": names[0], "variable": names[1], "variableAttribute": [["value": value]]]
                ],
            ]
        }
        bench.say(1, "NotifyReport", part(0, "smartchargingctrlr.rateunit", "W"))
        #expect(station.profiles.map(\.unit) == ["A"])
        bench.say(1, "NotifyReport", part(1, "SmartChargingCtrlr.ProfileStackLevel", "2"))
        #expect(station.profiles.map(\.unit) == ["W"])
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.count("GetBaseReport") == 1)
    }

    /// It booted for an earlier run and refuses to boot for this one (F06.FR.17).
    @Test func aStationThatDoesNotBootIsKnownByItsVariables() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.variables.merge(
            ["ChargingStation.VendorName": "V", "ChargingStation.Model": "M", "ChargingStation.FirmwareVersion": "1.2"]
        ) { $1 }
        func asked() -> Int {
            station.calls.count { $0.payload["requestedMessage"] as? String == "BootNotification" }
        }
        bench.charge(station, 1, boots: false)
        bench.run(10)
        let boots = bench.recorded { record -> String? in
            if case .stationFact(let fact) = record, fact.aspect == "boot" { fact.json } else { nil }
        }
        let told = try JSONValue(parsing: try #require(boots.last))["chargingStation"]
        #expect(told?["model"]?.string == "M" && told?["vendorName"]?.string == "V")
        #expect(told?["firmwareVersion"]?.string == "1.2")
        #expect(asked() == 1)
        bench.charge(station, 2, boots: false)
        bench.run(10)
        #expect(asked() == 1, "it would say nothing new")
    }

    @Test func aTransactionsRegistersAreAskedForAndNoSeriesAtItsEnd() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.variables.merge(
            [
                "SampledDataCtrlr.TxStartedMeasurands": "Voltage", "SampledDataCtrlr.TxEndedMeasurands": "",
                "SampledDataCtrlr.TxEndedInterval": "60",
            ]) { $1 }
        bench.charge(station, 1)
        #expect(station.variables["SampledDataCtrlr.TxStartedMeasurands"] == "Voltage,Energy.Active.Import.Register")
        #expect(station.variables["SampledDataCtrlr.TxEndedMeasurands"] == "Energy.Active.Import.Register")
        #expect(station.variables["SampledDataCtrlr.TxEndedInterval"] == "0")
        let sent = station.count("SetVariables")
        bench.say(1, "BootNotification", station.boot)
        #expect(station.count("SetVariables") == sent, "what is as it should be is not set")
    }

    @Test func whatIsSwitchedOffIsSwitchedOnBeforeTheDefault() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.variables["SmartChargingCtrlr.Enabled"] = "false"
        station.variables["SampledDataCtrlr.Enabled"] = "True"
        bench.charge(station, 1)
        #expect(set(station, "SmartChargingCtrlr.Enabled") == ["true"])
        #expect(set(station, "SampledDataCtrlr.Enabled").isEmpty)
        let actions = station.calls.map(\.action)
        let enabled = try #require(actions.firstIndex(of: "SetVariables"))
        #expect(enabled < (try #require(actions.firstIndex(of: "SetChargingProfile"))))
    }

    /// Its schedules have one period: the default stays below as a profile of its own, and holds when nobody renews.
    @Test(arguments: FakeStation.versions) func aStationOfOnePeriodHoldsASetpointAndItsDefault(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.declare("ChargingScheduleMaxPeriods", "1")
        station.mostPeriods = 1
        bench.charge(station, 1)
        bench.run(200)
        #expect(station.limit(connector: 1, bench.date) > 15)
        #expect(station.profiles.sorted { $0.stackLevel < $1.stackLevel }.map(\.id) == [1_001, 2_001])
        try bench.limit("transformer", kW: 3)
        bench.run(5)
        #expect(station.limit(connector: 1, bench.date) == 0)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        bench.disconnect(1)
        bench.run(1_000)
        #expect(station.limit(connector: 1, bench.date) == 6)
    }

    // MARK: - Phases

    /// `phaseToUse` is refused by who does not have it (K01.FR.20).
    @Test(arguments: [nil, "false", "true"] as [String?])
    func aPhaseIsNamedOnlyToWhoCanBeToldIt(choice: String?) throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.variables["SmartChargingCtrlr.ACPhaseSwitchingSupported"] = choice
        bench.charge(station, 1)
        let setpoint = StationSetpoint(
            powerKW: 2, currentA: 8, defaultKW: 4, defaultA: 6, wattsPerAmpere: nil, phases: 1)
        bench.carryOut(bench.core.withStation(1, now: bench.now) { $0.apply(setpoint, connector: 1, now: bench.now) })
        let profile = station.calls.last { $0.action == "SetChargingProfile" }?.payload["chargingProfile"]
        let schedule = ((profile as? [String: Any])?["chargingSchedule"] as? [[String: Any]])?.first
        let periods = try #require(schedule?["chargingSchedulePeriod"] as? [[String: Any]])
        #expect(periods.map { $0["numberPhases"] as? Int } == [1, 3])
        #expect(periods.map { $0["phaseToUse"] as? Int } == [choice == "true" ? 1 : nil, nil])
    }

    @Test(arguments: [nil, "false", "true"] as [String?]) func whetherItSwitchesPhasesIsItsOwnVariable(
        switches: String?
    ) throws {
        let topology = Bench.minimal.replacing("maxCurrentA: 32,", with: "maxCurrentA: 32, phaseSwitching: {},")
        let bench = try Bench(topology)
        let station = FakeV2Station("cs")
        station.variables["SmartChargingCtrlr.Phases3to1"] = switches
        station.variables["SmartChargingCtrlr.ACPhaseSwitchingSupported"] = "true"
        bench.charge(station, 1)
        #expect(try bench.state("ev").switchesPhases == switches.map { $0 == "true" })
    }
}
