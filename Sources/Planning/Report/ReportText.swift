// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// What both the table of a terminal and the page say of the scenarios side by side.
struct ComparedFigure {
    let title: String
    let unit: String
    let decimals: Int
    let values: [Double?]

    /// Title and unit.
    var label: String { unit.isEmpty ? title : "\(title), \(unit)" }

    static func all(_ reports: [ScenarioReport]) -> [ComparedFigure] {
        func figure(_ title: String, _ unit: String, _ decimals: Int, _ value: (FeederResult) -> Double?)
            -> ComparedFigure
        {
            ComparedFigure(
                title: title, unit: unit, decimals: decimals, values: reports.map { value($0.totals) })
        }
        return [
            figure("EVSEs", "", 0) { Double($0.counts.evses) },
            figure("peak of the head", "kW", 1) { $0.headPeakKW },
            figure("highest loading of the head", "%", 1) { $0.headWorst?.partOfLimit.map { $0 * 100 } },
            figure("head above its limit", "min", 0) { Double($0.headOverload.minutes) },
            figure("energy above the head's limit", "kWh", 1) { $0.headOverload.energyKWh },
            figure("nodes ever above a limit", "", 0) { Double($0.nodesOverloaded) },
            figure("vehicles charged", "kWh", 1) { $0.chargedKWh },
            figure("vehicles that left", "", 0) { Double($0.vehicles.left) },
            figure("vehicles without what they needed", "", 0) { Double($0.vehicles.missed) },
            figure("energy unmet on leaving", "kWh", 1) { $0.unmetKWh },
            figure("of it out of anybody's reach", "kWh", 1) { $0.unreachableKWh },
            figure("sun available", "kWh", 1) { $0.availableKWh },
            figure("sun curtailed", "kWh", 1) { $0.curtailedKWh },
            figure("controllable load shed", "kWh", 1) { $0.shedKWh },
            figure("imported", "kWh", 1) { $0.importKWh },
            figure("exported", "kWh", 1) { $0.exportKWh },
        ]
    }
}

/// The scenarios side by side as text.
public enum ReportText {
    /// A table for a terminal: one column a scenario, and what each differs by from the first.
    public static func table(_ reports: [ScenarioReport]) -> String {
        let names = reports.map(\.scenario.id.text)
        let width = max(14, (names.map(\.count).max() ?? 0) + 2)
        let figures = ComparedFigure.all(reports)
        let first = (figures.map(\.label.count).max() ?? 0) + 1
        var lines = [padded("", first) + names.map { left($0, width) }.joined()]
        for figure in figures {
            lines.append(
                padded(figure.label, first)
                    + figure.values.map { left(decimal($0, figure.decimals), width) }.joined())
        }
        lines += worst(reports)
        return lines.joined(separator: "\n")
    }

    /// The node of each scenario that is loaded most.
    private static func worst(_ reports: [ScenarioReport]) -> [String] {
        [""]
            + reports.compactMap { report in
                guard
                    let most = report.nodes.max(by: { ($0.highestLoading ?? 0) < ($1.highestLoading ?? 0) }),
                    let worst = most.worst
                else { return nil }
                let time = worst.time.map { " at " + clock($0) } ?? ""
                return "\(report.scenario.id): loaded most is \(report.feeder.nodes[most.node].id),"
                    + " \(decimal(worst.kW, 1)) kW\(worst.isExport ? " out" : ""), \(part(worst, 1))\(time)"
            }
    }

    /// `81.6 % of its limit`.
    static func part(_ peak: Peak, _ decimals: Int) -> String {
        guard let part = peak.partOfLimit else { return "without a limit" }
        return part.isFinite ? "\(decimal(part * 100, decimals)) % of its limit" : "and its limit is 0"
    }

    /// `2026-01-20 18:35 UTC`.
    static func clock(_ time: UTCInstant) -> String {
        let text = time.rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// With so many decimals; `-` for what is not known.
    static func decimal(_ value: Double?, _ decimals: Int) -> String {
        guard let value, value.isFinite else { return "-" }
        var writer = JSONWriter(capacity: 24)
        writer.value(value, decimals: decimals)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) }) ? String(text.dropFirst()) : text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func left(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
