// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// What stations tell, once it is read.
extension OCPPStation {
    /// Answers what the station asks. A readable call is always answered: silence would stop the station.
    mutating func asked(_ call: CallSession.InboundCall, now: Moment) -> [StationEffect] {
        do throws(JSONError) {
            let effects = version == .v16 ? try askedV16(call, now: now) : try askedV2(call, now: now)
            return effects + notify(call, now: now)
        } catch {
            return [refused(call, "\(error)", now)]
                + refuse(call.id, OCPPErrorCode(refusing: error), "\(error)", now: now)
                + misspoke(call, now: now)
        }
    }

    /// It booted; the answer to that sets its clock.
    mutating func booted(
        _ call: CallSession.InboundCall, name: String, answer response: some OCPPPayload, now: Moment
    ) -> [StationEffect] {
        let fact = StationFact(
            station: identity, aspect: "boot", json: String(decoding: call.payload, as: UTF8.self), time: now.utc)
        var effects = [
            StationEffect.record(.stationFact(fact)), .note("station \(identity) booted: \(name)"),
        ]
        effects += answer(call.id, response, now: now)
        // A boot may have lost what was installed: everything is set up anew.
        clock = StationClock()
        tellings.booted()
        hasBooted = true
        unreadableBoots = 0
        failedConnectors = []
        return effects + commission(now: now)
    }

    /// An outlet is so now.
    mutating func changed(_ number: Int, to status: PlugStatus, now: Moment) -> [StationEffect] {
        var effects: [StationEffect] = []
        if number > 0, addConnectors(upTo: number) { effects += commission(now: now) }
        guard let before = connectors[number] else { return effects }
        connectors[number]?.status = status
        if before.status != status {
            connectors[number]?.statusAt = now.steady
            connectors[number]?.isDrawing = false
        }
        if status == .free {
            effects += seemsOver(number, now: now)
            if before.status != .free { effects.append(.vehicleGone(evse: number)) }
        }
        effects.append(.plug(evse: number, plug(number)))
        return effects
    }

    /// A vehicle counts from its transaction on, or from when the station says it charges, or its meter does; before
    /// that it draws nothing, and the plug-in reserve is for it.
    func plug(_ number: Int) -> DERState.Plug {
        guard let connector = connectors[number] else { return .unknown }
        if connector.transaction != nil { return .occupied }
        switch connector.status {
        case .charging: return .occupied
        case .free, .waiting: return connector.isDrawing ? .occupied : .available
        case .out: return .unavailable
        case nil, .unclear: return .unknown
        }
    }

    /// A station that no topology names shows by itself what it has; whether that is more than was known.
    mutating func addConnectors(upTo count: Int) -> Bool {
        guard isUnknown, let model = connectors.values.min(by: { $0.number < $1.number }) else { return false }
        let known = connectors.count
        for number in 1...min(max(count, 1), Self.mostUnknownConnectors) where connectors[number] == nil {
            connectors[number] = Connector(
                number: number, phases: model.phases, isDC: model.isDC, nominalVolts: model.nominalVolts,
                standing: model.standing)
        }
        return connectors.count > known
    }

    /// A station that no topology names tells of an outlet in passing: if it was not known, it is set up at the next
    /// tick.
    mutating func shows(_ outlet: Int?, now: Moment) {
        guard let outlet, outlet > 0, addConnectors(upTo: outlet) else { return }
        commissioning = .waiting(until: now.steady)
    }

    /// Connectors believed of a station that no topology names: each holds back room for a default.
    static let mostUnknownConnectors = 4

    /// Meter values of an outlet came, of a transaction or of none.
    mutating func measured(
        _ values: [some StationMeterValue], at number: Int, of transaction: Int64?, isLate: Bool = false, now: Moment
    ) -> [StationEffect] {
        var effects: [StationEffect] = []
        if number > 0, addConnectors(upTo: number) { effects += commission(now: now) }
        guard let connector = connectors[number] else { return effects }
        if let transaction { effects += runsAfterAll(transaction, number) }
        for value in values {
            if !isLate { clock.judge(value.timestamp, now: now) }
            let time = ourTime(value.timestamp, now: now)
            var (telemetry, energy) = meters.translate(value, of: connector, time: time, now: now)
            trace.measured(StationMeters.amperes(value), power: telemetry.power, connector: number, now: now)
            // A mean of the time before tells nothing of a vehicle that has come or gone.
            let isMean = telemetry.maximumAge != nil
            telemetry.maximumAge = max(telemetry.maximumAge ?? .zero, meterInterval * Self.agesPerInterval)
            if let power = telemetry.power, !isMean { effects += draws(power, at: number, of: time, now: now) }
            connectors[number]?.measuredOf = time
            effects.append(.telemetry(evse: number, telemetry, energyKWh: energy, transaction: transaction))
        }
        return effects
    }

    /// An outlet draws something, or nothing: whatever else its station says of it, what draws is there.
    private mutating func draws(
        _ power: ActivePower, at number: Int, of time: UTCInstant, now: Moment
    ) -> [StationEffect] {
        guard let connector = connectors[number] else { return [] }
        let age = now.utc - time
        // What was measured before the outlet's state changed is of the state before.
        if let since = connector.statusAt, now.steady - age - since <= StationClock.noise { return [] }
        let isDrawing = power.magnitude > Self.idlePower && age <= meterInterval * Self.agesPerInterval
        guard isDrawing != connector.isDrawing else { return [] }
        connectors[number]?.isDrawing = isDrawing
        return [.plug(evse: number, plug(number))]
    }

    /// An outlet without a vehicle draws less, and a vehicle that charges more: 6 A on one phase are 1.4 kW.
    static let idlePower = ActivePower.kilowatts(0.5)

    /// A station's readings are stale after 2.5 of its intervals.
    static let agesPerInterval = 2.5

    func stamp(_ now: Moment) -> OCPPTimestamp { OCPPTimestamp(milliseconds: now.utc.milliseconds) }

    /// What goes into the audit log of the station's own telling: so much, however much it tells.
    mutating func noted(_ action: String, _ details: String, _ now: Moment) -> [StationEffect] {
        guard allowance.take(at: now.steady) else { return [] }
        let entry = AuditEntry(
            time: now.utc, author: "station \(identity)", action: action, target: identity.text,
            reason: String(details.unicodeScalars.prefix(EventAllowance.keptDetails)))
        return [.record(.machineEvent(entry))]
    }

    func refused(_ call: CallSession.InboundCall, _ reason: String, _ now: Moment) -> StationEffect {
        .record(
            .refusedMessage(
                RefusedMessage(
                    time: now.utc, topic: "ocpp/\(identity)/\(call.action.prefix(64))", payload: call.payload,
                    code: "ocpp", reason: reason)))
    }
}
