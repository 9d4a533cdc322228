// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// A closed loop in virtual time: devices, base load and meters of the bench's own, `Dispatcher` in the middle.
///
/// One step is one second: devices move, meters and devices report, confirmations arrive, the dispatcher decides,
/// orders go out. The bench keeps its own books of what each device may be holding, and `check` compares them with the
/// limits.
struct Bench {
    let feeder: Feeder
    let model: DispatchModel
    var state: FleetState
    var limits = LimitBook()
    var targets = TargetBook()
    var memory: DispatchMemory
    var settings = DispatchSettings()
    var devices: [Device]
    /// True base load of each node itself, kW, and what of it is on each phase; a third where that is nil.
    var baseKW: [Double]
    var basePhaseKW: [PhaseVector?]
    /// Whether meters report by phase.
    var isMeteredByPhase = false
    /// The voltage that meters report, V; nil where they report none.
    var meterVolts: Double?
    /// Seconds between samples of each meter; nil where there is none or it is silent.
    var meterSeconds: [Int?]
    /// Noise of meters as a part of the reading.
    var noise = 0.002
    /// Whether all devices report at the same second, as stations do that came back together.
    var isReportedTogether = false
    /// Whether raises are checked (off while a test switches the guard off).
    var isPlanChecked = true
    private(set) var time = 0
    private(set) var plan: DispatchPlan?
    private(set) var ledger: Ledger
    private var dispatcher = Dispatcher()
    private var random: SplitMix64
    private var confirmations: [(at: Int, der: Int, sentAt: Moment, kW: Double)] = []
    private let meterPhase: [Int]

    static let validitySeconds = 900

    init(_ street: Street, seed: UInt64 = 1, devices make: (DER) -> Device) {
        feeder = street.feeder
        model = DispatchModel(feeder)
        state = FleetState(feeder)
        memory = DispatchMemory(model, startedAt: Self.moment(0).steady)
        devices = feeder.ders.map { der in
            var device = make(der)
            device.onPhases = der.phases
            device.defaultKW = (der.defaultLimit.importLimit.kilowatts, der.defaultLimit.exportLimit.kilowatts)
            return device
        }
        baseKW = feeder.nodes.map { _ in 0 }
        basePhaseKW = feeder.nodes.map { _ in nil }
        meterSeconds = feeder.nodes.map { $0.hasMeter ? 1 : nil }
        meterPhase = feeder.nodes.indices.map { $0 % 2 }
        ledger = Ledger(feeder)
        random = SplitMix64(seed: seed)
        for position in devices.indices {
            state.change(der: position) {
                $0.link = .online
                $0.isProvisioned = true
            }
        }
        for position in devices.indices { setPlug(position, isPlugged: devices[position].isPlugged) }
    }

    static func moment(_ seconds: Int) -> Moment {
        Moment(
            utc: UTCInstant(milliseconds: 1_800_000_000_000 + Int64(seconds) * 1_000),
            steady: MonotonicInstant(milliseconds: 5_000_000 + Int64(seconds) * 1_000))
    }

    var now: Moment { Self.moment(time) }

    func der(_ id: String) -> Int { model.index.derPosition[.init(id)!]! }
    func node(_ id: String) -> Int { model.index.nodePosition[.init(id)!]! }
    func device(_ id: String) -> Device { devices[der(id)] }
    mutating func change(_ id: String, _ change: (inout Device) -> Void) { change(&devices[der(id)]) }

    mutating func setPlug(_ der: Int, isPlugged: Bool) {
        devices[der].isPlugged = isPlugged
        guard devices[der].kind == .vehicle else { return }
        state.change(der: der) { $0.plug = isPlugged ? .occupied : .available }
    }

    mutating func setLink(_ id: String, isOnline: Bool) {
        let position = der(id)
        devices[position].isOnline = isOnline
        devices[position].isReporting = isOnline
        state.change(der: position) { $0.link = isOnline ? .online : .offline }
    }

    /// Sets an operator's import or export limit at a node.
    mutating func limit(_ id: String, at node: String, _ direction: FlowDirection = .import, kW: Double) {
        let added = limits.insert(
            Limit(
                id: .init(id)!, source: .operator, author: "ann", reason: "test", node: .init(node)!,
                direction: direction, value: .activePower(.kilowatts(kW)), start: now.utc, end: nil,
                createdAt: now.utc))
        #expect(added)
    }

    /// True net power into a node, kW.
    func trueKW(_ node: Int) -> Double {
        let below = node..<Int(model.index.subtreeEnd[node])
        let loads = below.reduce(0) { $0 + baseKW[$1] }
        return devices.indices.reduce(loads) { sum, der in
            below.contains(Int(model.index.nodeOfDER[der])) ? sum + devices[der].powerKW : sum
        }
    }

    func trueKW(_ id: String) -> Double { trueKW(node(id)) }

    /// Moves on by some seconds and calls `each` after every one.
    mutating func run(_ seconds: Int, each: (inout Bench) -> Void = { _ in }) {
        for _ in 0..<seconds {
            step()
            each(&self)
        }
    }

    mutating func step() {
        time += 1
        for position in devices.indices { devices[position].advance(to: time) }
        report()
        confirm()
        state.advance(to: now, model)
        let (plan, memory) = dispatcher.dispatch(input)
        self.memory = memory
        self.plan = plan
        send(plan)
    }

    /// What the dispatcher is given at this moment.
    var input: DispatchInput {
        DispatchInput(
            model: model, state: state, limits: limits, memory: memory, settings: settings, targets: targets,
            now: now)
    }

    private mutating func noisy(_ value: Double) -> ActivePower {
        .kilowatts(value * (1 + noise * Double.random(in: -1...1, using: &random)))
    }

    private mutating func report() {
        for (position, device) in devices.enumerated() where device.isReporting {
            guard (time + (isReportedTogether ? 0 : position)) % device.reportSeconds == 0,
                device.kind != .vehicle || device.isPlugged
            else {
                continue
            }
            let power = noisy(device.powerKW)
            let telemetry = Telemetry(
                power: power, voltage: device.reportedVolts.map { .volts($0) },
                stateOfCharge: device.kind == .heater ? nil : device.reportedSoC ?? device.soc,
                request: device.requestKW.map { .kilowatts($0) },
                available: device.kind == .pv ? .kilowatts(device.wishKW) : nil, sourceTime: now.utc,
                phasePowerKW: device.isReportingPhases ? device.phaseKW(power.kilowatts) : nil)
            #expect(state.observe(telemetry, der: position, now: now) == .accepted)
        }
        for position in feeder.nodes.indices {
            guard let seconds = meterSeconds[position], (time + meterPhase[position]) % seconds == 0 else { continue }
            let telemetry = Telemetry(
                power: noisy(trueKW(position)), voltage: meterVolts.map { .volts($0) }, sourceTime: now.utc,
                phasePowerKW: isMeteredByPhase ? truePhaseKW(position) : nil)
            #expect(state.observe(telemetry, node: position, now: now) == .accepted)
        }
    }

    private mutating func confirm() {
        for entry in confirmations where entry.at <= time && devices[entry.der].isOnline {
            guard state.ders[entry.der].command?.sentAt == entry.sentAt else { continue }
            state.noteOutcome(.confirmed, der: entry.der, sentAt: entry.sentAt)
            ledger.confirm(entry.der, entry.kW)
        }
        confirmations.removeAll { $0.at <= time }
    }

    private mutating func send(_ plan: DispatchPlan) {
        for (position, setpoint) in plan.setpoints.enumerated() {
            guard let power = setpoint.power, devices[position].isOnline else { continue }
            if isPlanChecked { checkGap(position, setpoint) }
            let command = state.ders[position].command
            let isFresh = command.map { $0.validUntil - now.utc > .seconds(300) } ?? false
            let phases = setpoint.phases?.count
            let isSame = phases == nil || phases == state.ders[position].phasesTold?.phases ?? 3
            if isFresh, isSame, let held = command?.power, abs((held - power).watts) < 0.5 { continue }
            if isPlanChecked, devices[position].kind != .vehicle || devices[position].isPlugged {
                ledger.checkRaise(position, to: power.kilowatts, at: time, feeder.ders[position])
            }
            let until = now.utc + .seconds(Self.validitySeconds)
            state.noteSent(power, phases: phases, der: position, validUntil: until, now: now)
            ledger.send(position, power.kilowatts)
            devices[position].receive(
                Device.Order(
                    kW: power.kilowatts, amperes: setpoint.current?.amperes, phases: phases,
                    arrives: time + devices[position].reactionSeconds, expires: time + Self.validitySeconds))
            confirmations.append((time + devices[position].confirmSeconds, position, now, power.kilowatts))
        }
    }

    private func checkGap(_ der: Int, _ setpoint: PlannedSetpoint) {
        guard case .evse(let evse) = feeder.ders[der].unit, let power = setpoint.power, power > .zero else { return }
        if let minimum = evse.minimumCurrent {
            #expect((setpoint.current ?? .zero) >= minimum, "\(feeder.ders[der].id) told \(setpoint) at \(time) s")
        } else {
            #expect(power >= evse.minimumCharge, "\(feeder.ders[der].id) told \(power) at \(time) s")
        }
    }
}
