// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Store

extension GatewayCore {
    /// Most stations that no topology names: each costs a session, and only demos and load tests let them in.
    static let maximumStrangers = 20_000

    mutating func opened(
        _ connection: UInt64, _ identity: String, _ version: OCPPVersion, isStranger: Bool, now: Moment
    ) -> [GatewayAction] {
        guard let id = ChargingStation.ID(identity) else { return [] }
        if stations[id] != nil {
            // It came through the door while the topology changed: it comes again, with its password.
            guard !isStranger else { return [.disconnect(connection: connection, reason: "in the topology now")] }
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
            forgetOffers(id, version)
            return withStation(connection, now: now) { $0.opened(connection, version: version, now: now) }
        }
        if settings.quarantinesUnknownStations { return openedInQuarantine(connection, id, version, now: now) }
        guard settings.acceptsUnknownStations, strangers.count < Self.maximumStrangers else {
            // It came through the door while the topology changed, or nobody has room for it.
            return [.disconnect(connection: connection, reason: "not in the topology")]
        }
        var timing = settings.stations
        // Load tests come as strangers.
        (timing.inboundBurst, timing.inboundPerSecond) = (20_000, 1_000)
        var stranger = OCPPStation(identity: id, meterInterval: .seconds(60), timing: timing, connectors: [])
        _ = stranger.opened(connection, version: version, now: now)
        strangers[connection] = stranger
        return []
    }

    mutating func closed(_ connection: UInt64, now: Moment) -> [GatewayAction] {
        if strangers.removeValue(forKey: connection) != nil { return [] }
        guard let id = stationOfConnection[connection] else { return [] }
        let actions = withStation(connection, now: now) { $0.closed(now: now) }
        stationOfConnection[connection] = nil
        quarantine.stations[id]?.leftAt = now.steady
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
        _ connection: UInt64, now: Moment, _ act: (inout OCPPStation) -> [StationEffect]
    ) -> [GatewayAction] {
        // In place: a station is a large value.
        if let id = stationOfConnection[connection], let index = stations.index(forKey: id) {
            let effects = Self.counted(&stations.values[index], &counters, act)
            return carryOut(effects, id, connection, now: now)
        }
        if let id = stationOfConnection[connection], let index = quarantine.stations.index(forKey: id) {
            let effects = Self.counted(&quarantine.stations.values[index].station, &counters, act)
            quarantine.stations.values[index].learn(effects, now: now)
            return carryOut(effects, id, connection, now: now)
        }
        guard let index = strangers.index(forKey: connection) else { return [] }
        // Nothing is kept of what anybody may say.
        let effects = Self.counted(&strangers.values[index], &counters, act).filter {
            if case .record = $0 { false } else { true }
        }
        return effects.isEmpty ? [] : carryOut(effects, strangers.values[index].identity, connection, now: now)
    }

    /// Lets a station's controller act, and adds to the counters what its session counted meanwhile.
    private static func counted(
        _ station: inout OCPPStation, _ counters: inout GatewayCounters, _ act: (inout OCPPStation) -> [StationEffect]
    ) -> [StationEffect] {
        let before = station.frames
        let effects = act(&station)
        counters.add(station.frames, less: before)
        return effects
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
            case .sign(let request): actions.append(.sign(request, station, connection: connection))
            case .record(let record): actions.append(.record([record]))
            case .disconnect(let reason): actions.append(.disconnect(connection: connection, reason: reason))
            case .note(let text): actions.append(.note(text))
            case .telemetry(let evse, let telemetry, let energy, let transaction):
                actions += measured(station, evse, telemetry, energy, transaction, now: now)
            case .silent(let isSilent): fellSilent(station, isSilent)
            case .vehicle(let evse, let stated):
                guard let der = derOfEVSE[EVSEKey(station: station, evse: evse)] else { break }
                let news = vehicleStated(stated, der, author: "station \(station)", now: now)
                actions += news
                // What it repeats is no reason to write to the station again.
                guard stated.isBidirectional, !news.isEmpty else { break }
                actions += withStation(connection, now: now) { $0.tellAgain(evse, now: now) }
            case .plug, .transaction, .vehicleGone, .provisioned, .withdrawn, .holdsOther, .outcome, .remote:
                if let der = der(of: station, effect) { actions += learn(effect, der, now: now) }
            }
        }
        return actions
    }

    private func der(of station: ChargingStation.ID, _ effect: StationEffect) -> Int? {
        switch effect {
        case .plug(let evse, _), .transaction(let evse, _), .vehicleGone(let evse), .provisioned(let evse),
            .withdrawn(let evse), .holdsOther(let evse, _), .outcome(let evse, _), .remote(let evse, _, _):
            derOfEVSE[EVSEKey(station: station, evse: evse)]
        default: nil
        }
    }

    private mutating func learn(_ effect: StationEffect, _ der: Int, now: Moment) -> [GatewayAction] {
        switch effect {
        case .plug(_, let plug): state.change(der: der) { $0.plug = plug }
        case .vehicleGone:
            // The next vehicle inherits neither.
            state.change(der: der) {
                $0.needs = nil
                $0.stateOfCharge = nil
            }
        case .transaction(_, let since): state.change(der: der) { $0.transactionStart = since }
        case .provisioned:
            // The read-back shows the default, whatever was held before.
            state.forgetDefault(der: der)
            let held = state.defaultBand(der)
            state.change(der: der) {
                $0.isProvisioned = true
                $0.command = nil
                $0.phasesTold = nil
                $0.allowedBefore = nil
                $0.outlasting = nil
            }
            learnStation(of: der)
            proofs[der] = SetpointProof()
            // Whatever stood at this outlet under another name holds the same.
            if let place = outlet(of: model.feeder.ders[der]) { departed.removeAll { $0.outlet == place } }
            state.noteHeld(PowerBand(importLimit: held.importLimit, exportLimit: .zero), der: der)
        case .withdrawn:
            mayBeAtDefault(der)
            state.change(der: der) { $0.isProvisioned = false }
        case .holdsOther(_, let band):
            let unit = model.feeder.ders[der].unit
            let (most, least) = (unit.highestImport, unit.maximumExport)
            let held = PowerBand(
                importLimit: min(band?.importLimit ?? most, most), exportLimit: min(band?.exportLimit ?? least, least))
            return holdsOther(held, der: der, now: now)
        case .outcome(_, let standing): return settle(standing, der: der, now: now)
        case .remote(_, let request, let standing):
            return remoteAnswered(standing, request: request, der: der, now: now)
        default: break
        }
        return []
    }

    /// In what a station takes its limits, and whether one that is declared to switch phases says that it can.
    private mutating func learnStation(of der: Int) {
        guard case .ocpp(let id, let evse) = model.feeder.ders[der].communication, let station = stations[id],
            let connector = station.connectors[evse]
        else { return }
        let takesWatts = !connector.isDC && station.rateUnit(connector) == .w
        let isAble = model.feeder.ders[der].phaseSwitching == nil ? nil : station.switchesPhases(connector)
        state.change(der: der) {
            $0.isToldWatts = takesWatts
            $0.switchesPhases = isAble
        }
    }

    /// A station whose socket lives but that says nothing counts as away until it is heard.
    private mutating func fellSilent(_ station: ChargingStation.ID, _ isSilent: Bool) {
        if isSilent { counters.ocppSilences += 1 }
        for der in dersOfStation[station] ?? [] {
            mayBeAtDefault(der)
            state.change(der: der) {
                $0.link = isSilent ? .offline : .online
                // It is told anew at once, whatever it did not answer before.
                if !isSilent { $0.command = nil }
            }
        }
    }

    /// Our clock was set back: what stations measured since then seems to be of the future. Their messages come in
    /// order, so what comes next is the newest, whatever its time.
    mutating func followClock(now: Moment) {
        let gap = now.utc.milliseconds - now.steady.milliseconds
        guard gap < clockGap - Self.clockStep.inMilliseconds else { return clockGap = max(clockGap, gap) }
        clockGap = gap
        for der in derOfEVSE.values { state.change(der: der) { $0.stream.sourceTime = nil } }
    }

    /// Smaller ones are corrections.
    private static let clockStep = Duration.seconds(1)

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
                time: now.utc, topic: "ocpp/\(station)/meterValue", payload: [], code: reason.code, reason: reason.text)
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
        // The diagnosis of phases says more of it.
        case .implausible(let field, _, _, _): field.hasPrefix("powerByPhaseKW") ? "phase" : "implausible"
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
