// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// `summary.json`: every scenario with its figures and its feeder, and what each differs by from the first.
public enum ReportSummary {
    /// The value of the key `format`.
    public static let format = "headroom-plan-result/1"

    /// The document, in bytes.
    public static func json(_ reports: [ScenarioReport], topology: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.beginObject()
        writer.key("format")
        writer.value(format)
        writer.key("topology")
        writer.value(topology)
        writer.key("scenarios")
        writer.beginArray()
        for report in reports { writer.scenario(report) }
        writer.endArray()
        writer.key("differences")
        writer.beginArray()
        for report in reports.dropFirst() { writer.difference(report, from: reports[0]) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: StaticString, _ value: Double?) {
        self.key(key)
        if let value, value.isFinite { self.value(value) } else { null() }
    }

    fileprivate mutating func member(_ key: StaticString, _ value: Int) {
        self.key(key)
        self.value(value)
    }

    fileprivate mutating func member(_ key: StaticString, _ value: String?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    fileprivate mutating func member(_ key: StaticString, _ time: UTCInstant?) {
        member(key, time?.rfc3339)
    }

    private mutating func member(_ key: StaticString, _ value: FileValue) {
        switch value {
        case .text(let text): member(key, text)
        case .number(let number): member(key, number)
        case .whole(let number): member(key, number)
        case .time(let time): member(key, time)
        case .flag(let flag):
            self.key(key)
            self.value(flag)
        }
    }

    fileprivate mutating func scenario(_ report: ScenarioReport) {
        let scenario = report.scenario
        beginObject()
        member("id", scenario.id.text)
        member("title", scenario.title)
        member("file", scenario.file)
        member("seed", Int(scenario.seed))
        member("dispatch", scenario.policy.dispatch.rawValue)
        key("horizon")
        beginObject()
        member("start", scenario.horizon.start)
        member("stepMinutes", scenario.horizon.stepMinutes)
        member("steps", scenario.horizon.stepCount)
        endObject()
        totals(report.totals)
        key("nodes")
        beginArray()
        let columns = report.nodeColumns
        for result in report.nodes { node(result, columns, report) }
        endArray()
        key("ders")
        beginArray()
        for der in report.feeder.ders { self.der(der) }
        endArray()
        key("limits")
        beginArray()
        for limit in scenario.limits { self.limit(limit) }
        endArray()
        key("warnings")
        beginArray()
        for finding in report.findings { value(finding.description) }
        endArray()
        endObject()
    }

    private mutating func totals(_ totals: FeederResult) {
        key("totals")
        beginObject()
        member("sites", totals.counts.sites)
        member("ders", totals.counts.ders)
        member("evses", totals.counts.evses)
        for (name, value) in totals.figures { member(name, value) }
        for (name, value) in totals.wholeFigures { member(name, value) }
        member("nodesOverloaded", totals.nodesOverloaded)
        member("vehiclesLeft", totals.vehicles.left)
        member("vehiclesStaying", totals.vehicles.staying)
        member("dispatcherTicks", totals.dispatcherTicks)
        endObject()
    }

    private mutating func node(
        _ result: NodeResult, _ columns: FileColumns<NodeResult>, _ report: ScenarioReport
    ) {
        beginObject()
        member("id", report.feeder.nodes[result.node].id.text)
        for (name, value) in columns { member(name, value(result)) }
        key("withheldKW")
        beginObject()
        for part in result.withheldKW {
            key(text: part.cause)
            value(part.kW)
        }
        endObject()
        endObject()
    }

    private mutating func der(_ der: DER) {
        beginObject()
        member("id", der.id.text)
        member("kind", der.unit.kind.rawValue)
        member("node", der.node.text)
        member("maxImportKW", der.unit.maximumImport.kilowatts)
        member("maxExportKW", der.unit.maximumExport.kilowatts)
        if case .battery(let unit) = der.unit {
            member("capacityKWh", unit.capacity.kilowattHours)
            member("chargeEfficiency", unit.chargeEfficiency)
            member("dischargeEfficiency", unit.dischargeEfficiency)
            member("reserveSoc", VirtualFleet.keptSoC(of: unit))
            member("firstSoc", VirtualFleet.firstSoC(of: unit))
        }
        if case .evse(let unit) = der.unit, unit.allowsDischarge { member("reserveSoc", unit.reserveSoC) }
        endObject()
    }

    private mutating func limit(_ limit: ScheduledLimit) {
        beginObject()
        member("node", limit.node.text)
        member("direction", limit.isImport ? "import" : "export")
        member("limitKW", limit.power.kilowatts)
        member("start", limit.start)
        member("end", limit.end)
        endObject()
    }

    fileprivate mutating func difference(_ report: ScenarioReport, from base: ScenarioReport) {
        beginObject()
        member("id", report.scenario.id.text)
        member("from", base.scenario.id.text)
        for (own, other) in zip(report.totals.figures, base.totals.figures) {
            member(own.name, own.value.flatMap { value in other.value.map { value - $0 } })
        }
        for (own, other) in zip(report.totals.wholeFigures, base.totals.wholeFigures) {
            member(own.name, own.value - other.value)
        }
        endObject()
    }
}

extension FeederResult {
    /// The figures with a fraction, by their names in files.
    fileprivate var figures: [(name: StaticString, value: Double?)] {
        [
            ("headPeakKW", headPeakKW), ("headHighestLoading", headWorst?.partOfLimit),
            ("headHighestLoadingKW", headWorst?.kW), ("headOverloadKWh", headOverload.energyKWh),
            ("importKWh", importKWh), ("exportKWh", exportKWh), ("vehicleKWh", chargedKWh), ("unmetKWh", unmetKWh),
            ("unreachableKWh", unreachableKWh), ("pvAvailableKWh", availableKWh), ("curtailedKWh", curtailedKWh),
            ("shedKWh", shedKWh),
        ]
    }

    /// Those without, as far as scenarios differ by them.
    fileprivate var wholeFigures: [(name: StaticString, value: Int)] {
        [
            ("nodeOverloadMinutes", nodeOverloadMinutes), ("headOverloadMinutes", headOverload.minutes),
            ("vehiclesMissed", vehicles.missed),
        ]
    }
}
