// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// A station that speaks OCPP 2.0.1 or 2.1.
enum V2Words: StationWords {
    static let samplesAreEvents = true

    /// By `Component.Variable`.
    static func configuration(of connectors: [SimulatedConnector]) -> [String: String] {
        [
            "SmartChargingCtrlr.RateUnit": connectors.contains { $0.isDC } ? "W" : "A,W",
            "SmartChargingCtrlr.ProfileStackLevel": String(SimulatedStation.highestLevel),
            "SmartChargingCtrlr.PeriodsPerSchedule": "24", "SmartChargingCtrlr.Available": "true",
            "SmartChargingCtrlr.Enabled": "true",
            "SmartChargingCtrlr.Entries": String(SimulatedStation.profileCapacity),
            "SmartChargingCtrlr.ACPhaseSwitchingSupported": String(connectors.contains { $0.contactor != nil }),
            "OCPPCommCtrlr.HeartbeatInterval": "300", "SampledDataCtrlr.TxUpdatedInterval": "60",
            "SampledDataCtrlr.TxUpdatedMeasurands": "Energy.Active.Import.Register",
        ]
    }

    static func name(_ key: StationKey) -> String {
        switch key {
        case .heartbeatInterval: "OCPPCommCtrlr.HeartbeatInterval"
        case .meterInterval: "SampledDataCtrlr.TxUpdatedInterval"
        case .measurands: "SampledDataCtrlr.TxUpdatedMeasurands"
        }
    }

    static func name(of local: Int, at station: SimulatedStation) -> String {
        "\(station.identity.suffix(24))-\(local)"
    }

    // MARK: - Telling

    static func call(
        _ telling: StationTelling, of station: SimulatedStation, handle: UInt64, now: OCPPTimestamp
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall? {
        func made(_ request: some V2Request) throws(OCPPEncodingError) -> CallSession.OutboundCall {
            try CallSession.OutboundCall(handle: handle, request, for: station.version)
        }
        switch telling {
        case .boot(let isTriggered):
            let model = V2.ChargingStation(
                model: station.connectors.contains { $0.isDC } ? "DC" : "AC", vendorName: "Simulated")
            return try made(
                V2.BootNotification(
                    chargingStation: model.with {
                        $0.serialNumber = String(station.identity.prefix(25))
                        $0.firmwareVersion = "2"
                    }, reason: isTriggered ? .triggered : .powerUp))
        case .heartbeat: return try made(V2.Heartbeat())
        case .authorize: return try made(V2.Authorize(idToken: token(SimulatedStation.token)))
        case .status(let status, let outlet):
            if station.tellsStatusByEvent { return try made(event(status, outlet, handle: handle, now)) }
            return try made(
                V2.StatusNotification(
                    connectorStatus: V2.ConnectorStatus(status), evseId: outlet, connectorId: 1, timestamp: now))
        case .samples(let samples, let outlet, _):
            return try made(V2.MeterValues(evseId: outlet, meterValue: [value(samples, now)]))
        case .transaction(let message): return try made(event(message, of: station))
        case .needs(let needs, let outlet):
            return try made(
                V2.NotifyEVChargingNeeds(
                    chargingNeeds: V2.ChargingNeeds(needs, of: station, outlet: outlet), evseId: outlet
                ).with { if station.version >= .v21 { $0.timestamp = now } })
        case .pull(let profile): return try made(V2.PullDynamicScheduleUpdate(chargingProfileId: profile))
        case .profiles(let profiles, let outlet, let request, let isLast):
            return try made(
                V2.ReportChargingProfiles(
                    requestId: request, chargingLimitSource: .cso,
                    chargingProfile: profiles.map { V2.ChargingProfile($0) }, evseId: outlet
                ).with { $0.tbc = !isLast })
        }
    }

    private static func token(_ text: String) -> V2.IdToken { V2.IdToken(idToken: text, type: .iso14443) }

    /// The state of a connector as an event of the device model.
    private static func event(
        _ status: OutletStatus, _ outlet: Int, handle: UInt64, _ now: OCPPTimestamp
    ) -> V2.NotifyEvent {
        var connector = V2.Component(name: "Connector")
        connector.evse = V2.EVSE(id: outlet).with { $0.connectorId = 1 }
        let data = V2.EventData(
            eventId: Int(handle), trigger: .delta, actualValue: "\(V2.ConnectorStatus(status))", component: connector,
            eventNotificationType: .hardWiredNotification, variable: V2.Variable(name: "AvailabilityState"),
            timestamp: now)
        return V2.NotifyEvent(seqNo: 0, eventData: [data], generatedAt: now)
    }

    private static func event(_ message: TransactionMessage, of station: SimulatedStation) -> V2.TransactionEvent {
        let (kind, reason, stop) = kind(message)
        var transaction = V2.Transaction(transactionId: name(of: message.local, at: station))
        transaction.chargingState = V2.ChargingState(message.status)
        transaction.stoppedReason = stop
        transaction.remoteStartId = message.event == .begun ? message.remoteStart : nil
        var event = V2.TransactionEvent(
            eventType: kind, triggerReason: reason, seqNo: message.sequence, transactionInfo: transaction,
            timestamp: message.time)
        if !message.samples.isEmpty { event.meterValue = [value(message.samples, message.time)] }
        if message.isOffline { event.offline = true }
        // Once is enough: the transaction's name stands for it from then on.
        if message.event == .begun {
            event.evse = V2.EVSE(id: message.outlet).with { $0.connectorId = 1 }
            event.idToken = token(message.token)
        }
        return event
    }

    private static func kind(
        _ message: TransactionMessage
    ) -> (V2.TransactionEventKind, V2.TriggerReason, V2.Reason?) {
        switch message.event {
        case .begun: (.started, message.remoteStart == nil ? .authorized : .remoteStart, nil)
        case .sampled: (.updated, .meterValuePeriodic, nil)
        case .changed: (.updated, .chargingStateChanged, nil)
        case .ended(.vehicleLeft): (.ended, .evDeparted, .evDisconnected)
        case .ended(.remote): (.ended, .remoteStop, .remote)
        case .ended(.reset): (.ended, .resetCommand, .immediateReset)
        }
    }

    private static func value(_ samples: [StationSample], _ time: OCPPTimestamp) -> V2.MeterValue {
        V2.MeterValue(sampledValue: samples.map { V2.SampledValue($0) }, timestamp: time)
    }

    // MARK: - Answers to what it told

    static func interval(inBootAnswer payload: [UInt8]) -> Int? {
        guard let response = try? V2.BootNotification.Response(decoding: payload), response.status == .accepted else {
            return nil
        }
        return response.interval
    }

    static func isAuthorized(_ payload: [UInt8]) -> Bool? {
        (try? V2.Authorize.Response(decoding: payload)).map { $0.idTokenInfo.status == .accepted }
    }

    static func number(inStartAnswer payload: [UInt8]) -> Int? { nil }

    static func update(inPullAnswer payload: [UInt8]) -> ProfileUpdate? {
        guard let response = try? V2.PullDynamicScheduleUpdate.Response(decoding: payload),
            response.status == .accepted
        else { return nil }
        return response.scheduleUpdate.map { ProfileUpdate($0) }
    }
}

extension V2.ConnectorStatus {
    init(_ status: OutletStatus) { self = status == .available ? .available : .occupied }
}

extension V2.ChargingState {
    init(_ status: OutletStatus) {
        self =
            switch status {
            case .available: .idle
            case .preparing, .finishing: .evConnected
            case .charging: .charging
            case .suspendedEVSE: .suspendedEVSE
            case .suspendedEV: .suspendedEV
            }
    }
}

extension V2.SampledValue {
    init(_ sample: StationSample) {
        // Thousands of watts by their power of ten, energy by its unit: both are in the field.
        let (unit, multiplier, scale): (String, Int?, Double) =
            switch sample.quantity {
            case .importRegister: ("kWh", nil, 1_000)
            case .importPower, .exportPower: ("W", 3, 1_000)
            case .current: ("A", 0, 1)
            case .voltage: ("V", nil, 1)
            case .stateOfCharge: ("Percent", nil, 1)
            case .temperature: ("Celsius", nil, 1)
            }
        let lines: [V2.Phase] = sample.quantity == .voltage ? [.l1N, .l2N, .l3N] : [.l1, .l2, .l3]
        self.init(value: sample.value / scale)
        context =
            switch sample.context {
            case .periodic: .samplePeriodic
            case .trigger: .trigger
            case .begin: .transactionBegin
            case .end: .transactionEnd
            }
        measurand = V2.Measurand(sample.quantity.rawValue)
        phase = sample.line.map { lines[$0 - 1] }
        location = sample.quantity == .stateOfCharge ? .ev : .outlet
        unitOfMeasure = V2.UnitOfMeasure().with {
            $0.unit = unit
            $0.multiplier = multiplier
        }
    }
}

extension ProfileUpdate {
    init(_ update: V2.ChargingScheduleUpdate) {
        limit = update.limit
        dischargeLimit = update.dischargeLimit.map(\.magnitude)
        setpoint = update.setpoint
    }
}
