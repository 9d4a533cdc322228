// SPDX-License-Identifier: Apache-2.0

import GridModel

extension ReportPage {
    /// Net power of the head, its duration curve, and what the vehicles take of it.
    var headCharts: String {
        let head = reports[0].feeder.nodes[0].id
        let flows = HTML.figure(
            "Net power through \(head), kW (positive is import)", legend(withLimit: true),
            chart("head", isWide: true, bounds: bounds(of: head)) { flow($0, head) })
        let vehicles = HTML.figure(
            "Vehicles of the whole feeder, kW", legend(withLimit: false), chart("vehicles") { sum($0, .evse) })
        var duration = chart("duration") { flow($0, head).sorted(by: >) }
        duration.isOverTime = false
        // A limit that comes and goes has no place on an axis without a time.
        duration.bounds = bounds(of: head).filter { ($0.first ?? nil) ?? 0 > 0 && Set($0).count == 1 }
        return flows + "<div class=\"pair\">" + vehicles
            + HTML.figure("How long the head carries how much, kW", legend(withLimit: true), duration) + "</div>"
    }

    /// The nodes between head and sites: diagrams of the most loaded, a table of all.
    var nodeSection: String {
        let between = reports[0].feeder.nodes.filter { $0.kind != .usagePoint && $0.parent != nil }
        func loading(_ id: ConnectivityNode.ID) -> Double {
            reports.compactMap { result($0, id)?.highestLoading }.max() ?? 0
        }
        let ordered = between.enumerated()
            .sorted { (-loading($0.element.id), $0.offset) < (-loading($1.element.id), $1.offset) }.map(\.element)
        let charts = ordered.prefix(Self.maximumCharts).map { node in
            HTML.figure(
                node.id.text + (node.name.map { ", \($0)" } ?? "") + ", kW", legend(withLimit: true),
                chart(node.id.text, bounds: bounds(of: node.id)) { flow($0, node.id) })
        }
        let diagrams = charts.isEmpty ? "" : "<div class=\"pair\">\(charts.joined())</div>"
        return "<h2>Lines and transformers</h2>\(diagrams)\(nodeTable)\(caution)"
    }

    /// What caution cost at the nodes whose limits cut somebody for longest.
    private var caution: String {
        let bound = reports.flatMap { report in
            report.nodes.filter { $0.bindingMinutes > 0 && report.feeder.nodes[$0.node].kind != .usagePoint }
                .map { (report, $0) }
        }.sorted { ($0.1.bindingMinutes, -$0.1.node) > ($1.1.bindingMinutes, -$1.1.node) }.prefix(Self.maximumColumns)
        guard let first = bound.first else { return "" }
        let head =
            ["withheld on average while the limit cut somebody, kW"]
            + bound.map { report, result in "\(report.feeder.nodes[result.node].id), \(report.scenario.id)" }
        let rows = first.1.withheldKW.indices.map { part in
            [first.1.withheldKW[part].cause] + bound.map { ReportText.decimal($0.1.withheldKW[part].kW, 1) }
        }
        return "<h2>What caution cost</h2>" + HTML.table(head, rows)
    }

    private var nodeTable: String {
        let head = [
            "node", "scenario", "limit", "highest", "when", "% of limit", "above, min", "above, kWh", "unmet, kWh",
            "curtailed, kWh", "cut, min",
        ]
        let rows = reports.flatMap { report in
            report.nodes.filter { isWorthARow($0, report) }.map { row($0, report) }
        }.sorted { ($0.order, $0.cells[1]) < ($1.order, $1.cells[1]) }
        let sites =
            "<p class=\"soft\">Highest: the power, in kW, of the step with the highest part of the"
            + " limit, and the limit then. Unmet and curtailed: of all below the node. Cut: minutes in which"
            + " its limit cut somebody. Sites stand here only where they were above a limit; nodes.csv has all of them.</p>"
        return HTML.table(head, rows.prefix(Self.maximumNodeRows).map(\.cells)) + sites
    }

    private func isWorthARow(_ result: NodeResult, _ report: ScenarioReport) -> Bool {
        report.feeder.nodes[result.node].kind != .usagePoint
            || result.overload.minutes > 0
    }

    private func row(_ result: NodeResult, _ report: ScenarioReport) -> (order: Int, cells: [String]) {
        let node = report.feeder.nodes[result.node]
        // The step that is loaded most, with its own limit: one that came and went may be another than the standing one.
        let larger = result.peakExport.kW > result.peakImport.kW ? result.peakExport : result.peakImport
        let peak = result.worst ?? larger
        let limits = report.limits[result.node]
        let order = reports[0].index.nodePosition[node.id] ?? Int.max
        return (
            order,
            [
                node.id.text, report.scenario.id.text,
                ReportText.decimal(
                    peak.time.flatMap { peak.isExport ? limits.exportKW(at: $0) : limits.importKW(at: $0) }, 1),
                ReportText.decimal(peak.kW, 1) + (peak.isExport ? " out" : ""),
                peak.time.map { localClock($0, report) } ?? "-",
                ReportText.decimal(peak.partOfLimit.map { $0 * 100 }, 1),
                "\(result.overload.minutes)", ReportText.decimal(result.overload.energyKWh, 1),
                ReportText.decimal(result.unmetKWh, 1), ReportText.decimal(result.curtailedKWh, 1),
                "\(result.bindingMinutes)",
            ]
        )
    }

    /// Who got least of what they needed, over all scenarios.
    var customers: String {
        var worst: [Site.ID: Double] = [:]
        for report in reports {
            for customer in report.customers {
                let lost = customer.unmetKWh + customer.curtailedKWh + customer.shedKWh
                worst[customer.site.id] = max(worst[customer.site.id] ?? 0, lost)
            }
        }
        let chosen = worst.filter { $0.value > 0.05 }.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        guard !chosen.isEmpty else { return "<p>Everybody got what he needed, and nothing was curtailed.</p>" }
        let figures: [(title: String, value: (CustomerResult) -> Double)] = [
            ("charged", { $0.chargedKWh }), ("unmet", { $0.unmetKWh }), ("curtailed", { $0.curtailedKWh }),
            ("shed", { $0.shedKWh }),
        ]
        // A column of noughts tells nothing.
        let columns = figures.flatMap { figure in reports.map { (figure.title, $0, figure.value) } }
            .filter { column in column.1.customers.contains { column.2($0) > 0.05 } }
        let head = ["customer"] + columns.map { "\($0.0), \($0.1.scenario.id)" }
        let rows = chosen.prefix(Self.maximumRows).map { site, _ in
            [site.text]
                + columns.map { _, report, value in
                    ReportText.decimal(report.index.sitePosition[site].map { value(report.customers[$0]) }, 1)
                }
        }
        return "<p class=\"soft\">kWh over the whole run; \(rest(chosen.count)) customers.csv has everybody.</p>"
            + HTML.table(head, rows)
    }

    /// The visits that ended short, the worst first.
    var vehicles: String {
        let missed = reports.flatMap { report in
            report.vehicles.filter { $0.unmetKWh > 0 }.map { (report, $0) }
        }.sorted { ($0.1.unmetKWh, $1.1.session.evse) > ($1.1.unmetKWh, $0.1.session.evse) }
        guard !missed.isEmpty else { return "<p>None.</p>" }
        let head = [
            "EVSE", "scenario", "came", "left", "needed, kWh", "lacked, kWh", "out of reach, kWh", "left at",
        ]
        let rows = missed.prefix(Self.maximumRows).map { report, vehicle in
            [
                vehicle.session.evse.text, report.scenario.id.text, localClock(vehicle.session.arrival, report),
                localClock(vehicle.session.departure, report), ReportText.decimal(vehicle.session.neededKWh, 1),
                ReportText.decimal(vehicle.unmetKWh, 1), ReportText.decimal(vehicle.unreachableKWh, 1),
                ReportText.decimal(vehicle.soc * 100, 0) + " %",
            ]
        }
        return "<p class=\"soft\">\(rest(missed.count)) vehicles.csv has every visit.</p>" + HTML.table(head, rows)
    }

    private func rest(_ count: Int) -> String {
        count > Self.maximumRows ? "The \(Self.maximumRows) with the most of \(count) are listed;" : ""
    }

    // MARK: - Parts

    private func result(_ report: ScenarioReport, _ id: ConnectivityNode.ID) -> NodeResult? {
        report.index.nodePosition[id].map { report.nodes[$0] }
    }

    private func flow(_ report: ScenarioReport, _ id: ConnectivityNode.ID) -> [Double] {
        report.index.nodePosition[id].map { report.flowKW[$0] } ?? []
    }

    /// The limits of a node in every scenario, each once.
    private func bounds(of id: ConnectivityNode.ID) -> [[Double?]] {
        var found: [[Double?]] = []
        for report in reports {
            guard let node = report.index.nodePosition[id] else { continue }
            let horizon = report.scenario.horizon
            let times = (0..<horizon.stepCount).map { horizon.time(ofStep: $0) }
            // An export limit far from any export would only make the curve small.
            let hasExport = (report.nodes[node].peakExport.partOfLimit ?? 0) > 0.3
            let bounds: [[Double?]] = [
                times.map { report.limits[node].importKW(at: $0) },
                hasExport ? times.map { report.limits[node].exportKW(at: $0).map { -$0 } } : [],
            ]
            for bound in bounds where !bound.isEmpty && !found.contains(bound) { found.append(bound) }
        }
        return found
    }

    private func sum(_ report: ScenarioReport, _ kind: DERUnit.Kind) -> [Double] {
        var sums = [Double](repeating: 0, count: report.scenario.horizon.stepCount)
        for der in report.feeder.ders.indices where report.feeder.ders[der].unit.kind == kind {
            for step in sums.indices { sums[step] += report.derKW[der][step] }
        }
        return sums
    }

    private func chart(
        _ title: String, isWide: Bool = false, bounds: [[Double?]] = [], _ values: (ScenarioReport) -> [Double]
    ) -> Chart {
        Chart(
            title: title, unit: "kW",
            curves: reports.enumerated().map { number, report in
                Chart.Curve(values: values(report), style: style(number), name: report.scenario.id.text)
            }, bounds: bounds, horizon: reports[0].scenario.horizon,
            offsetH: reports[0].scenario.location.utcOffsetH, height: isWide ? 300 : 210, width: isWide ? 920 : 470)
    }

    /// `01-20 18:35` by people's clock.
    private func localClock(_ time: UTCInstant, _ report: ScenarioReport) -> String {
        let offset = Int64(report.scenario.location.utcOffsetH * 3_600_000)
        return String(
            ReportText.clock(UTCInstant(milliseconds: time.milliseconds + offset)).dropFirst(5).prefix(11))
    }
}
