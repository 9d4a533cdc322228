// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Store

extension GatewayCore {
    /// Most stations that no topology names: each costs a session, and only demos and load tests let them in.
    static let maximumStrangers = 20_000

    mutating func opened(_ connection: UInt64, _ identity: String, now: Moment) -> [GatewayAction] {
        guard let id = ChargingStation.ID(identity) else { return [] }
        if stations[id] != nil {
            if let old = stations[id]?.connection { stationOfConnection[old] = nil }
            stationOfConnection[connection] = id
            for der in dersOfStation[id] ?? [] {
                mayBeAtDefault(der)
                state.change(der: der) {
                    $0.link = .online
                    $0.isProvisioned = false
                    // A vehicle may have come while nobody could tell.
                    if $0.plug == .available { $0.plug = .unknown }
                }
            }
            return withStation(connection, now: now) { $0.opened(connection, now: now) }
        }
        guard settings.acceptsUnknownStations, strangers.count < Self.maximumStrangers else { return [] }
        var stranger = V16Station(
            identity: id, meterInterval: .seconds(60), timing: settings.stations, connectors: [])
        _ = stranger.opened(connection, now: now)
        strangers[connection] = stranger
        return []
    }

    mutating func closed(_ connection: UInt64, now: Moment) -> [GatewayAction] {
        if strangers.removeValue(forKey: connection) != nil { return [] }
        guard let id = stationOfConnection[connection] else { return [] }
        let actions = withStation(connection, now: now) { $0.closed(now: now) }
        stationOfConnection[connection] = nil
        for der in dersOfStation[id] ?? [] {
            mayBeAtDefault(der)
            state.change(der: der) {
                $0.link = .offline
                $0.isProvisioned = false
            }
        }
        return actions + [.note("station \(id) disconnected: counted at what it may still do")]
    }

    /// Lets a station's controller act, and carries out its effects.
    mutating func withStation(
        _ connection: UInt64, now: Moment, _ act: (inout V16Station) -> [StationEffect]
    ) -> [GatewayAction] {
        // In place: a station is a large value.
        if let id = stationOfConnection[connection], let index = stations.index(forKey: id) {
            return carryOut(act(&stations.values[index]), id, connection, now: now)
        }
        guard let index = strangers.index(forKey: connection) else { return [] }
        let effects = act(&strangers.values[index])
        return effects.isEmpty ? [] : carryOut(effects, strangers.values[index].identity, connection, now: now)
    }

    private mutating func carryOut(
        _ effects: [StationEffect], _ station: ChargingStation.ID, _ connection: UInt64, now: Moment
    ) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for effect in effects {
            switch effect {
            case .send(let text): actions.append(.send(connection: connection, text))
            case .begin(let start, let call): actions.append(.begin(start, connection: connection, call: call))
            case .end(let stop, let call): actions.append(.end(stop, connection: connection, call: call))
            case .record(let record): actions.append(.record([record]))
            case .note(let text): actions.append(.note(text))
            case .telemetry(let evse, let telemetry, let energy, let transaction):
                actions += measured(station, evse, telemetry, energy, transaction, now: now)
            case .plug, .transaction, .provisioned, .withdrawn, .holdsMore, .outcome, .remote:
                if let der = der(of: station, effect) { actions += learn(effect, der, now: now) }
            }
        }
        return actions
    }

    private func der(of station: ChargingStation.ID, _ effect: StationEffect) -> Int? {
        switch effect {
        case .plug(let evse, _), .transaction(let evse, _), .provisioned(let evse), .withdrawn(let evse),
            .holdsMore(let evse, _), .outcome(let evse, _), .remote(let evse, _):
            derOfEVSE[EVSEKey(station: station, evse: evse)]
        default: nil
        }
    }

    private mutating func learn(_ effect: StationEffect, _ der: Int, now: Moment) -> [GatewayAction] {
        switch effect {
        case .plug(_, let plug):
            state.change(der: der) {
                $0.plug = plug
                if plug == .available { $0.needs = nil }
            }
        case .transaction(_, let since): state.change(der: der) { $0.transactionStart = since }
        case .provisioned:
            // The read-back shows the default, whatever was held before.
            let held = state.defaultBand(der)
            state.change(der: der) {
                $0.isProvisioned = true
                $0.command = nil
            }
            proofs[der] = SetpointProof()
            state.noteHeld(PowerBand(importLimit: held.importLimit, exportLimit: .zero), der: der)
        case .withdrawn:
            mayBeAtDefault(der)
            state.change(der: der) { $0.isProvisioned = false }
        case .holdsMore(_, let kW):
            let plate = model.feeder.ders[der].unit.maximumImport
            let held = min(kW.map { .kilowatts($0) } ?? plate, plate)
            return holdsOther(PowerBand(importLimit: held, exportLimit: .zero), der: der, now: now)
        case .outcome(_, let standing): return settle(standing, der: der, now: now)
        case .remote(_, let standing): return remoteAnswered(standing, der: der, now: now)
        default: break
        }
        return []
    }

    private mutating func measured(
        _ station: ChargingStation.ID, _ evse: Int, _ telemetry: Telemetry, _ energyKWh: Double?,
        _ transaction: Int64?, now: Moment
    ) -> [GatewayAction] {
        guard let der = derOfEVSE[EVSEKey(station: station, evse: evse)] else { return [] }
        switch state.observe(telemetry, der: der, now: now) {
        case .accepted:
            return confirmByMeasurement(der, telemetry, now: now)
                + recorder.reading(.der(model.feeder.ders[der].id), telemetry, energyKWh: energyKWh, now: now)
        case .refused(let reason):
            let refused = RefusedMessage(
                time: now.utc, topic: "ocpp/\(station)/MeterValues", payload: [], code: reason.code, reason: reason.text
            )
            return [.record([.refusedMessage(refused)])]
        }
    }
}

extension RefusalReason {
    /// The counter's name.
    var code: String {
        switch self {
        case .fromTheFuture: "clock"
        case .olderThanKnown, .outOfSequence: "order"
        case .retained: "retained"
        case .implausible: "implausible"
        }
    }

    /// The reason for people, with the numbers.
    var text: String {
        switch self {
        case .fromTheFuture(let ahead, let tolerance):
            "its time is \(ahead.inSeconds) s ahead of ours; \(tolerance.inSeconds) s are tolerated: check the clock"
        case .olderThanKnown(let behind): "a message \(behind.inSeconds) s newer is known already"
        case .outOfSequence(let got, let last): "sequence \(got) came after \(last) of the same boot"
        case .retained: "retained by the broker and not proven fresh by its time"
        case .implausible(let field, let value, let lower, let upper):
            "\(field) \(value) is outside \(lower)...\(upper), which the plate allows: check unit and sign"
        }
    }
}
