// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

extension GatewayCore {
    /// The filters the broker must be asked for.
    public var mqttSubscriptions: [String] { mqtt.subscriptions }

    mutating func brokerChanged(isConnected: Bool, now: Moment) -> [GatewayAction] {
        // Nothing is assumed of sites while the broker is gone: their readings grow stale by themselves.
        [.note(isConnected ? "the MQTT broker is in reach" : "the MQTT broker is out of reach")]
    }

    mutating func received(topic: String, _ payload: [UInt8], isRetained: Bool, now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for event in mqtt.decode(topic: topic, payload, isRetained: isRetained, now: now) {
            if let refusal = take(event, isRetained: isRetained, now: now, &actions) {
                actions += refused(topic, payload, code: refusal.code, reason: refusal.reason, now: now)
            } else {
                counters.mqttAccepted += 1
            }
        }
        return actions
    }

    private mutating func take(
        _ event: MQTTEvent, isRetained: Bool, now: Moment, _ actions: inout [GatewayAction]
    ) -> (code: String, reason: String)? {
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
        case .acknowledged(let der, let answer): actions += acknowledge(der, answer, now: now)
        case .needs(let der, let needs): state.change(der: der) { $0.needs = needs }
        case .siteStatus(let site, let isOnline): siteChanged(site, isOnline: isOnline)
        case .online(let der, let isOnline):
            if isOnline { returned(der) } else { state.change(der: der) { $0.link = .offline } }
        case .connected(let der, let isConnected):
            state.change(der: der) { $0.plug = isConnected ? .occupied : .available }
        }
        return nil
    }

    /// Fresh readings of its power prove that a DER is there; a mapping has declared beforehand what its default is.
    /// What
    /// cannot be commanded stays measured load.
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

    /// Capabilities make a DER dispatchable, unless its own default is above what the topology reckons with. They may
    /// be
    /// retained, so they do not say that it is there.
    private mutating func learn(_ capabilities: MQTTCapabilities, _ der: Int) -> (code: String, reason: String)? {
        let declared = model.feeder.ders[der].defaultLimit
        let own = capabilities.defaultLimit
        guard own.importLimit <= declared.importLimit, own.exportLimit <= declared.exportLimit else {
            let unit = model.feeder.ders[der].unit
            let reachable = PowerBand(
                importLimit: min(own.importLimit, unit.maximumImport),
                exportLimit: min(own.exportLimit, unit.maximumExport))
            state.noteHeld(state.ders[der].allowed.union(reachable), der: der)
            state.change(der: der) { $0.isProvisioned = false }
            let reason =
                "its default of \(own.importLimit.kilowatts) kW import and \(own.exportLimit.kilowatts) kW export is above "
                + "the topology's \(declared.importLimit.kilowatts) and \(declared.exportLimit.kilowatts) kW"
            return ("default", reason)
        }
        state.change(der: der) { $0.isProvisioned = true }
        return nil
    }

    private mutating func acknowledge(_ der: Int, _ answer: MQTTAcknowledgement, now: Moment) -> [GatewayAction] {
        // An answer to an older setpoint says nothing about the newest.
        guard let command = state.ders[der].command, answer.sequence == mqtt.sequences[der] else { return [] }
        guard answer.isAccepted else { return settle(.rejected, der: der, now: now) }
        // An answer that repeats the power is a read-back; a bare yes is not.
        guard let power = answer.power else { return settle(.accepted, der: der, now: now) }
        let unit = model.feeder.ders[der].unit
        let (held, told) = (unit.band(for: power), unit.band(for: command.power))
        let slack = ActivePower.watts(50)
        if held.importLimit <= told.importLimit + slack, held.exportLimit <= told.exportLimit + slack {
            return settle(.confirmed, der: der, now: now)
        }
        return holdsOther(held, der: der, now: now)
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
