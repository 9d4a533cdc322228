// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gateway
import GridModel
import OCPP
import Simulation
import Testing

/// Stations of 2.0.1 and 2.1 in the simulated world: whole days of the same story, and what crosses the wire in it.
@Suite(.serialized) struct VersionRunTests {
    private static let seconds = Soak.seconds(600)

    /// All of one version, or of the three in turn.
    private func versions(_ feeder: Feeder, _ version: OCPPVersion?) -> [ChargingStation.ID: OCPPVersion] {
        let all = OCPPVersion.allCases
        return Dictionary(
            uniqueKeysWithValues: feeder.stations.enumerated().map { ($1.id, version ?? all[$0 % all.count]) })
    }

    @Test(arguments: [OCPPVersion.v201, .v21, nil]) func limitsHoldAndRoomIsUsed(version: OCPPVersion?) throws {
        var story = Story(seed: 1, seconds: Self.seconds, feeder: try LittleStreet.feeder())
        story.versions = versions(story.feeder, version)
        let result = try story.tell()
        print("\(version.map { $0.rawValue } ?? "all versions"): \(result.summary)")
        #expect(result.findings.isEmpty, "\(result.summary)")
        #expect(result.share > 0.7, "\(result.summary)")
    }

    @Test(arguments: [OCPPVersion.v201, .v21]) func limitsHoldOverACrash(version: OCPPVersion) throws {
        var story = Story(seed: 2, seconds: Self.seconds, feeder: try LittleStreet.feeder())
        story.versions = versions(story.feeder, version)
        story.scene = .busy
        story.crashes = true
        let result = try story.tell()
        print("\(version.rawValue): \(result.summary)")
        #expect(result.findings.isEmpty, "\(result.summary)")
        #expect(result.share > 0.5, "\(result.summary)")
    }

    /// One frame of a station that is not refused by the schema and names what it should.
    private func frames(_ version: OCPPVersion, seconds: Int, scene: Scene = .busy) throws -> [[Any]] {
        let feeder = try LittleStreet.feeder()
        var run = try VirtualRun(
            feeder: feeder, seed: 4, scene: scene, versions: versions(feeder, version))
        run.keepsLog = true
        try run.startGateway()
        for _ in 0..<seconds * 2 { try run.step() }
        return try run.log.compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 4).map(String.init)
            guard parts.count == 5, parts[1] == "station", parts[3] == ">" else { return nil }
            return try JSONSerialization.jsonObject(with: Data(parts[4].utf8)) as? [Any]
        }
    }

    @Test func whatAStationOf2Tells() throws {
        let frames = try frames(.v201, seconds: 600)
        // Nothing that it was asked was beyond it, and nothing that it told was refused.
        #expect(!frames.contains { $0.first as? Int == 4 }, "\(frames.filter { $0.first as? Int == 4 }.prefix(3))")
        let calls = frames.filter { $0.first as? Int == 2 }
        let events = calls.filter { $0[2] as? String == "TransactionEvent" }.compactMap { $0[3] as? [String: Any] }
        let kinds = Dictionary(grouping: events) { $0["eventType"] as? String ?? "" }.mapValues(\.count)
        #expect(kinds["Started"] ?? 0 > 5 && kinds["Updated"] ?? 0 > 50 && kinds["Ended"] ?? 0 >= 1, "\(kinds)")
        #expect(events.allSatisfy { ($0["evse"] != nil) == ($0["eventType"] as? String == "Started") })
        // The events of a transaction are numbered from 0, without a gap and in order.
        let byName = Dictionary(grouping: events) {
            ($0["transactionInfo"] as? [String: Any])?["transactionId"] as? String ?? ""
        }
        for (name, own) in byName {
            let numbers = own.compactMap { $0["seqNo"] as? Int }
            #expect(numbers == Array(0..<numbers.count), "\(name): \(numbers)")
        }
        let samples = events.flatMap { ($0["meterValue"] as? [[String: Any]] ?? []) }
            .flatMap { $0["sampledValue"] as? [[String: Any]] ?? [] }
        let powers = samples.filter { $0["measurand"] as? String == "Power.Active.Import" }
        #expect(powers.contains { ($0["value"] as? Double ?? 0) > 3 && ($0["value"] as? Double ?? 0) < 30 })
        #expect(powers.allSatisfy { ($0["unitOfMeasure"] as? [String: Any])?["multiplier"] as? Int == 3 })
    }

    @Test func someStationsOf21TellTheirStateAsAnEvent() throws {
        let actions = Set(try frames(.v21, seconds: 120).compactMap { $0.count > 2 ? $0[2] as? String : nil })
        #expect(actions.isSuperset(of: ["NotifyEvent", "StatusNotification", "TransactionEvent"]), "\(actions)")
    }
}
