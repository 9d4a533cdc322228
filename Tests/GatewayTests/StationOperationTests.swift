// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import JSON
import Testing

@testable import Gateway
@testable import Store

/// What people ask of stations, in the three versions.
@Suite struct StationOperationTests {
    static let versions = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]

    /// A station that has been set up.
    private func bench(
        _ version: String, _ topology: String = Bench.minimal, status: String = "Available"
    ) throws -> (Bench, FakeStation) {
        let bench = try Bench(topology)
        let station = version == "ocpp1.6" ? FakeStation("cs") : FakeV2Station("cs", version)
        if topology == Bench.twoConnectors { station.connectors = [1, 2] }
        bench.connect(station, 1, status: status)
        bench.run(1)
        #expect(try bench.state("ev").isProvisioned)
        return (bench, station)
    }

    private func ask(_ bench: Bench, _ operation: StationOperation) throws -> AskedOperation {
        let (result, actions) = bench.core.request(operation, station: "cs", author: "ann", now: bench.now)
        bench.carryOut(actions)
        return try #require(bench.core.askedOperations(station: "cs")?.last { $0.number == (try result.get()).number })
    }

    private func fault(_ bench: Bench, _ operation: StationOperation) -> StationOperationError? {
        let (result, actions) = bench.core.request(operation, station: "cs", author: "ann", now: bench.now)
        bench.carryOut(actions)
        if case .failure(let error) = result { return error }
        return nil
    }

    @Test(arguments: versions) func eachIsAskedInTheWordsOfItsVersion(_ version: String) throws {
        let (bench, station) = try bench(version)
        let is16 = version == "ocpp1.6"
        #expect(try ask(bench, .reset(nil, evse: nil)).standing == .accepted)
        let reset = try #require(station.calls.last { $0.action == "Reset" }?.payload)
        #expect(reset["type"] as? String == (is16 ? "Soft" : "OnIdle") && reset["evseId"] == nil)
        #expect(try ask(bench, .unlock(evse: 1, connector: 1)).standing == .accepted)
        let unlock = try #require(station.calls.last { $0.action == "UnlockConnector" }?.payload)
        #expect(unlock["connectorId"] as? Int == 1 && unlock["evseId"] as? Int == (is16 ? nil : 1))
        #expect(try ask(bench, .trigger("MeterValues", evse: 1)).standing == .accepted)
        let trigger = try #require(station.calls.last { $0.action == "TriggerMessage" }?.payload)
        #expect(trigger["requestedMessage"] as? String == "MeterValues")
        #expect((trigger["connectorId"] ?? (trigger["evse"] as? [String: Any])?["id"]) as? Int == 1)
        #expect(try ask(bench, .availability(isOperative: false, evse: nil)).standing == .accepted)
        let availability = try #require(station.calls.last { $0.action == "ChangeAvailability" }?.payload)
        if is16 {
            #expect(availability["type"] as? String == "Inoperative" && availability["connectorId"] as? Int == 0)
        } else {
            #expect(availability["operationalStatus"] as? String == "Inoperative" && availability["evse"] == nil)
        }
        #expect(
            bench.audited.filter { $0.hasPrefix("station.") } == [
                "station.reset", "station.reset.accepted", "station.unlock", "station.unlock.accepted",
                "station.trigger", "station.trigger.accepted", "station.availability", "station.availability.accepted",
            ])
        let entries = bench.recorded { if case .audit(let entry) = $0 { entry } else { nil } }
        #expect(entries.first { $0.action == "station.reset" }?.author == "ann")
        #expect(entries.first { $0.action == "station.reset.accepted" }?.reason == "asked by ann: Accepted")
    }

    @Test func whatAVersionDoesNotHaveIsToldByField() throws {
        let (old, _) = try bench("ocpp1.6")
        let (middle, _) = try bench("ocpp2.0.1")
        let (new, _) = try bench("ocpp2.1")
        func field(_ bench: Bench, _ operation: StationOperation) -> String? {
            if case .field(let name, _)? = fault(bench, operation) { name } else { nil }
        }
        #expect(field(old, .reset(.onIdle, evse: nil)) == "type" && field(old, .reset(nil, evse: 1)) == "evse")
        #expect(field(middle, .reset(.soft, evse: nil)) == "type")
        #expect(field(middle, .reset(.immediateAndResume, evse: nil)) == "type")
        #expect(field(new, .reset(.immediateAndResume, evse: nil)) == nil)
        #expect(field(old, .unlock(evse: 1, connector: 2)) == "connector")
        #expect(field(old, .unlock(evse: 0, connector: 1)) == "evse")
        #expect(field(middle, .availability(isOperative: true, evse: 0)) == "evse")
        #expect(field(old, .trigger("TransactionEvent", evse: nil)) == "message")
        #expect(field(middle, .trigger("DiagnosticsStatusNotification", evse: nil)) == "message")
        #expect(field(new, .trigger("CustomTrigger", evse: nil)) == "message")
        let words = fault(old, .trigger("Nonsense", evse: nil))?.text
        #expect(words?.contains("OCPP 1.6's BootNotification") == true, "\(words ?? "")")
    }

    @Test(arguments: ["ocpp1.6", "ocpp2.1"]) func whatTheStationSaysShows(_ version: String) throws {
        let (bench, station) = try bench(version)
        station.failing = ["Reset"]
        let failed = try ask(bench, .reset(nil, evse: nil))
        #expect(failed.standing == .rejected && failed.status == "InternalError")
        station.failing = []
        station.answered["Reset"] = ["status": "Rejected", "statusInfo": ["reasonCode": "FwUpdateInProgress"]]
        let refused = try ask(bench, .reset(nil, evse: nil))
        #expect(refused.standing == .rejected && refused.status == "Rejected")
        #expect(refused.reason == "FwUpdateInProgress")
        station.answered["ChangeAvailability"] = ["status": "Scheduled"]
        #expect(try ask(bench, .availability(isOperative: false, evse: 1)).standing == .scheduled)
        station.answered["UnlockConnector"] = ["status": "UnlockFailed"]
        #expect(try ask(bench, .unlock(evse: 1, connector: 1)).standing == .rejected)
        station.answered["TriggerMessage"] = ["status": "NotImplemented"]
        #expect(try ask(bench, .trigger("Heartbeat", evse: nil)).standing == .notSupported)
        station.answered["Reset"] = ["nonsense": 1]
        #expect(try ask(bench, .reset(nil, evse: nil)).reason?.contains("not what the standard prescribes") == true)
        station.silent = ["Reset"]
        #expect(try ask(bench, .reset(nil, evse: nil)).standing == .sent)
        bench.run(20)
        let last = try #require(bench.core.askedOperations(station: "cs")?.last)
        #expect(last.standing == .unanswered && last.answeredAt != nil)
    }

    @Test func aStationThatCannotBeAskedIsNotAsked() throws {
        let bench = try Bench()
        #expect(fault(bench, .reset(nil, evse: nil)) == .offline)
        let nobody = bench.core.request(.reset(nil, evse: nil), station: "nobody", author: "ann", now: bench.now)
        #expect(nobody.result == .failure(.unknownStation))
        let station = FakeStation("cs")
        bench.connect(station, 1)
        station.silent = ["GetLocalListVersion"]
        for _ in 0..<AskedOperations.mostWaiting {
            #expect(fault(bench, .call(action: "GetLocalListVersion", payload: [])) == nil)
        }
        #expect(fault(bench, .call(action: "GetLocalListVersion", payload: [])) == .busy(waiting: 4))
        bench.disconnect(1)
        let all = try #require(bench.core.askedOperations(station: "cs"))
        #expect(all.allSatisfy { $0.standing == .unanswered })
    }

    /// A reset may make the station forget what it was told.
    @Test(arguments: versions) func afterAResetTheDefaultIsProvenAnew(_ version: String) throws {
        let (bench, station) = try bench(version, status: "Charging")
        let before = station.count("SetChargingProfile")
        _ = try ask(bench, .reset(nil, evse: nil))
        #expect(try !bench.state("ev").isProvisioned, "not dispatched until then")
        station.profiles = []
        #expect(station.limit(connector: 1, bench.date) == 32)
        // It never boots; it is set up all the same.
        bench.run(7)
        #expect(station.count("SetChargingProfile") > before)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test func aResetThatWasRefusedChangesNothing() throws {
        let (bench, station) = try bench("ocpp1.6")
        station.answered["Reset"] = ["status": "Rejected"]
        _ = try ask(bench, .reset(nil, evse: nil))
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test func anEVSEThatStartsAnewLeavesTheOtherInService() throws {
        let (bench, station) = try bench("ocpp2.0.1", Bench.twoConnectors)
        _ = try ask(bench, .reset(.immediate, evse: 1))
        #expect(station.calls.last { $0.action == "Reset" }?.payload["evseId"] as? Int == 1)
        #expect(try !bench.state("ev").isProvisioned)
        #expect(try bench.state("ev-2").isProvisioned)
        bench.run(7)
        #expect(try bench.state("ev").isProvisioned)
    }

    /// "When nothing runs any more" comes when the transaction has ended.
    @Test func aScheduledResetOfAnEVSEIsFollowed() throws {
        let (bench, station) = try bench("ocpp2.0.1", status: "Charging")
        let v2 = try #require(station as? FakeV2Station)
        bench.say(1, "TransactionEvent", v2.event("Started", "t1", bench.stamp(station)))
        bench.run(2)
        station.answered["Reset"] = ["status": "Scheduled"]
        #expect(try ask(bench, .reset(.onIdle, evse: 1)).standing == .scheduled)
        bench.run(20)
        let before = station.count("GetCompositeSchedule")
        #expect(try bench.state("ev").isProvisioned)
        bench.say(1, "TransactionEvent", v2.event("Ended", "t1", bench.stamp(station)))
        bench.run(1)
        #expect(try !bench.state("ev").isProvisioned)
        bench.run(7)
        #expect(try bench.state("ev").isProvisioned && station.count("GetCompositeSchedule") > before)
    }

    /// An outlet counts as before until it says itself that it went out of operation, and from the word on when it is
    /// let in again.
    @Test(arguments: versions) func availabilityCountsWhenItIsSeen(_ version: String) throws {
        let (bench, station) = try bench(version, status: "Charging")
        station.answered["ChangeAvailability"] = ["status": "Accepted"]
        let before = station.count("TriggerMessage")
        let plug = try bench.state("ev").plug
        _ = try ask(bench, .availability(isOperative: false, evse: 1))
        #expect(try bench.state("ev").plug == plug, "its word is no proof")
        #expect(station.count("TriggerMessage") == before + 1, "it is asked how it is")
        bench.say(1, "StatusNotification", station.status(1, "Unavailable", bench.stamp(station)))
        #expect(try bench.state("ev").plug == .unavailable)
        station.silent = ["ChangeAvailability"]
        _ = try ask(bench, .availability(isOperative: true, evse: 1))
        #expect(try bench.state("ev").plug == .unknown, "a vehicle may begin before the station says so")
        #expect(station.calls.last?.action == "ChangeAvailability")
    }

    @Test func requestsAreForgottenInTheirOrder() throws {
        let (bench, _) = try bench("ocpp1.6")
        for _ in 0..<(AskedOperations.kept + 3) { _ = try ask(bench, .trigger("Heartbeat", evse: nil)) }
        let all = try #require(bench.core.askedOperations(station: "cs"))
        #expect(all.map(\.number) == Array(4...(AskedOperations.kept + 3)))
    }

    @Test(arguments: versions) func whatFollowsIsKept(_ version: String) throws {
        let (bench, _) = try bench(version)
        bench.say(1, "FirmwareStatusNotification", ["status": "Downloading"])
        bench.say(1, "LogStatusNotification", ["status": "Uploaded", "requestId": 7])
        bench.say(1, "LogStatusNotification", ["status": 1, "requestId": "x"])
        if version == "ocpp1.6" { bench.say(1, "DiagnosticsStatusNotification", ["status": "Uploading"]) }
        let told = try #require(bench.core.notifications(station: "cs"))
        let expected = ["FirmwareStatusNotification Downloading", "LogStatusNotification Uploaded"]
        #expect(
            told.map { "\($0.action) \($0.payload["status"]?.string ?? "")" }
                == expected + (version == "ocpp1.6" ? ["DiagnosticsStatusNotification Uploading"] : []))
        #expect(told[1].payload["requestId"]?.int == 7)
        let noted = bench.recorded { if case .machineEvent(let entry) = $0 { entry } else { nil } }
        let reasons = noted.filter { $0.action == "station.notification" }.map { $0.reason ?? "" }
        #expect(Array(reasons.prefix(2)) == expected)
        for _ in 0..<40 { bench.say(1, "FirmwareStatusNotification", ["status": "Installed"]) }
        #expect(bench.core.notifications(station: "cs")?.count == StationNotification.kept)
    }
}
