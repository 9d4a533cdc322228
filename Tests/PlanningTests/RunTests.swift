// SPDX-License-Identifier: Apache-2.0

import GridModel
import Planning
import Testing

/// Small feeders whose answers a person can work out.
struct RunTests {
    /// Both vehicles come at five with 20 of 50 kWh, want 30 by nine, and stay till then.
    static let sessions = """
        evse,arrival,departure,capacityKWh,arrivalSoc,targetSoc
        h1-ev,2026-01-20T17:00:00Z,2026-01-20T19:00:00Z,50,0.4,0.6
        h2-ev,2026-01-20T17:00:00Z,2026-01-20T19:00:00Z,50,0.4,0.6
        """

    func run(_ feeder: Feeder, dispatch: String, csv: String = sessions, step: Int = 5, _ lines: String...) throws
        -> ScenarioReport
    {
        let scenario = try Sample.scenario(
            step: step, "profiles: {ev: {csv: ev.csv}}", "policy: {dispatch: \(dispatch)}",
            lines.joined(separator: "\n"))
        return try Planner.run(feeder, scenario, inputs: ScenarioInputs(texts: ["ev.csv": csv]))
    }

    @Test func withoutDispatchEverybodyTakesAllAndTheTransformerIsOver() throws {
        let report = try run(try Sample.pair(), dispatch: "off")
        // 16 A x 400 V x sqrt 3 = 11.085 kW each, 10 kWh through 92 %: 58.8 minutes, so 12 steps of five.
        #expect((report.totals.headPeakKW - 2 * 16 * 400 * 3.0.squareRoot() / 1_000).magnitude < 1e-6)
        #expect((report.totals.chargedKWh - 2 * 10 / 0.92).magnitude < 1e-6)
        // The twelfth step is cut short: its mean of 2 x 8.5 kW is above 15 too.
        #expect(report.nodes[0].importOverload.minutes == 60)
        #expect((report.nodes[0].importOverload.energyKWh - (2 * 10 / 0.92 - 15)).magnitude < 1e-6)
        #expect(report.totals.unmetKWh == 0 && report.totals.vehicles == (2, 0, 0))
    }

    @Test func withDispatchTheLimitHoldsAndTheNeedIsMetLater() throws {
        let report = try run(try Sample.pair(), dispatch: "on")
        #expect(report.flowKW[0].allSatisfy { $0 <= 15 })
        #expect(report.totals.nodeOverloadMinutes == 0)
        // No artefact of ramps: from the first step on nearly all of the transformer is used.
        #expect(report.flowKW[0][12] > 13.5, "\(report.flowKW[0][12])")
        #expect((report.totals.chargedKWh - 2 * 10 / 0.92).magnitude < 1e-3)
        #expect(report.totals.vehicles.missed == 0)
        #expect(report.nodes[0].bindingMinutes > 0 && report.nodes[0].withheldKW.count > 4)
    }

    /// 2 kW on phase B less 3 % are 5.82 kW of a vehicle on all three; 6 A are 4.16 kW.
    @Test func aLimitOfOnePhaseBindsTheDispatcher() throws {
        func report(_ load: String) throws -> ScenarioReport {
            try run(try Sample.pair(transformerKW: 40, load: load), dispatch: "on")
        }
        let free = try report("baseLoad: none")
        let bound = try report("baseLoad: none\n    importLimitByPhaseKW: {B: 2}")
        #expect(free.flowKW[1][12] > 11)
        #expect(bound.flowKW[1].allSatisfy { $0 <= 3 * 2 * 0.97 + 1e-9 } && bound.flowKW[1][12] > 4.5)
        // The tables know it not: it is no limit of the node's total.
        #expect(bound.totals.nodeOverloadMinutes == 0 && bound.nodes[1].importOverload.minutes == 0)
    }

    /// 5 kW hold one of two on three phases (6 A, 4.16 kW), and both on one (1.39 kW each): with `phaseSwitching` or
    /// without, they take turns on three.
    @Test func stationsStayOnThreePhases() throws {
        let reports = try ["", "phaseSwitching: {}, "].map { outlet in
            try run(try Sample.pair(transformerKW: 5, outlet: outlet), dispatch: "on")
        }
        #expect(reports[0].flowKW == reports[1].flowKW)
        let charging = reports[1].flowKW[1].filter { $0 > 0.01 }
        #expect(!charging.isEmpty && charging.allSatisfy { $0 > 3.5 }, "\(charging)")
    }

    @Test(arguments: ["on", "off"])
    func aNeedThatNobodyCouldMeetIsSaidToBeSo(dispatch: String) throws {
        let csv = """
            evse,arrival,departure,capacityKWh,arrivalSoc,targetSoc
            h1-ev,2026-01-20T17:00:00Z,2026-01-20T18:00:00Z,100,0.1,1
            """
        let report = try run(try Sample.pair(), dispatch: dispatch, csv: csv)
        let vehicle = try #require(report.vehicles.first)
        // An hour of 11.085 kW through 92 % is 10.2 of the 90 kWh.
        let reachable = 16 * 400 * 3.0.squareRoot() / 1_000 * 0.92
        #expect((vehicle.unreachableKWh - (90 - reachable)).magnitude < 0.01)
        #expect(vehicle.unmetKWh >= vehicle.unreachableKWh)
        #expect((vehicle.unmetKWh - vehicle.unreachableKWh).magnitude < (dispatch == "off" ? 1e-9 : 0.8))
        #expect(report.customers[0].vehiclesMissed == 1 && report.customers[1].vehiclesMissed == 0)
    }

    @Test func ofAVehicleThatStaysNothingIsMissedYet() throws {
        let csv = """
            evse,arrival,departure,capacityKWh,arrivalSoc,targetSoc
            h1-ev,2026-01-20T19:30:00Z,2026-01-21T07:00:00Z,100,0.1,1
            """
        let report = try run(try Sample.pair(), dispatch: "on", csv: csv)
        #expect(report.totals.vehicles == (0, 0, 1) && report.totals.unmetKWh == 0)
    }

    @Test func anOperatorsLimitHoldsWhileItIsSet() throws {
        let limit = """
            limits:
              - {node: tx, importLimitKW: 9, start: "2026-01-20T17:30:00Z", end: "2026-01-20T18:00:00Z"}
            """
        let report = try run(try Sample.pair(transformerKW: 40), dispatch: "on", limit)
        let flow = report.flowKW[0]
        #expect((18..<24).allSatisfy { flow[$0] <= 9 } && flow[12] > 20)
        #expect(report.totals.nodeOverloadMinutes == 0)
        let free = try run(try Sample.pair(transformerKW: 40), dispatch: "off", limit)
        #expect(free.nodes[0].importOverload.minutes == 30)
    }

    @Test func sunThatDoesNotFitIsCurtailedWithDispatchOnly() throws {
        let pv = "      - {id: HOME-pv, kind: pv, ratedKW: 10, mqtt: native, default: {exportLimitKW: 5}}"
        let feeder = try Sample.pair(more: pv)
        let text = "time,all\n2026-06-20T10:00:00Z,1\n2026-06-20T11:00:00Z,0.5\n"
        func report(_ dispatch: String) throws -> ScenarioReport {
            let scenario = try Sample.scenario(
                start: "2026-06-20T10:00:00Z", length: "hours: 2", step: 10,
                "profiles: {pv: {csv: sun.csv}, ev: {chance: 0}}", "policy: {dispatch: \(dispatch)}")
            return try Planner.run(feeder, scenario, inputs: ScenarioInputs(texts: ["sun.csv": text]))
        }
        let free = try report("off"), shared = try report("on")
        #expect((free.totals.availableKWh - 30).magnitude < 1e-9 && free.totals.curtailedKWh == 0)
        #expect(free.nodes[0].exportOverload.minutes == 60)
        #expect(shared.nodes[0].exportOverload.minutes == 0)
        // An hour of 20 kW where 15 fit loses 5 kWh at least.
        #expect((5..<6).contains(shared.totals.curtailedKWh), "\(shared.totals.curtailedKWh)")
        #expect((shared.customers[0].curtailedKWh - shared.customers[1].curtailedKWh).magnitude < 0.1)
    }

    @Test func aBatteryKeepsTheSiteAtNoughtAndItsReserve() throws {
        let battery =
            "      - {id: HOME-bat, kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, mqtt: native, default: {importLimitKW: 0, exportLimitKW: 0}}"
        let feeder = try Sample.pair(
            transformerKW: 100, more: battery, load: "minBaseLoadKW: 2\n    maxBaseLoadKW: 2")
        for dispatch in ["on", "off"] {
            let scenario = try Sample.scenario(
                "profiles: {ev: {chance: 0}}", "policy: {dispatch: \(dispatch), batteries: selfConsumption}")
            let report = try Planner.run(feeder, scenario)
            // Half full less the reserve of a tenth gives 4 kWh through 95 %: 3.8 kWh, 1.9 hours of 2 kW.
            #expect(report.flowKW[0][5].magnitude < 0.2, "\(dispatch): \(report.flowKW[0][5])")
            #expect((report.flowKW[0][40] - 4).magnitude < 1e-9)
            #expect(report.soc.flatMap { $0 }.compactMap { $0 }.allSatisfy { $0 >= 0.1 - 1e-9 })
        }
    }

    /// The planner runs the operating rules of the very dispatcher that runs live.
    @Test func operatingRulesHoldInAWhatIf() throws {
        func report(_ rule: String) throws -> ScenarioReport {
            let battery =
                "      - {id: HOME-bat, kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, \(rule), mqtt: native, raise: {intervalS: 1, fraction: 1}, default: {importLimitKW: 0, exportLimitKW: 0}}"
            let feeder = try Sample.pair(
                transformerKW: 100, more: battery, load: "minBaseLoadKW: 2\n    maxBaseLoadKW: 2")
            return try Planner.run(
                feeder, try Sample.scenario("profiles: {ev: {chance: 0}}", "policy: {dispatch: on, batteries: idle}"))
        }
        let idle = try report("operation: idle"), own = try report("operation: selfConsumption")
        let shaved = try report("operation: peakShaving, peakShavingKW: 3, peakShavingNode: tx")
        let budgeted = try report("operation: selfConsumption, throughputKWhPerDay: 1")
        #expect((idle.flowKW[0][5] - 4).magnitude < 1e-9)
        #expect(own.flowKW[0][5].magnitude < 0.2, "\(own.flowKW[0][5])")
        #expect((2.4...3).contains(shaved.flowKW[0][5]), "\(shaved.flowKW[0][5])")
        // Two batteries, each with 1 kWh and at most a step of 2 kW for 5 minutes too much.
        let given = zip(idle.flowKW[0], budgeted.flowKW[0]).reduce(0) { $0 + $1.0 - $1.1 } / 12
        #expect((1.8...2.5).contains(given), "\(given)")
    }

    @Test func aVehicleThatMayBeDischargedRelievesAnOverloadAndStillGetsItsNeed() throws {
        let feeder = try Sample.feeder("topology/depot.yaml")
        let evse = try #require(
            feeder.ders.first { der in if case .evse(let unit) = der.unit { unit.allowsDischarge } else { false } })
        let head = feeder.nodes[0].id
        let csv = """
            evse,arrival,departure,capacityKWh,arrivalSoc,targetSoc,maxDischargeKW
            \(evse.id),2026-01-20T16:00:00Z,2026-01-20T22:00:00Z,300,0.9,0.9,50
            """
        let loads =
            "time,\(head)\n2026-01-20T16:00:00Z,0\n2026-01-20T17:00:00Z,130\n2026-01-20T18:00:00Z,0\n2026-01-20T19:00:00Z,0\n"
        func report(_ dispatch: String, _ loads: String) throws -> ScenarioReport {
            let scenario = try Sample.scenario(
                length: "hours: 8", "profiles: {load: {csv: load.csv}, ev: {csv: ev.csv}}",
                "limits: [{node: \(head), importLimitKW: 150}]", "policy: {dispatch: \(dispatch)}")
            return try Planner.run(
                feeder, scenario, inputs: ScenarioInputs(texts: ["ev.csv": csv, "load.csv": loads]))
        }
        // The file ends before the run: the last row would hold an hour only.
        let short = #expect(throws: ScenarioError.self) { try report("on", loads) }
        #expect(short?.findings.map(\.text) == ["the rows end before the horizon does"])
        let longer = loads + "2026-01-21T00:00:00Z,0\n"
        let shared = try report("on", longer), free = try report("off", longer)
        let vehicle = try #require(shared.vehicles.first)
        #expect(free.nodes[0].importOverload.minutes > 0)
        #expect(shared.nodes[0].importOverload.minutes < free.nodes[0].importOverload.minutes)
        #expect(vehicle.deliveredKWh > 1, "\(vehicle.deliveredKWh)")
        #expect(vehicle.unmetKWh < 1, "\(vehicle.unmetKWh)")
    }

    @Test func theObserverSeesEveryStepAsItWas() throws {
        let feeder = try Sample.pair()
        let scenario = try Sample.scenario()
        var seen: [StepInjections] = []
        let report = try Planner.run(feeder, scenario) { seen.append($0) }
        #expect(seen.map(\.step) == Array(0..<48))
        for injections in seen {
            let sum = injections.baseKW.reduce(0, +) + injections.derKW.reduce(0, +)
            #expect((sum - report.flowKW[0][injections.step]).magnitude < 1e-9)
        }
    }

    @Test func filesThatDoNotFitAreSaidWithLineAndColumn() throws {
        let feeder = try Sample.pair()
        func said(_ profiles: String, _ text: String) throws -> String {
            let scenario = try Sample.scenario("profiles: \(profiles)")
            do {
                _ = try Planner.run(feeder, scenario, inputs: ScenarioInputs(texts: ["f.csv": text]))
                return ""
            } catch { return error.findings.map(\.description).joined(separator: "\n") }
        }
        let load = "{load: {csv: f.csv}}", ev = "{ev: {csv: f.csv}}"
        let rows = "2026-01-20T16:00:00Z,1\n2026-01-20T20:00:00Z,1\n"
        #expect(try said(load, "").contains("f.csv:1:1: error: the file is empty"))
        #expect(try said(load, "time,h9\n" + rows).contains("the column h9 is the name of no node"))
        #expect(try said(load, "time,h1\n2026-01-20T16:00:00Z,x\n").contains("f.csv:2:1: error"))
        #expect(
            try said(load, "time,h1\n2026-01-20T16:00:00Z,x\n2026-01-20T20:00:00Z,1\n").contains(
                "f.csv:2:1: error: h1: expected a number, found \"x\""))
        #expect(
            try said(load, "time,h1\n2026-01-20T16:00:00Z,1,2\n").contains("f.csv:2:1: error: 3 values under 2 columns")
        )
        #expect(try said(load, "time,h1\n2026-01-20T17:00:00Z,1\n").contains("begin after the horizon"))
        #expect(try said(load, "h1,time\n" + rows).contains("must be time"))
        #expect(try said(ev, "evse,arrival\nh1-ev,x\n").contains("there is no column departure"))
        let head = "evse,arrival,departure,capacityKWh,arrivalSoc,targetSoc\n"
        #expect(
            try said(ev, head + "h7,2026-01-20T16:00:00Z,2026-01-20T17:00:00Z,50,0,1\n").contains(
                "there is no evse \"h7\""))
        #expect(
            try said(ev, head + "h1-ev,2026-01-20T16:00:00Z,2026-01-20T15:00:00Z,50,0,1\n").contains(
                "leaves before it comes"))
        #expect(
            try said(ev, head + "h1-ev,2026-01-20T16:00:00Z,2026-01-20T17:00:00Z,50,40,1\n").contains(
                "arrivalSoc: 40 lies outside 0 to 1"))
        let twice = "h1-ev,2026-01-20T16:00:00Z,2026-01-20T18:00:00Z,50,0,1\n"
        #expect(
            try said(ev, head + twice + twice).contains(
                "two vehicles are at h1-ev in one step, from 2026-01-20T16:00:00"))
        let scenario = try Sample.scenario("profiles: {load: {csv: gone.csv}}")
        let error = #expect(throws: ScenarioError.self) { try Planner.run(feeder, scenario) }
        #expect(error?.findings.map(\.description) == ["gone.csv:1:1: error: the file was not given"])
    }
}
