// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Reads the CSV files of a scenario and keeps what is wrong with them.
struct InputReader {
    let inputs: ScenarioInputs
    let scenario: Scenario
    /// What a column of the sun may be called.
    private let sunColumns: Set<String>
    private(set) var findings: [TopologyFinding] = []
    private var tables: [String: SampledSeries] = [:]
    private var hasFailed: Set<String> = []

    /// Most findings of one file that are listed.
    private static let maximumFindings = 50

    init(inputs: ScenarioInputs, scenario: Scenario, feeder: Feeder) {
        self.inputs = inputs
        self.scenario = scenario
        sunColumns = Set(feeder.ders.filter { $0.unit.kind == .photovoltaic }.map(\.id.text) + ["all"])
    }

    /// The columns of a file on the steps; nil where none is named, or it is wrong.
    mutating func series(_ name: String?) -> SampledSeries? {
        guard let name else { return nil }
        if let known = tables[name] { return known }
        guard !hasFailed.contains(name) else { return nil }
        let (horizon, isSun, sunColumns) = (scenario.horizon, name == scenario.profiles.sun.csv, sunColumns)
        let read = table(name) { table, log in
            SampledSeries(table, horizon: horizon, log: &log) { column in
                // Load may be below nought; sun may not, in a file that both share neither.
                isSun && sunColumns.contains(column)
                    ? 0...SampledSeries.largest : -SampledSeries.largest...SampledSeries.largest
            }
        }
        tables[name] = read
        if read == nil { hasFailed.insert(name) }
        return read
    }

    mutating func sessions(_ name: String, _ index: FeederIndex, _ feeder: Feeder) -> [VehicleSession] {
        table(name) { table, log in SessionTable.read(table, index, feeder, log: &log) } ?? []
    }

    private mutating func table<Value>(_ name: String, _ read: (CSVTable, inout FindingLog) -> Value?) -> Value? {
        var log = FindingLog(file: name, maximum: Self.maximumFindings)
        defer { findings += log.sorted() }
        guard let text = inputs.texts[name] else {
            log.error(.start, "the file was not given")
            return nil
        }
        return CSVTable(text, log: &log).flatMap { read($0, &log) }
    }

    /// Columns that belong to nothing are errors, so that a misspelt site is never silently generated.
    mutating func checkColumns(_ feeder: Feeder) {
        let nodes = Set(feeder.nodes.map(\.id.text))
        let kinds = Dictionary(feeder.ders.map { ($0.id.text, $0.unit.kind) }, uniquingKeysWith: { first, _ in first })
        let profiles = scenario.profiles
        for name in Set([profiles.load.csv, profiles.sun.csv].compactMap { $0 }).sorted() {
            var log = FindingLog(file: name, maximum: Self.maximumFindings)
            for column in (tables[name]?.columns.keys ?? [:].keys).sorted() {
                let isLoad = name == profiles.load.csv && (nodes.contains(column) || kinds[column] == .load)
                let isSun = name == profiles.sun.csv && (kinds[column] == .photovoltaic || column == "all")
                if !isLoad, !isSun {
                    log.error(
                        .start,
                        "the column \(column) is the name of no node, site, load or pv unit that it could be for")
                }
            }
            findings += log.sorted()
        }
    }

    /// Two vehicles at one EVSE in one step are an error.
    mutating func checkOverlaps(_ sessions: [Outlook.PlannedSession], _ feeder: Feeder, file: String) {
        var log = FindingLog(file: file, maximum: Self.maximumFindings)
        var endOf: [Int: Int] = [:]
        for session in sessions {
            if let end = endOf[session.der], end > session.first {
                let time = scenario.horizon.time(ofStep: session.first).rfc3339
                log.error(
                    .start,
                    "two vehicles are at \(feeder.ders[session.der].id) in one step, from \(time) on; a visit takes one"
                        + " step at least")
            }
            endOf[session.der] = session.end
        }
        findings += log.sorted()
    }
}
