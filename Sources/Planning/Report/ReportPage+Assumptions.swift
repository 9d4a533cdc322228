// SPDX-License-Identifier: Apache-2.0

import GridModel

extension ReportPage {
    /// What each scenario changed and assumed, what was doubtful, and what is not modelled.
    var assumptions: String {
        let scenarios = reports.map { report in
            let scenario = report.scenario
            let lines =
                scenario.edits.map(Self.words) + Self.profiles(scenario) + Self.limits(scenario)
                + [Self.policy(scenario)]
            let doubts = report.findings.map { "<li class=\"bad\">\(HTML.escaped($0.description))</li>" }
            return "<p><b>\(HTML.escaped(scenario.id.text))</b> (\(HTML.escaped(scenario.file)))</p><ul>"
                + lines.map { "<li>\(HTML.escaped($0))</li>" }.joined() + doubts.joined() + "</ul>"
        }
        return scenarios.joined() + Self.method
    }

    private static let method = """
        <p><b>Method.</b> Every figure is a mean over a step. Power is positive into the site. At the beginning of each step \
        the dispatcher sees readings of that moment and is asked again until its plan stands; the devices then follow it for \
        the whole step. The seconds in which a live device follows, and the live steps of 25 % each 30 s in which an EVSE \
        is raised, are no part of it. A limit is what the equipment's rating leaves at its declared power factor and the \
        lowest plausible voltage, or the agreed limit where that is less; the dispatcher keeps a margin under it. Losses and \
        voltages are not modelled. Limits of a phase bind the dispatcher, with vehicles alike on all phases of their outlets, \
        and are not in the tables; stations with phaseSwitching stay on three phases. An unplugged vehicle is nowhere else. \
        Batteries begin at half charge; a generated vehicle that came before the run began has charged at full power until then.</p>
        <p class="soft">Beside this page: summary.json, and for each scenario flows.csv, loads.csv, ders.csv, possible.csv, \
        soc.csv, nodes.csv, customers.csv, vehicles.csv with all digits.</p>
        """

    private static func words(_ edit: ScenarioEdit) -> String {
        switch edit.action {
        case .add(let added):
            let place = added.below.map { " at or below \($0)" } ?? ""
            let power = max(added.unit.maximumImport, added.unit.maximumExport).kilowatts
            var plate = power > 0 ? " of \(ReportText.decimal(power, 1)) kW" : ""
            if case .evse(let evse) = added.unit, let current = evse.maximumCurrent {
                plate = " of \(ReportText.decimal(current.amperes, 0)) A"
            }
            return "added: \(added.count) x \(added.unit.kind.rawValue)\(plate), spread over the sites\(place)"
        case .addSite(let node): return "added: site \(node.id) at \(node.parent?.text ?? "-")"
        case .removeNode(let id): return "removed: \(id) and all below it"
        case .removeDER(let id): return "removed: \(id)"
        case .rate(let id, let rating, let importLimit, let exportLimit):
            let parts = [
                rating.map(words), importLimit.map { "import limit \(ReportText.decimal($0.kilowatts, 1)) kW" },
                exportLimit.map { "export limit \(ReportText.decimal($0.kilowatts, 1)) kW" },
            ]
            return "changed: \(id), \(parts.compactMap { $0 }.joined(separator: ", "))"
        case .move(let id, let parent): return "moved: \(id) to \(parent)"
        case .scaleLoad(let factor, let below):
            return
                "uncontrolled load\(below.map { " at and below \($0)" } ?? "") times \(ReportText.decimal(factor, 2))"
        }
    }

    private static func words(_ rating: Rating) -> String {
        switch rating {
        case .apparentPower(let power): "rating \(ReportText.decimal(power.kilovoltAmperes, 0)) kVA"
        case .current(let current): "rating \(ReportText.decimal(current.amperes, 0)) A"
        case .activePower(let power): "rating \(ReportText.decimal(power.kilowatts, 0)) kW"
        }
    }

    private static func profiles(_ scenario: Scenario) -> [String] {
        let (load, sun, ev) = (scenario.profiles.load, scenario.profiles.sun, scenario.profiles.vehicles)
        let place =
            "\(ReportText.decimal(scenario.location.latitudeDeg, 1)) N, \(ReportText.decimal(scenario.location.longitudeDeg, 1)) E"
        return [
            load.csv.map { "load from \($0)" } ?? "load generated between the declared bounds, seed \(scenario.seed)",
            sun.csv.map { "sun from \($0)" }
                ?? "sun generated for \(place), cloudiness \(ReportText.decimal(sun.cloudiness, 2))",
            ev.csv.map { "vehicles from \($0)" }
                ?? "vehicles generated: one comes with a chance of \(ReportText.decimal(ev.chance * 100, 0)) % a day at"
                + " \(ReportText.decimal(ev.arrivalH, 1)) h, leaves at \(ReportText.decimal(ev.departureH, 1)) h, needs"
                + " about \(ReportText.decimal(ev.meanEnergyKWh, 1)) kWh on average, at most nine tenths of its battery",
        ]
    }

    private static func limits(_ scenario: Scenario) -> [String] {
        scenario.limits.map { limit in
            let start = limit.start.map { " from \(ReportText.clock($0))" } ?? ""
            let end = limit.end.map { " until \(ReportText.clock($0))" } ?? ""
            return "limit: \(limit.node) \(limit.isImport ? "imports" : "exports") at most"
                + " \(ReportText.decimal(limit.power.kilowatts, 1)) kW\(start)\(end)"
        }
    }

    private static func policy(_ scenario: Scenario) -> String {
        let batteries =
            scenario.policy.batteries == .idle
            ? "batteries do nothing of their own accord" : "batteries keep their site's net power at nought"
        guard scenario.policy.dispatch == .on else {
            return "nobody is dispatched: vehicles charge at full power on arrival, nothing is curtailed; \(batteries)"
        }
        let principle = scenario.policy.principle.map { "shared by \($0.rawValue)" } ?? "shared as the topology says"
        let tiers = scenario.policy.tiers.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) tier \($0.value)" }
        return ([principle] + tiers + [batteries]).joined(separator: "; ")
    }
}
