// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel

@testable import Gateway

/// A site with a photovoltaic unit, a battery, a heater on phase A and a meter, watched from the first moment on.
final class WatchedSite {
    let bench: Bench
    private var sequence = 0
    var boot = "a"

    static let topology = """
        format: headroom-topology/1
        feeder: {id: test}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: home
            parent: head
            importLimitKW: 30
            exportLimitKW: 30
            minBaseLoadKW: 0
            maxBaseLoadKW: 2
            meter: {maximumAgeS: 10}
            ders:
              - {id: pv, kind: pv, mqtt: native, ratedKW: 5, default: {exportLimitKW: 5}}
              - {id: bat, kind: battery, mqtt: native, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 1, responseDelayS: 2, default: {importLimitKW: 0, exportLimitKW: 0}}
              - {id: heat, kind: load, mqtt: native, phases: A, maxKW: 3, default: {importLimitKW: 3}}
        """

    /// What one of its devices publishes, in JSON members; nil for nothing.
    var members: [String: String?] = [
        "pv": #""powerKW": -3"#, "bat": #""powerKW": 0, "soc": 0.5"#,
        "heat": #""powerKW": 2, "powerByPhaseKW": {"A": 2, "B": 0, "C": 0}"#, "meter": #""powerKW": -0.5"#,
    ]
    /// By how much the clock of a device is ahead, s.
    var ahead: [String: Double] = [:]
    /// Topics in place of the right ones.
    var topics: [String: String] = [:]
    /// The whole payload in place of the usual one; TIME and SEQ stand for those.
    var payloads: [String: String] = [:]

    init(capable: Bool = true) throws {
        bench = try Bench(Self.topology)
        look(anew: true)
        guard capable else { return }
        for der in ["pv", "bat", "heat"] { announce(der) }
    }

    func announce(_ der: String) {
        let most = der == "pv" ? 5 : der == "heat" ? 3 : 0
        bench.mqtt(
            "headroom/v1/site/home/der/\(der)/capabilities",
            "{\"defaultImportLimitKW\": \(der == "heat" ? most : 0), "
                + "\"defaultExportLimitKW\": \(der == "pv" ? most : 0)}"
        )
    }

    @discardableResult func look(anew: Bool = false) -> SiteObservation {
        bench.core.observe(site: 0, isAnew: anew, now: bench.now)
    }

    /// Publishes once a second.
    func run(_ seconds: Int, each: (Int) -> Void = { _ in }) {
        for second in 0..<seconds {
            each(second)
            for device in members.keys.sorted() { publish(device) }
            bench.run(1)
        }
    }

    func publish(_ device: String) {
        guard let fields = members[device] ?? nil else { return }
        sequence += 1
        let time = FakeStation.text(bench.date.addingTimeInterval(ahead[device] ?? 0))
        let usual = #"{"time": "TIME", "seq": SEQ, "boot": "BOOT", \#(fields)}"#
        let payload = (payloads[device] ?? usual).replacing("TIME", with: time).replacing("SEQ", with: "\(sequence)")
            .replacing("BOOT", with: boot)
        let place = device == "meter" ? "meter" : "der/\(device)"
        bench.mqtt(topics[device] ?? "headroom/v1/site/home/\(place)/telemetry", payload)
    }

    func setSequence(_ value: Int) { sequence = value }

    /// The faults, as `kind@subject`.
    var faults: Set<String> {
        Set(
            SiteDiagnosis.judge(look()).findings.filter { $0.severity == .fault }.map {
                "\($0.kind.rawValue)@\($0.subject)"
            })
    }

    func finding(_ kind: Finding.Kind) -> Finding? { SiteDiagnosis.judge(look()).findings.first { $0.kind == kind } }
}
