// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The report as one HTML page that needs nothing beside itself: no script, no font, no request.
public struct ReportPage {
    let reports: [ScenarioReport]
    let topology: String

    /// Most diagrams of nodes; the rest stands in the table.
    static let maximumCharts = 8
    /// Most rows of the table of nodes; nodes.csv has all.
    static let maximumNodeRows = 200
    /// Most columns of what caution cost: what fits the page.
    static let maximumColumns = 6
    /// Most rows of a table of customers or vehicles; all of them stand in the CSV files.
    static let maximumRows = 25
    /// Colours there are; further scenarios begin again.
    static let colours = 8

    /// A page on the reports of one topology, in the order of the scenarios; at least one.
    public init(_ reports: [ScenarioReport], topology: String) {
        self.reports = reports
        self.topology = topology
    }

    /// The page.
    public var html: String {
        let title = "What-if on \(reports[0].feeder.name ?? reports[0].feeder.id.text)"
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(HTML.escaped(title))</title><style>
            \(Self.style)
            </style></head><body>
            <h1>\(HTML.escaped(title))</h1>
            <p class="soft">\(HTML.escaped(span))</p>
            <div class="cards">\(reports.indices.map(card).joined(separator: "\n"))</div>
            <h2>The feeder's head</h2>\(headCharts)
            <h2>Side by side</h2>\(comparison)
            \(nodeSection)
            <h2>Customers</h2>\(customers)
            <h2>Vehicles that left without what they needed</h2>\(vehicles)
            <h2>What was assumed</h2>\(assumptions)
            </body></html>

            """
    }

    private var span: String {
        let horizon = reports[0].scenario.horizon
        let isShared = reports.allSatisfy { $0.scenario.horizon == horizon }
        let times = "\(ReportText.clock(horizon.start)) to \(ReportText.clock(horizon.end))"
        return "Topology \(topology). "
            + (isShared
                ? "\(times), in steps of \(horizon.stepMinutes) minutes." : "The scenarios have horizons of their own.")
    }

    func style(_ scenario: Int) -> String { "s\(scenario % Self.colours)" }

    /// The names of the scenarios with their colours, and the limit's line.
    func legend(withLimit: Bool) -> String {
        reports.enumerated().map { number, report in
            "<span class=\"key\" style=\"--c:var(--\(style(number)))\"><i></i>\(HTML.escaped(report.scenario.id.text))</span>"
        }.joined() + (withLimit ? "<span class=\"key dash\"><i></i>limit</span>" : "")
    }

    private func card(_ number: Int) -> String {
        let report = reports[number]
        let totals = report.totals
        func entry(_ title: String, _ value: String, _ unit: String, isBad: Bool? = nil) -> String {
            let mark = isBad.map { $0 ? " class=\"bad\"" : " class=\"good\"" } ?? ""
            return "<div><dt>\(title)</dt><dd\(mark)>\(value) <small>\(unit)</small></dd></div>"
        }
        let most = totals.headWorst ?? Peak(kW: totals.headPeakKW)
        return """
            <section class="card" style="--c:var(--\(style(number)))"><h3>\(HTML.escaped(report.scenario.id.text))</h3>
            <p>\(HTML.escaped(report.scenario.title ?? "")) (dispatch \(report.scenario.policy.dispatch.rawValue))</p><dl>
            \(entry("the head at its highest loading", ReportText.decimal(most.kW, 0), "kW\(most.isExport ? " out" : ""), \(ReportText.part(most, 0))", isBad: most.partOfLimit.map { $0 > 1 }))
            \(entry("head above its limit", "\(totals.headOverload.minutes)", "min, \(ReportText.decimal(totals.headOverload.energyKWh, 0)) kWh", isBad: totals.headOverload.minutes > 0))
            \(entry("vehicles without their need", "\(totals.vehicles.missed)", "of \(totals.vehicles.left) that left"))
            \(entry("energy unmet", ReportText.decimal(totals.unmetKWh, 1), "kWh, \(ReportText.decimal(totals.unreachableKWh, 1)) out of reach"))
            \(entry("nodes ever above a limit", "\(totals.nodesOverloaded)", "of \(report.nodes.count)", isBad: totals.nodesOverloaded > 0))
            \(entry("sun curtailed", ReportText.decimal(totals.curtailedKWh, 1), "of \(ReportText.decimal(totals.availableKWh, 0)) kWh"))
            </dl></section>
            """
    }

    private var comparison: String {
        let names = reports.map(\.scenario.id.text)
        let differences = names.dropFirst().map { "\($0) less \(names[0])" }
        let rows = ComparedFigure.all(reports).map { figure in
            let base = figure.values[0]
            let changes = figure.values.dropFirst().map { value in
                value.flatMap { value in base.map { Self.signed(value - $0, figure.decimals) } } ?? "-"
            }
            return [figure.label] + figure.values.map { ReportText.decimal($0, figure.decimals) } + changes
        }
        return HTML.table([""] + names + differences, rows)
    }

    static func signed(_ value: Double, _ decimals: Int) -> String {
        let text = ReportText.decimal(value, decimals)
        return value > 0 && text.contains(where: { "123456789".contains($0) }) ? "+" + text : text
    }
}
