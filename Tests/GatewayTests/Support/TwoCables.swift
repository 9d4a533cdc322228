// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Testing

@testable import Gateway

/// Sites with a battery each, on two cables below one head; the batteries ask for 20 kW and do as they are told.
struct TwoCables {
    /// Where each site hangs.
    var parents = ["site-1": "cable-1", "site-2": "cable-1", "site-3": "cable-2"]
    var headKVA = 200.0
    var cableA = ["cable-1": 60.0, "cable-2": 60.0]
    /// More nodes, sites' keys, or comments.
    var extra = ""
    var meter = ""

    var text: String {
        let cables = cableA.sorted { $0.key < $1.key }.map {
            "  - {id: \($0.key), kind: line, parent: head, ratingA: \($0.value), baseLoad: none\(meter)}\n"
        }
        return """
            format: headroom-topology/1
            feeder: {id: test}
            nodes:
              - {id: head, kind: substation, ratingKVA: \(headKVA), baseLoad: none}
            \(cables.joined())\(extra)sites:
            \(parents.sorted { $0.key < $1.key }.map(Self.site).joined())
            """
    }

    private static func site(_ id: String, _ parent: String) -> String {
        """
          - id: \(id)
            parent: \(parent)
            importLimitKW: 40
            baseLoad: none
            ders:
              - {id: bat-\(id.suffix(1)), kind: battery, maxChargeKW: 20, maxDischargeKW: 20, capacityKWh: 100, mqtt: native, responseDelayS: 1, default: {importLimitKW: 0, exportLimitKW: 0}}

        """
    }
}

extension Bench {
    /// What the battery of each site was told last, kW.
    var toldKW: [String: Double] {
        var told: [String: Double] = [:]
        for message in published where message.topic.hasSuffix("/setpoint") {
            let der = String(message.topic.split(separator: "/")[5])
            let body = try? JSONSerialization.jsonObject(with: Data(message.body.utf8)) as? [String: Any]
            told[der] = (body?["powerKW"] as? NSNumber)?.doubleValue
        }
        return told
    }

    /// Seconds in which each battery named publishes that it does as it was told, and confirms it.
    func charge(_ sites: [String], seconds: Int, told known: [String: Double] = [:]) {
        for site in sites {
            mqtt(
                "headroom/v1/site/\(site)/der/bat-\(site.suffix(1))/capabilities",
                #"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#)
        }
        for _ in 0..<seconds {
            let told = known.merging(toldKW) { $1 }
            for site in sites {
                let der = "bat-\(site.suffix(1))"
                let base = "headroom/v1/site/\(site)/der/\(der)"
                let time = FakeStation.text(date)
                mqtt(
                    "\(base)/telemetry",
                    #"{"time":"\#(time)","powerKW":\#(told[der] ?? 0),"soc":0.5,"requestKW":20}"#)
                if let last = published.last(where: { $0.topic == "\(base)/setpoint" }),
                    let sequence = Self.sequence(last.body)
                {
                    mqtt(
                        "\(base)/setpoint/ack",
                        #"{"seq":\#(sequence),"status":"accepted","powerKW":\#(told[der] ?? 0)}"#)
                }
            }
            run(1)
        }
    }

    private static func sequence(_ body: String) -> Int? {
        let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return (object?["seq"] as? NSNumber)?.intValue
    }
}
