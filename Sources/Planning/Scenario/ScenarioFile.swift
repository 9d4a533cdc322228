// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// The scenario file: YAML or JSON, read as strictly as a topology; every fault is said with line, column and path.
public enum ScenarioFile {
    /// The value of the key `format` that this version reads.
    public static let format = "headroom-scenario/1"

    /// The JSON Schema (2020-12) of the file.
    public static var schema: String { String(decoding: PackageResources.scenario_1_schema_json, as: UTF8.self) }

    /// A scenario is written by hand; a megabyte is more than any person writes.
    static let limits = TopologyLimits(bytes: 1 << 20, findings: 200, values: 100_000)
    /// Most edits of one scenario.
    static let maximumEdits = 1_000
    /// Most limits of one scenario.
    static let maximumLimits = 1_000

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - file: the name that stands in front of each finding.
    public static func read(_ text: String, file: String) -> ScenarioReading {
        var log = FindingLog(file: file, maximum: limits.findings)
        let scenario = readScenario(text, file: file, log: &log)
        return ScenarioReading(scenario: log.hasErrors ? nil : scenario, findings: log.sorted())
    }

    static func readScenario(_ text: String, file: String, log: inout FindingLog) -> Scenario? {
        let beginning = "a scenario begins with `format: \(format)`"
        guard let root = TopologySyntax.compose(text, limits: limits, beginning: beginning, log: &log),
            var fields = Fields(root, subject: "a scenario", path: "", log: &log)
        else { return nil }
        fields.require("format", "id", "horizon")
        if let found = fields.text("format"), found != format {
            fields.fault("format", "expected \(format), found \"\(found)\"")
        }
        let id: Scenario.ID? = fields.identifier("id")
        let title = fields.text("title")
        let seed = fields.whole("seed", 0...1_000_000_000) ?? 1
        let horizon = fields.map("horizon", subject: "a horizon", log: &log).flatMap { readHorizon($0, log: &log) }
        let location = readLocation(fields.map("location", subject: "a location", log: &log), log: &log)
        let edits = readEdits(&fields, log: &log)
        let profiles = readProfiles(fields.map("profiles", subject: "the profiles", log: &log), log: &log)
        let scheduled = readLimits(&fields, log: &log)
        let policy = readPolicy(fields.map("policy", subject: "a policy", log: &log), log: &log)
        fields.finish(&log)
        guard let id, let horizon else { return nil }
        return Scenario(
            id: id, title: title, file: file, seed: UInt64(seed), horizon: horizon, location: location, edits: edits,
            profiles: profiles, limits: scheduled, policy: policy)
    }

    private static func readHorizon(_ map: Fields, log: inout FindingLog) -> Horizon? {
        var fields = map
        fields.require("start")
        let start = fields.time("start")
        let minutes = fields.whole("stepMinutes", 1...60) ?? 5
        let days = fields.number("days", above: 0, upTo: 366)
        let hours = fields.number("hours", unit: " in hours", above: 0, upTo: 366 * 24)
        if fields.has("days"), fields.has("hours") {
            fields.fault("hours", "the length is given in days and in hours; give one of them")
        } else if !fields.has("days"), !fields.has("hours") {
            fields.fault("a horizon has no length; give `days` or `hours`")
        }
        var steps: Int?
        if let length = hours ?? days.map({ $0 * 24 }) {
            let count = length * 60 / Double(minutes)
            steps = Int(exactly: count.rounded())
            if count < 1 || (count - count.rounded()).magnitude > 1e-6 {
                fields.fault(
                    fields.has("days") ? "days" : "hours",
                    "\(Format.number(length)) hours are no whole number of steps of \(minutes) minutes")
                steps = nil
            } else if let wanted = steps, wanted > Horizon.maximumSteps {
                fields.fault(
                    "stepMinutes",
                    "\(wanted) steps are more than the limit of \(Horizon.maximumSteps); take longer steps")
            }
        }
        fields.finish(&log)
        guard let start, let steps else { return nil }
        return Horizon(start: start, stepMinutes: minutes, stepCount: steps)
    }

    private static func readLocation(_ map: Fields?, log: inout FindingLog) -> Location {
        // The middle of Germany, where the example topologies lie.
        var location = Location(latitudeDeg: 51.2, longitudeDeg: 10.4, utcOffsetH: 0)
        guard var fields = map else { return location }
        location.latitudeDeg = fields.number("latitudeDeg", from: -90, upTo: 90) ?? location.latitudeDeg
        location.longitudeDeg = fields.number("longitudeDeg", from: -180, upTo: 180) ?? location.longitudeDeg
        location.utcOffsetH = fields.number("utcOffsetH", from: -14, upTo: 14) ?? 0
        fields.finish(&log)
        return location
    }

    private static func readLimits(_ fields: inout Fields, log: inout FindingLog) -> [ScheduledLimit] {
        var found: [ScheduledLimit] = []
        let maps = fields.maps("limits", subject: "a limit", log: &log) ?? []
        if maps.count > maximumLimits {
            fields.fault("limits", "\(maps.count) limits are more than the \(maximumLimits) that one scenario takes")
        }
        for var map in maps {
            map.require("node")
            let node: ConnectivityNode.ID? = map.identifier("node")
            let limits = [(true, map.power("importLimitKW")), (false, map.power("exportLimitKW"))]
            let start = map.time("start")
            let end = map.time("end")
            if !map.has("importLimitKW"), !map.has("exportLimitKW") {
                map.fault("a limit has no value; give `importLimitKW`, `exportLimitKW` or both")
            }
            if let start, let end, end <= start { map.fault("end", "the limit ends before it begins") }
            let place = map.place(of: "node")
            map.finish(&log)
            for (isImport, power) in limits {
                guard let node, let power else { continue }
                found.append(
                    ScheduledLimit(node: node, isImport: isImport, power: power, start: start, end: end, place: place))
            }
        }
        return found
    }

    private static func readPolicy(_ map: Fields?, log: inout FindingLog) -> Policy {
        var policy = Policy(dispatch: .on, principle: nil, tiers: [:], batteries: .idle, settlingTicks: 12)
        guard var fields = map else { return policy }
        policy.dispatch = fields.word("dispatch") ?? .on
        policy.principle = fields.word("principle")
        policy.batteries = fields.word("batteries") ?? .idle
        policy.settlingTicks = fields.whole("settlingTicks", 1...Policy.maximumSettlingTicks) ?? policy.settlingTicks
        if var tiers = fields.map("tiers", subject: "the tiers", log: &log) {
            for kind in DERUnit.Kind.allCases { policy.tiers[kind] = tiers.whole(kind.rawValue, 1...1_000) }
            tiers.finish(&log)
        }
        fields.finish(&log)
        return policy
    }
}

/// What reading a scenario gave.
public struct ScenarioReading: Sendable {
    /// The scenario; nil where there is an error.
    public let scenario: Scenario?
    /// What was found, in the order of the text.
    public let findings: [TopologyFinding]
}

extension Fields {
    /// A moment as RFC 3339 writes it, with its zone.
    mutating func time(_ key: String) -> UTCInstant? {
        guard let text = text(key) else { return nil }
        let time = UTCInstant(rfc3339: text)
        if time == nil { fault(key, UTCInstant.noTime(text)) }
        return time
    }
}
