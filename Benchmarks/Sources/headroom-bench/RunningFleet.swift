// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// DERs that follow their setpoints, vehicles that come and go, and meters that see it: what makes each tick another.
struct RunningFleet {
    /// How long a setpoint holds.
    private static let validity = Duration.seconds(120)

    private let model: DispatchModel
    private var random: SplitMix64
    private(set) var state: FleetState
    private(set) var limits = LimitBook()
    private var wishKW: [Double]
    private var powerKW: [Double]
    private var soc: [Double]
    private(set) var setpointsSent = 0

    init(_ model: DispatchModel, now: Moment) {
        self.model = model
        random = SplitMix64(state: 7)
        state = FleetState(model.feeder)
        powerKW = Array(repeating: 0, count: model.feeder.ders.count)
        wishKW = powerKW
        soc = powerKW
        for der in powerKW.indices {
            soc[der] = Double.random(in: 0.2...0.9, using: &random)
            wishKW[der] = Self.wish(model.feeder.ders[der].unit, &random)
            let isOccupied = Int.random(in: 0..<10, using: &random) < 7
            state.change(der: der) {
                $0.link = .online
                $0.isProvisioned = true
                $0.plug = isOccupied ? .occupied : .available
            }
        }
    }

    private static func wish(_ unit: DERUnit, _ random: inout SplitMix64) -> Double {
        let part = Double.random(in: 0.3...1, using: &random)
        return switch unit {
        case .battery(let unit): unit.maximumCharge.kilowatts * (2 * part - 1)
        case .photovoltaic(let unit): -unit.rating.kilowatts * part
        case .evse(let unit): unit.maximumCharge.kilowatts * part
        case .load(let unit): unit.maximum.kilowatts * part
        }
    }

    /// A second passes: what the plan said goes out and is followed, and everybody reports.
    mutating func advance(_ plan: DispatchPlan?, now: Moment) {
        if let plan { send(plan, now: now) }
        for _ in 0..<max(1, powerKW.count / 500) {
            exchangeVehicle(at: Int.random(in: 0..<powerKW.count, using: &random))
        }
        for der in powerKW.indices { report(der, now: now) }
        reportMeters(now: now)
    }

    /// An operator cuts a transformer to half for 20 s, each time another.
    mutating func cut(_ number: Int, now: Moment) {
        let transformers = model.feeder.nodes.filter { $0.kind == .transformer }
        guard !transformers.isEmpty, case .apparentPower(let plate)? = transformers[number % transformers.count].rating
        else { return }
        _ = limits.insert(
            Limit(
                id: Limit.ID("cut-\(number)")!, source: .operator, author: "bench", reason: "bench",
                node: transformers[number % transformers.count].id, direction: .import,
                value: .apparentPower(plate / 2), start: now.utc, end: now.utc + .seconds(20), createdAt: now.utc))
    }

    private mutating func send(_ plan: DispatchPlan, now: Moment) {
        for (der, setpoint) in plan.setpoints.enumerated() {
            guard let power = setpoint.power else { continue }
            let command = state.ders[der].command
            let isDue = command.map { now.steady - $0.sentAt.steady >= Self.validity / 3 } ?? true
            guard isDue || command?.power != power else { continue }
            state.noteSent(power, der: der, validUntil: now.utc + Self.validity, now: now)
            state.noteOutcome(.confirmed, der: der)
            setpointsSent += 1
        }
    }

    private mutating func exchangeVehicle(at der: Int) {
        guard case .evse = model.feeder.ders[der].unit else { return }
        wishKW[der] = Self.wish(model.feeder.ders[der].unit, &random)
        state.change(der: der) { $0.plug = $0.plug == .occupied ? .available : .occupied }
    }

    private mutating func report(_ der: Int, now: Moment) {
        let unit = model.feeder.ders[der].unit
        let told = state.ders[der].command?.power.kilowatts
        let allowed = state.ders[der].allowed
        var telemetry = Telemetry(voltage: .volts(Double.random(in: 225...235, using: &random)), sourceTime: now.utc)
        wishKW[der] *= Double.random(in: 0.99...1.01, using: &random)
        switch unit {
        case .battery:
            powerKW[der] = told ?? 0
            telemetry.request = .kilowatts(wishKW[der])
            telemetry.stateOfCharge = soc[der]
        case .photovoltaic:
            powerKW[der] = max(wishKW[der], -allowed.exportLimit.kilowatts)
            telemetry.available = .kilowatts(-wishKW[der])
        case .evse(let evse):
            let isOccupied = state.ders[der].plug == .occupied
            powerKW[der] = isOccupied ? min(wishKW[der], told ?? allowed.importLimit.kilowatts) : 0
            if isOccupied, evse.supply == .dc { telemetry.stateOfCharge = soc[der] }
        case .load: powerKW[der] = min(wishKW[der], told ?? allowed.importLimit.kilowatts)
        }
        telemetry.power = .kilowatts(powerKW[der])
        _ = state.observe(telemetry, der: der, now: now)
    }

    private mutating func reportMeters(now: Moment) {
        let nodes = model.feeder.nodes
        var flow = [Double](repeating: 0, count: nodes.count)
        for (der, node) in model.index.nodeOfDER.enumerated() { flow[Int(node)] += powerKW[der] }
        for node in nodes.indices where nodes[node].kind == .usagePoint {
            flow[node] += Double.random(in: 0.2...2, using: &random)
        }
        for node in stride(from: nodes.count - 1, to: 0, by: -1) { flow[Int(model.index.parent[node])] += flow[node] }
        for node in nodes.indices where nodes[node].hasMeter {
            let telemetry = Telemetry(power: .kilowatts(flow[node]), voltage: .volts(230), sourceTime: now.utc)
            _ = state.observe(telemetry, node: node, now: now)
        }
    }
}
