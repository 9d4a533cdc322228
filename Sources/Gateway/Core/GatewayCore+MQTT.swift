// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

extension GatewayCore {
    /// The filters the broker must be asked for.
    public var mqttSubscriptions: [String] { mqtt.subscriptions }

    /// Why a message was not taken: the counter's name, and the reason.
    private typealias Refusal = (code: String, reason: String)

    /// Nothing is assumed of sites while the broker is gone: their readings grow stale by themselves, and nothing is
    /// sent to them. Once it is back, what was under way when it went may have reached nobody, and all is sent again.
    mutating func brokerChanged(isConnected: Bool) -> [GatewayAction] {
        if isConnected {
            for der in model.feeder.ders.indices where mqtt.isCommandable[der] {
                outbox.endPause(der: der)
                state.change(der: der) { $0.command?.standing = .unanswered }
            }
        }
        guard isConnected != isBrokerConnected else { return [] }
        isBrokerConnected = isConnected
        return [.note(isConnected ? "the MQTT broker is in reach" : "the MQTT broker is out of reach")]
    }

    /// A setpoint that did not leave was heard by nobody: it must neither count as sent nor be proven by what is
    /// measured.
    mutating func publishRefused(_ topics: [String], now: Moment) -> [GatewayAction] {
        counters.mqttUnpublished += topics.count
        let ders = Set(topics.compactMap { mqtt.derOfSetpointTopic[$0] })
        return ders.sorted().flatMap { settle(.unanswered, der: $0, now: now) }
    }

    mutating func received(topic: String, _ payload: [UInt8], isRetained: Bool, now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        var lastRefusal: Refusal?
        for event in mqtt.decode(topic: topic, payload, isRetained: isRetained, now: now) {
            if case .refused(let code, let reason) = event {
                lastRefusal = (code, reason)
                actions += refused(topic, payload, code: code, reason: reason, now: now)
            } else if let refusal = take(event, now: now, &actions) {
                lastRefusal = refusal
                mqtt.withdraw(topic)
                actions += refused(topic, payload, code: refusal.code, reason: refusal.reason, now: now)
            } else {
                counters.mqttAccepted += 1
            }
        }
        if !watches.isEmpty, let site = watchedSite(of: topic) {
            noteWatched(site, topic, payload, isRetained: isRetained, refusal: lastRefusal, now: now)
        }
        return actions
    }

    private mutating func take(_ event: MQTTEvent, now: Moment, _ actions: inout [GatewayAction]) -> Refusal? {
        switch event {
        case .refused(let code, let reason): return (code, reason)
        case .derTelemetry(let der, let telemetry):
            let boot = state.ders[der].stream.boot
            if case .refused(let reason) = state.observe(telemetry, der: der, now: now) {
                return (reason.code, reason.text)
            }
            noteAlive(der, telemetry, knownBoot: boot)
            actions += confirmByMeasurement(der, telemetry, now: now)
            actions += recorder.reading(.der(model.feeder.ders[der].id), telemetry, energyKWh: nil, now: now)
        case .meterTelemetry(let node, let telemetry):
            if case .refused(let reason) = state.observe(telemetry, node: node, now: now) {
                return (reason.code, reason.text)
            }
            actions += recorder.reading(.node(model.feeder.nodes[node].id), telemetry, energyKWh: nil, now: now)
        case .capabilities(let der, let capabilities): return learn(capabilities, der)
        case .acknowledged(let der, let answer): return acknowledge(der, answer, now: now, &actions)
        case .needs(let der, let stated): return noteNeeds(stated, der, now: now, &actions)
        case .siteStatus(let site, let isOnline): siteChanged(site, isOnline: isOnline)
        case .online(let der, let isOnline):
            if isOnline { returned(der) } else { state.change(der: der) { $0.link = .offline } }
        case .connected(let der, let isConnected): plugged(der, isConnected)
        }
        return nil
    }

    /// Fresh readings of its power prove that a DER is there; a mapping has declared beforehand what its default is.
    /// What cannot be commanded stays measured load.
    private mutating func noteAlive(_ der: Int, _ telemetry: Telemetry, knownBoot: String?) {
        if let knownBoot, let boot = telemetry.boot, boot != knownBoot {
            // It started anew and may have forgotten its setpoint.
            state.change(der: der) { $0.link = .offline }
        }
        guard telemetry.power != nil else { return }
        returned(der)
        guard case .mapped = model.feeder.ders[der].communication, mqtt.isCommandable[der] else { return }
        if !state.ders[der].isProvisioned { state.change(der: der) { $0.isProvisioned = true } }
    }

    /// A DER that was away may have fallen to its default: that counts until its setpoint, sent again, is proven.
    private mutating func returned(_ der: Int) {
        guard state.ders[der].link != .online else { return }
        if state.ders[der].link == .offline { mayBeAtDefault(der) }
        state.change(der: der) {
            $0.link = .online
            $0.command?.standing = .unanswered
        }
    }

    /// With the vehicle goes what was known of it.
    private mutating func plugged(_ der: Int, _ isConnected: Bool) {
        state.change(der: der) {
            $0.plug = isConnected ? .occupied : .available
            guard !isConnected else { return }
            $0.needs = nil
            $0.stateOfCharge = nil
        }
    }

    /// Capabilities make a DER dispatchable within its settings, unless its own default is above what the topology
    /// reckons with. They may be retained, so they do not say that it is there.
    private mutating func learn(_ capabilities: MQTTCapabilities, _ der: Int) -> Refusal? {
        let unit = model.feeder.ders[der].unit
        let declared = model.feeder.ders[der].defaultLimit
        let own = capabilities.defaultLimit
        let reachable = PowerBand(
            importLimit: min(own.importLimit, unit.maximumImport), exportLimit: min(own.exportLimit, unit.maximumExport)
        )
        state.learnDefault(reachable, der: der)
        guard own.importLimit <= declared.importLimit, own.exportLimit <= declared.exportLimit else {
            state.noteMayHold(reachable, der: der)
            state.change(der: der) { $0.isProvisioned = false }
            let reason =
                "its default of \(own.importLimit.kilowatts) kW import and \(own.exportLimit.kilowatts) kW export is above "
                + "the topology's \(declared.importLimit.kilowatts) and \(declared.exportLimit.kilowatts) kW"
            return ("default", reason)
        }
        if let age = capabilities.maximumAge { mqtt.narrowAge(der, to: age) }
        state.change(der: der) {
            $0.isProvisioned = true
            $0.settings = PowerBand(
                importLimit: Self.narrowed(capabilities.maximumImport, plate: unit.maximumImport),
                exportLimit: Self.narrowed(capabilities.maximumExport, plate: unit.maximumExport))
        }
        return nil
    }

    /// What a DER says it can do, where that is less than its plate; else nothing is narrowed. (An AC EVSE may be told
    /// more than its plate's kW: its full current at the highest voltage.)
    private static func narrowed(_ stated: ActivePower?, plate: ActivePower) -> ActivePower {
        stated.flatMap { $0 < plate ? $0 : nil } ?? .watts(.infinity)
    }

    private mutating func acknowledge(
        _ der: Int, _ answer: MQTTAcknowledgement, now: Moment, _ actions: inout [GatewayAction]
    ) -> Refusal? {
        if let power = answer.power, let reason = state.refusal(ofHeld: power, der: der) {
            return (reason.code, reason.text)
        }
        // An answer to an older setpoint says nothing about the newest.
        guard let command = state.ders[der].command, answer.sequence == mqtt.sequences[der] else { return nil }
        // An answer that repeats the power is a read-back; a bare yes is not.
        switch (answer.isAccepted, answer.power) {
        case (false, _): actions += settle(.rejected, der: der, now: now)
        case (true, nil): actions += settle(.accepted, der: der, now: now)
        case (true, let power?):
            let unit = model.feeder.ders[der].unit
            let (held, told) = (unit.band(for: power), unit.band(for: command.power))
            let slack = ActivePower.watts(50)
            let isHeld = held.importLimit <= told.importLimit + slack && held.exportLimit <= told.exportLimit + slack
            // A limit above its plate lets it do no more than the plate.
            let reachable = PowerBand(
                importLimit: min(held.importLimit, unit.highestImport),
                exportLimit: min(held.exportLimit, unit.maximumExport))
            actions +=
                isHeld ? settle(.confirmed, der: der, now: now) : holdsOther(reachable, der: der, now: now)
        }
        return nil
    }

    /// What a site says of the vehicle at one of its EVSEs.
    private mutating func noteNeeds(
        _ stated: StatedNeeds, _ der: Int, now: Moment, _ actions: inout [GatewayAction]
    ) -> Refusal? {
        let unit = model.feeder.ders[der]
        guard case .evse = unit.unit else { return ("topic", "only a vehicle has needs; \(unit.id) is no EVSE") }
        let author = "site \(unit.site)"
        if let soc = stated.stateOfCharge {
            let (observation, more) = setStateOfCharge(soc, der: der, author: author, now: now)
            actions += more
            if case .refused(let reason) = observation { return (reason.code, reason.text) }
        }
        if stated.isNeeding { actions += setNeeds(stated.needs, der: der, author: author, now: now) }
        return nil
    }

    private mutating func siteChanged(_ site: Int, isOnline: Bool) {
        for der in 0..<model.feeder.ders.count where Int(model.index.siteOfDER[der]) == site {
            switch model.feeder.ders[der].communication {
            case .mqtt, .none:
                // Word that a site is there is no reading: its DERs come online with their own.
                if !isOnline { state.change(der: der) { $0.link = .offline } }
            case .mapped, .ocpp: continue
            }
        }
    }

    private mutating func refused(
        _ topic: String, _ payload: [UInt8], code: String, reason: String, now: Moment
    ) -> [GatewayAction] {
        counters.mqttRefused += 1
        let message = RefusedMessage(time: now.utc, topic: topic, payload: payload, code: code, reason: reason)
        let answer = mqtt.rejection(of: topic, code: code, reason: reason, now: now)
        return [.record([.refusedMessage(message)])] + [answer].compactMap { $0 }
    }
}
