// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

/// A station that speaks OCPP 1.6.
enum V16Words: StationWords {
    static let samplesAreEvents = false

    static func configuration(of connectors: [SimulatedConnector]) -> [String: String] {
        let units = connectors.contains { $0.isDC } ? "Power" : "Current,Power"
        return [
            "ChargingScheduleAllowedChargingRateUnit": units,
            "ChargeProfileMaxStackLevel": String(SimulatedStation.highestLevel),
            "ChargingScheduleMaxPeriods": "24",
            "MaxChargingProfilesInstalled": String(SimulatedStation.profileCapacity), "HeartbeatInterval": "300",
            "MeterValueSampleInterval": "60", "MeterValuesSampledData": "Energy.Active.Import.Register",
            "NumberOfConnectors": String(connectors.count),
            "ConnectorSwitch3to1PhaseSupported": String(connectors.contains { $0.contactor != nil }),
            "SupportedFeatureProfiles": "Core,SmartCharging,RemoteTrigger",
        ]
    }

    static func name(_ key: StationKey) -> String {
        switch key {
        case .heartbeatInterval: "HeartbeatInterval"
        case .meterInterval: "MeterValueSampleInterval"
        case .measurands: "MeterValuesSampledData"
        }
    }

    static func name(of local: Int, at station: SimulatedStation) -> String {
        String(station.serverTransactions[local] ?? 0)
    }

    // MARK: - Telling

    static func call(
        _ telling: StationTelling, of station: SimulatedStation, handle: UInt64, now: OCPPTimestamp
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall? {
        func made(_ request: some OCPPRequest) throws(OCPPEncodingError) -> CallSession.OutboundCall {
            try CallSession.OutboundCall(handle: handle, request, for: .v16)
        }
        switch telling {
        case .boot:
            return try made(
                V16.BootNotification(
                    chargePointVendor: "Simulated",
                    chargePointModel: station.connectors.contains { $0.isDC } ? "DC" : "AC",
                    chargePointSerialNumber: String(station.identity.prefix(25)), firmwareVersion: "1"))
        case .heartbeat: return try made(V16.Heartbeat())
        case .authorize: return try made(V16.Authorize(idTag: SimulatedStation.token))
        case .status(let status, let outlet):
            return try made(
                V16.StatusNotification(
                    connectorId: outlet, errorCode: .noError, status: V16.ChargePointStatus(status), timestamp: now))
        case .samples(let samples, let outlet, let local):
            return try made(
                V16.MeterValues(
                    connectorId: outlet, transactionId: local.flatMap { station.serverTransactions[$0] },
                    meterValue: [V16.MeterValue(timestamp: now, sampledValue: samples.map { V16.SampledValue($0) })]))
        case .transaction(let message):
            guard case .ended(let reason) = message.event else { return try made(start(message)) }
            return try made(stop(message, reason, of: station))
        case .needs, .pull, .profiles: return nil
        }
    }

    private static func start(_ message: TransactionMessage) -> V16.StartTransaction {
        V16.StartTransaction(
            connectorId: message.outlet, idTag: message.token, meterStart: message.wattHours, timestamp: message.time)
    }

    private static func stop(
        _ message: TransactionMessage, _ reason: TransactionMessage.EndReason, of station: SimulatedStation
    ) -> V16.StopTransaction {
        let number = station.serverTransactions[message.local]
        let none = station.habits.contains(.losesStarts) ? -1 : 0
        var data: [V16.MeterValue]?
        if station.habits.contains(.misspellsCelsius) {
            let sample = StationSample(quantity: .temperature, value: 31, context: .end)
            data = [V16.MeterValue(timestamp: message.time, sampledValue: [V16.SampledValue(sample)])]
        }
        let word: V16.StopReason =
            switch reason {
            case .vehicleLeft: .evDisconnected
            case .remote: .remote
            case .reset: .reboot
            }
        return V16.StopTransaction(
            idTag: message.token, meterStop: message.wattHours, timestamp: message.time, transactionId: number ?? none,
            reason: word, transactionData: data)
    }

    // MARK: - Answers to what it told

    static func interval(inBootAnswer payload: [UInt8]) -> Int? {
        guard let response = try? V16.BootNotification.Response(decoding: payload), response.status == .accepted else {
            return nil
        }
        return response.interval
    }

    static func isAuthorized(_ payload: [UInt8]) -> Bool? {
        (try? V16.Authorize.Response(decoding: payload)).map { $0.idTagInfo.status == .accepted }
    }

    static func number(inStartAnswer payload: [UInt8]) -> Int? {
        (try? V16.StartTransaction.Response(decoding: payload))?.transactionId
    }

    static func update(inPullAnswer payload: [UInt8]) -> ProfileUpdate? { nil }

    // MARK: - Being asked

    static func answer(
        _ call: CallSession.InboundCall, by station: inout SimulatedStation, now: UTCInstant
    ) throws(JSONError) {
        switch V16.Action(call.action) {
        case .getConfiguration:
            station.reply(call, read(try V16.GetConfiguration(decoding: call.payload), station.configuration), now)
        case .changeConfiguration:
            let request = try V16.ChangeConfiguration(decoding: call.payload)
            station.reply(call, V16.ChangeConfiguration.Response(status: change(request, of: &station, now: now)), now)
        case .setChargingProfile:
            let request = try V16.SetChargingProfile(decoding: call.payload)
            let profile = StationProfile(request.csChargingProfiles, outlet: request.connectorId)
            let isTaken = station.install(profile) == nil
            station.reply(call, V16.SetChargingProfile.Response(status: isTaken ? .accepted : .rejected), now)
        case .clearChargingProfile:
            let request = try V16.ClearChargingProfile(decoding: call.payload)
            let purpose = request.chargingProfilePurpose.map { StationProfile.Purpose($0) }
            let isCleared = station.clear(
                SimulatedStation.ProfileCriteria(
                    id: request.id, outlet: request.connectorId, purpose: purpose, level: request.stackLevel))
            station.reply(call, V16.ClearChargingProfile.Response(status: isCleared ? .accepted : .unknown), now)
        case .getCompositeSchedule:
            station.reply(call, readBack(try V16.GetCompositeSchedule(decoding: call.payload), station, now: now), now)
        case .triggerMessage:
            let request = try V16.TriggerMessage(decoding: call.payload)
            let trigger = trigger(request.requestedMessage)
            let obeys = station.obeys(trigger)
            station.reply(call, V16.TriggerMessage.Response(status: obeys ? .accepted : .notImplemented), now)
            if obeys, let trigger { station.obey(trigger, outlet: request.connectorId, now: now) }
        case .remoteStartTransaction:
            let request = try V16.RemoteStartTransaction(decoding: call.payload)
            let chosen = station.startable(outlet: request.connectorId)
            station.reply(call, V16.RemoteStartTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
            if let chosen { station.remoteStart(chosen, request: nil, now: now) }
        case .remoteStopTransaction:
            let request = try V16.RemoteStopTransaction(decoding: call.payload)
            let chosen = station.connectors.indices.first { index in
                station.connectors[index].transaction.flatMap { station.serverTransactions[$0] }
                    == request.transactionId
            }
            station.reply(call, V16.RemoteStopTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
            if let chosen { station.remoteStop(chosen, now: now) }
        case .reset:
            _ = try V16.Reset(decoding: call.payload)
            station.reply(call, V16.Reset.Response(status: .accepted), now)
            station.reset(now: now)
        default: station.refuse(call, OCPPCallError(.notSupported, "\(call.action) is not simulated"), now)
        }
    }

    private static func read(
        _ request: V16.GetConfiguration, _ configuration: [String: String]
    ) -> V16.GetConfiguration.Response {
        let keys = (request.key ?? []).isEmpty ? configuration.keys.sorted() : request.key ?? []
        let known = keys.filter { configuration[$0] != nil }
        return V16.GetConfiguration.Response(
            configurationKey: known.map { V16.KeyValue(key: $0, readonly: false, value: configuration[$0]) },
            unknownKey: keys.filter { configuration[$0] == nil })
    }

    private static func change(
        _ request: V16.ChangeConfiguration, of station: inout SimulatedStation, now: UTCInstant
    ) -> V16.ConfigurationStatus {
        guard station.configuration[request.key] != nil else { return .notSupported }
        if request.key == name(.measurands), !station.takes(measurands: request.value) { return .rejected }
        station.configured(request.key, request.value, now: now)
        return .accepted
    }

    private static func readBack(
        _ request: V16.GetCompositeSchedule, _ station: SimulatedStation, now: UTCInstant
    ) -> V16.GetCompositeSchedule.Response {
        let unit = request.chargingRateUnit.map { $0 == .w ? StationProfile.Unit.watts : .amperes }
        guard
            let held = station.readBack(
                outlet: request.connectorId, seconds: request.duration, unit: unit, now: now)
        else { return V16.GetCompositeSchedule.Response(status: .rejected) }
        let start = station.stamp(now)
        let schedule = V16.ChargingSchedule(
            duration: max(request.duration, 1), startSchedule: start,
            chargingRateUnit: held.unit == .watts ? .w : .a,
            chargingSchedulePeriod: held.steps.map {
                V16.ChargingSchedulePeriod(
                    startPeriod: $0.second, limit: tenths($0.allowance.permitted), numberPhases: $0.allowance.phases)
            })
        return V16.GetCompositeSchedule.Response(
            status: .accepted, connectorId: request.connectorId, scheduleStart: start, chargingSchedule: schedule)
    }

    /// A limit on the grid of the standard, never more than it is.
    private static func tenths(_ limit: Double) -> Double {
        let nearest = (limit * 10).rounded() / 10
        return (nearest - limit).magnitude < 1e-6 ? nearest : (limit * 10).rounded(.down) / 10
    }

    private static func trigger(_ message: V16.MessageTrigger) -> SimulatedStation.Trigger? {
        switch message {
        case .bootNotification: .boot
        case .heartbeat: .heartbeat
        case .statusNotification: .status
        case .meterValues: .samples
        default: nil
        }
    }
}

extension V16.ChargePointStatus {
    init(_ status: OutletStatus) {
        self =
            switch status {
            case .available: .available
            case .preparing: .preparing
            case .charging: .charging
            case .suspendedEVSE: .suspendedEVSE
            case .suspendedEV: .suspendedEV
            case .finishing: .finishing
            }
    }
}

extension V16.SampledValue {
    init(_ sample: StationSample) {
        let context: V16.ReadingContext =
            switch sample.context {
            case .periodic: .samplePeriodic
            case .trigger: .trigger
            case .begin: .transactionBegin
            case .end: .transactionEnd
            }
        let unit: V16.UnitOfMeasure =
            switch sample.quantity {
            case .importRegister: .wh
            case .importPower, .exportPower: .w
            case .current: .a
            case .voltage: .v
            case .stateOfCharge: .percent
            case .temperature: .celsius
            }
        let lines: [V16.Phase] = sample.quantity == .voltage ? [.l1N, .l2N, .l3N] : [.l1, .l2, .l3]
        self.init(
            value: .number(sample.value), context: context, measurand: V16.Measurand(sample.quantity.rawValue),
            phase: sample.line.map { lines[$0 - 1] }, location: sample.quantity == .stateOfCharge ? .ev : .outlet,
            unit: unit)
    }
}

extension StationProfile.Purpose {
    init(_ purpose: V16.ChargingProfilePurpose) {
        self =
            switch purpose {
            case .chargePointMaxProfile: .stationMaximum
            case .txProfile: .transaction
            case .txDefaultProfile, .other: .transactionDefault
            }
    }
}

extension StationProfile {
    init(_ profile: V16.ChargingProfile, outlet: Int) {
        let schedule = profile.chargingSchedule
        let kind: Kind =
            switch profile.chargingProfileKind {
            case .recurring: .recurring(everyMilliseconds: (profile.recurrencyKind == .weekly ? 7 : 1) * 86_400_000)
            case .relative: .relative
            case .absolute, .other: .absolute
            }
        self.init(
            id: profile.chargingProfileId, outlet: outlet, level: profile.stackLevel,
            purpose: Purpose(profile.chargingProfilePurpose), kind: kind,
            transaction: profile.transactionId.map { String($0) }, validFrom: profile.validFrom?.milliseconds,
            validTo: profile.validTo?.milliseconds, unit: schedule.chargingRateUnit == .w ? .watts : .amperes,
            start: schedule.startSchedule?.milliseconds, duration: schedule.duration,
            periods: schedule.chargingSchedulePeriod.map {
                Period(start: $0.startPeriod, limit: $0.limit, phases: $0.numberPhases)
            })
    }
}
