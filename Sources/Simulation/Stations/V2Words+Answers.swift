// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

extension V2Words {
    static func answer(
        _ call: CallSession.InboundCall, by station: inout SimulatedStation, now: UTCInstant
    ) throws(JSONError) {
        switch V2.Action(call.action) {
        case .getVariables:
            let request = try V2.GetVariables(decoding: call.payload)
            let results = request.getVariableData.map { read($0, station.configuration) }
            station.reply(call, V2.GetVariables.Response(getVariableResult: results), now)
        case .setVariables:
            var results: [V2.SetVariableResult] = []
            for data in try V2.SetVariables(decoding: call.payload).setVariableData {
                results.append(
                    V2.SetVariableResult(
                        attributeStatus: change(data, of: &station, now: now), component: data.component,
                        variable: data.variable))
            }
            station.reply(call, V2.SetVariables.Response(setVariableResult: results), now)
        case .triggerMessage: trigger(call, try V2.TriggerMessage(decoding: call.payload), &station, now)
        case .requestStartTransaction:
            start(call, try V2.RequestStartTransaction(decoding: call.payload), &station, now)
        case .requestStopTransaction:
            let request = try V2.RequestStopTransaction(decoding: call.payload)
            let chosen = station.connectors.indices.first { index in
                station.connectors[index].transaction.map { name(of: $0, at: station) } == request.transactionId
            }
            station.reply(
                call, V2.RequestStopTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
            if let chosen { station.remoteStop(chosen, now: now) }
        case .reset:
            _ = try V2.Reset(decoding: call.payload)
            station.reply(call, V2.Reset.Response(status: .accepted), now)
            station.reset(now: now)
        default: try answerOfProfiles(call, by: &station, now: now)
        }
    }

    private static func answerOfProfiles(
        _ call: CallSession.InboundCall, by station: inout SimulatedStation, now: UTCInstant
    ) throws(JSONError) {
        switch V2.Action(call.action) {
        case .setChargingProfile:
            let request = try V2.SetChargingProfile(decoding: call.payload)
            let reason: String? =
                StationProfile(request.chargingProfile, outlet: request.evseId).map { station.install($0) }
                ?? "UnsupportedPurpose"
            var response = V2.SetChargingProfile.Response(status: reason == nil ? .accepted : .rejected)
            response.statusInfo = reason.map { V2.StatusInfo(reasonCode: $0) }
            station.reply(call, response, now)
        case .clearChargingProfile:
            let request = try V2.ClearChargingProfile(decoding: call.payload)
            let isCleared = SimulatedStation.ProfileCriteria(request).map { station.clear($0) } ?? false
            station.reply(call, V2.ClearChargingProfile.Response(status: isCleared ? .accepted : .unknown), now)
        case .getCompositeSchedule:
            let request = try V2.GetCompositeSchedule(decoding: call.payload)
            station.reply(call, readBack(request, station, now), now)
        case .getChargingProfiles: report(call, try V2.GetChargingProfiles(decoding: call.payload), &station, now)
        case .updateDynamicSchedule where station.version >= .v21:
            let request = try V2.UpdateDynamicSchedule(decoding: call.payload)
            let isTaken = station.apply(ProfileUpdate(request.scheduleUpdate), to: request.chargingProfileId)
            station.reply(call, V2.UpdateDynamicSchedule.Response(status: isTaken ? .accepted : .rejected), now)
        default: station.refuse(call, OCPPCallError(.notSupported, "\(call.action) is not simulated"), now)
        }
    }

    // MARK: - Variables

    private static func read(_ data: V2.GetVariableData, _ configuration: [String: String]) -> V2.GetVariableResult {
        let value = configuration["\(data.component.name).\(data.variable.name)"]
        let isComponent = configuration.keys.contains { $0.hasPrefix("\(data.component.name).") }
        return V2.GetVariableResult(
            attributeStatus: value != nil ? .accepted : isComponent ? .unknownVariable : .unknownComponent,
            component: data.component, variable: data.variable
        ).with { $0.attributeValue = value }
    }

    private static func change(
        _ data: V2.SetVariableData, of station: inout SimulatedStation, now: UTCInstant
    ) -> V2.SetVariableStatus {
        let key = "\(data.component.name).\(data.variable.name)"
        guard station.configuration[key] != nil else { return .unknownVariable }
        if key == name(.measurands), !station.takes(measurands: data.attributeValue) { return .rejected }
        station.configured(key, data.attributeValue, now: now)
        return .accepted
    }

    // MARK: - Remote control

    private static func trigger(
        _ call: CallSession.InboundCall, _ request: V2.TriggerMessage, _ station: inout SimulatedStation,
        _ now: UTCInstant
    ) {
        let trigger: SimulatedStation.Trigger? =
            switch request.requestedMessage {
            case .bootNotification: .boot
            case .heartbeat: .heartbeat
            case .statusNotification: .status
            case .meterValues: .samples
            case .transactionEvent: .transaction
            default: nil
            }
        let obeys = station.obeys(trigger)
        station.reply(call, V2.TriggerMessage.Response(status: obeys ? .accepted : .notImplemented), now)
        if obeys, let trigger { station.obey(trigger, outlet: request.evse?.id, now: now) }
    }

    private static func start(
        _ call: CallSession.InboundCall, _ request: V2.RequestStartTransaction, _ station: inout SimulatedStation,
        _ now: UTCInstant
    ) {
        let chosen = station.startable(outlet: request.evseId)
        station.reply(call, V2.RequestStartTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
        guard let chosen else { return }
        station.remoteStart(chosen, request: request.remoteStartId, now: now)
        guard let sent = request.chargingProfile,
            var profile = StationProfile(sent, outlet: station.connectors[chosen].number)
        else { return }
        profile.transaction = station.connectors[chosen].transaction.map { name(of: $0, at: station) }
        _ = station.install(profile)
    }

    // MARK: - Profiles

    private static func readBack(
        _ request: V2.GetCompositeSchedule, _ station: SimulatedStation, _ now: UTCInstant
    ) -> V2.GetCompositeSchedule.Response {
        let unit = request.chargingRateUnit.map { $0 == .w ? StationProfile.Unit.watts : .amperes }
        guard
            let held = station.readBack(outlet: request.evseId, seconds: request.duration, unit: unit, now: now)
        else {
            return V2.GetCompositeSchedule.Response(status: .rejected).with {
                $0.statusInfo = V2.StatusInfo(reasonCode: "UnknownEvse")
            }
        }
        let periods = held.steps.map { step in
            V2.ChargingSchedulePeriod(startPeriod: step.second).with {
                $0.limit = step.allowance.limit
                $0.numberPhases = step.allowance.phases
                guard station.version >= .v21, let setpoint = step.allowance.setpoint else { return }
                $0.operationMode = .centralSetpoint
                $0.setpoint = setpoint
                $0.dischargeLimit = step.allowance.dischargeLimit.map { -$0 }
            }
        }
        return V2.GetCompositeSchedule.Response(status: .accepted).with {
            $0.schedule = V2.CompositeSchedule(
                chargingSchedulePeriod: periods, evseId: request.evseId, duration: max(request.duration, 1),
                chargingRateUnit: held.unit == .watts ? .w : .a, scheduleStart: station.stamp(now))
        }
    }

    /// Answers first, then tells the profiles outlet by outlet.
    private static func report(
        _ call: CallSession.InboundCall, _ request: V2.GetChargingProfiles, _ station: inout SimulatedStation,
        _ now: UTCInstant
    ) {
        let asked = request.chargingProfile
        // Of a purpose that is not simulated there are none.
        let purpose = asked.chargingProfilePurpose.map { StationProfile.Purpose($0) }
        let chosen = station.profiles.filter { profile in
            (request.evseId.map { $0 == profile.outlet } ?? true)
                && (asked.chargingProfileId.map { $0.contains(profile.id) } ?? true)
                && (purpose.map { $0 == profile.purpose } ?? true)
                && (asked.stackLevel.map { $0 == profile.level } ?? true)
        }
        let outlets = Set(chosen.map(\.outlet)).sorted()
        station.reply(
            call, V2.GetChargingProfiles.Response(status: chosen.isEmpty ? .noProfiles : .accepted), now)
        for outlet in outlets {
            station.tell(
                .profiles(
                    chosen.filter { $0.outlet == outlet }, outlet: outlet, request: request.requestId,
                    isLast: outlet == outlets.last), .other, now: now)
        }
    }
}

extension SimulatedStation.ProfileCriteria {
    /// Nil of a purpose that is not simulated.
    init?(_ request: V2.ClearChargingProfile) {
        let criteria = request.chargingProfileCriteria
        let purpose = criteria?.chargingProfilePurpose.flatMap { StationProfile.Purpose($0) }
        if criteria?.chargingProfilePurpose != nil, purpose == nil { return nil }
        self.init(
            id: request.chargingProfileId, outlet: criteria?.evseId, purpose: purpose, level: criteria?.stackLevel)
    }
}
