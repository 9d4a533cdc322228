// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Planning
import TestSupport
import Testing

/// Feeders and scenarios made of short texts.
enum Sample {
    static func feeder(_ path: String) throws -> Feeder {
        try #require(TopologyFile.read(try RepositoryFiles.text(path), file: path).feeder)
    }

    static func parsed(_ text: String) throws -> Scenario {
        let reading = ScenarioFile.read(text, file: "s.yaml")
        return try #require(reading.scenario, "\(reading.findings.map(\.description).joined(separator: "\n"))")
    }

    /// A scenario of a horizon and whatever else is given, one line each.
    static func scenario(
        id: String = "a", start: String = "2026-01-20T16:00:00Z", length: String = "hours: 4", step: Int = 5,
        _ lines: String...
    ) throws -> Scenario {
        try parsed(
            """
            format: headroom-scenario/1
            id: \(id)
            horizon: {start: "\(start)", \(length), stepMinutes: \(step)}
            \(lines.joined(separator: "\n"))
            """)
    }

    /// Two homes behind a small transformer.
    static func pair(
        transformerKW: Double = 15, more: String = "", load: String = "baseLoad: none", outlet: String = ""
    ) throws -> Feeder {
        let text = """
            format: headroom-topology/1
            feeder: {id: pair}
            nodes:
              - {id: tx, kind: substation, ratingKW: \(transformerKW), margin: 0, baseLoad: none, meter: {}}
            sites:
            \((1...2).map { home in """
              - id: h\(home)
                parent: tx
                importLimitKW: 30
                exportLimitKW: 30
                \(load)
                meter: {}
                stations: [{id: c\(home)}]
                ders:
                  - {id: h\(home)-ev, kind: evse, supply: ac, maxCurrentA: 16, \(outlet)ocpp: {station: c\(home), evse: 1}, default: {importLimitA: 0}}
            \(more.replacingOccurrences(of: "HOME", with: "h\(home)"))
            """ }.joined(separator: "\n"))
            """
        let reading = TopologyFile.read(text, file: "pair.yaml")
        return try #require(reading.feeder, "\(reading.findings.map(\.description).joined(separator: "\n"))")
    }
}
