// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// The tables of a report as CSV files: names and contents. Numbers are written in the fewest digits that read back as
/// the same, so that anyone can check the sums.
public struct ReportTables {
    private let report: ScenarioReport

    /// The tables of a report.
    public init(_ report: ScenarioReport) { self.report = report }

    /// Names of the files, and what makes each.
    public var files: [(name: String, text: () -> String)] {
        [
            ("flows.csv", { series(report.feeder.nodes.map(\.id.text), report.flowKW) }),
            ("loads.csv", { series(report.feeder.nodes.map(\.id.text), report.baseKW) }),
            ("ders.csv", { series(report.feeder.ders.map(\.id.text), report.derKW) }),
            (
                "possible.csv",
                {
                    part {
                        !report.possibleKW[$0].isEmpty
                    } values: {
                        report.possibleKW[$0]
                    }
                }
            ),
            ("soc.csv", { states }),
            ("nodes.csv", { nodes }),
            ("customers.csv", { customers }),
            ("vehicles.csv", { vehicles }),
        ]
    }

    private func time(_ time: UTCInstant) -> String { RFC3339.format(milliseconds: time.milliseconds) }

    /// One row a step, one column a subject.
    private func series(_ names: [String], _ columns: [[Double]]) -> String {
        var text = (["time"] + names).joined(separator: ",") + "\n"
        for step in 0..<report.scenario.horizon.stepCount {
            text += time(report.scenario.horizon.time(ofStep: step))
            for column in columns { text += ",\(Self.number(column[step]))" }
            text += "\n"
        }
        return text
    }

    private func part(_ isIncluded: (Int) -> Bool, values: (Int) -> [Double]) -> String {
        let chosen = report.feeder.ders.indices.filter(isIncluded)
        return series(chosen.map { report.feeder.ders[$0].id.text }, chosen.map(values))
    }

    /// States of charge at the end of each step; nothing while no vehicle is there.
    private var states: String {
        let chosen = report.feeder.ders.indices.filter { !report.soc[$0].isEmpty }
        var text = (["time"] + chosen.map { report.feeder.ders[$0].id.text }).joined(separator: ",") + "\n"
        for step in 0..<report.scenario.horizon.stepCount {
            text += time(report.scenario.horizon.time(ofStep: step))
            for der in chosen { text += "," + (report.soc[der][step].map(Self.number) ?? "") }
            text += "\n"
        }
        return text
    }

    private var nodes: String {
        let head =
            "node,kind,parent,importLimitKW,exportLimitKW,peakImportKW,peakImportTime,peakExportKW,peakExportTime,"
            + "highestLoading,importOverloadMinutes,importOverloadKWh,exportOverloadMinutes,exportOverloadKWh,"
            + "importKWh,exportKWh,unmetKWh,curtailedKWh,shedKWh,bindingMinutes\n"
        return head
            + report.nodes.map { result in
                let node = report.feeder.nodes[result.node]
                let limits = report.limits[result.node]
                let cells: [String] = [
                    node.id.text, node.kind.rawValue, node.parent?.text ?? "", Self.number(limits.importKW),
                    Self.number(limits.exportKW), Self.number(result.peakImport.kW),
                    result.peakImport.time.map(time) ?? "", Self.number(result.peakExport.kW),
                    result.peakExport.time.map(time) ?? "", Self.number(result.highestLoading),
                    "\(result.importOverload.minutes)", Self.number(result.importOverload.energyKWh),
                    "\(result.exportOverload.minutes)", Self.number(result.exportOverload.energyKWh),
                    Self.number(result.importKWh), Self.number(result.exportKWh), Self.number(result.unmetKWh),
                    Self.number(result.curtailedKWh), Self.number(result.shedKWh), "\(result.bindingMinutes)",
                ]
                return cells.joined(separator: ",") + "\n"
            }.joined()
    }

    private var customers: String {
        let head =
            "site,importKWh,exportKWh,baseKWh,vehicleKWh,vehiclesLeft,vehiclesMissed,unmetKWh,unreachableKWh,"
            + "pvAvailableKWh,curtailedKWh,shedKWh\n"
        return head
            + report.customers.map { result in
                let energies = [result.importKWh, result.exportKWh, result.baseKWh, result.chargedKWh]
                let rest = [
                    result.unmetKWh, result.unreachableKWh, result.availableKWh, result.curtailedKWh, result.shedKWh,
                ]
                return
                    ([result.site.id.text] + energies.map(Self.number)
                    + ["\(result.vehiclesLeft)", "\(result.vehiclesMissed)"] + rest.map(Self.number))
                    .joined(separator: ",") + "\n"
            }.joined()
    }

    private var vehicles: String {
        let head =
            "evse,site,arrival,departure,firstStep,endStep,capacityKWh,chargeEfficiency,dischargeEfficiency,arrivalSoc,"
            + "targetSoc,departureSoc,hasLeft,drawnKWh,deliveredKWh,neededKWh,unmetKWh,unreachableKWh\n"
        return head
            + report.vehicles.map { result in
                let vehicle = result.session.vehicle
                let der = report.feeder.ders[result.der]
                let begin = [
                    der.id.text, der.site.text, time(result.session.arrival), time(result.session.departure),
                    "\(result.steps.lowerBound)", "\(result.steps.upperBound)",
                ]
                let states = [
                    vehicle.capacity.kilowattHours, vehicle.chargeEfficiency, vehicle.dischargeEfficiency,
                    result.session.arrivalSoC, result.session.targetSoC, result.soc,
                ]
                let energies = [
                    result.drawnKWh, result.deliveredKWh, result.session.neededKWh, result.unmetKWh,
                    result.unreachableKWh,
                ]
                return
                    (begin + states.map(Self.number) + ["\(result.hasLeft)"] + energies.map(Self.number))
                    .joined(separator: ",") + "\n"
            }.joined()
    }

    /// Nothing where there is no number; above a limit of 0 there is none either.
    private static func number(_ value: Double?) -> String { value.map { $0.isFinite ? number($0) : "" } ?? "" }

    private static func number(_ value: Double) -> String {
        if value == 0 { return "0" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
