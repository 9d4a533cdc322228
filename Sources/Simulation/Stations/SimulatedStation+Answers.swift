// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

extension SimulatedStation {
    /// Profiles a station has room for, as its configuration says.
    static let profileCapacity = 16

    /// Answers what the central system asks.
    mutating func answer(_ call: CallSession.InboundCall, now: UTCInstant) {
        do throws(JSONError) {
            switch V16.Action(call.action) {
            case .getConfiguration: reply(call, getConfiguration(try V16.GetConfiguration(decoding: call.payload)), now)
            case .changeConfiguration:
                reply(call, change(try V16.ChangeConfiguration(decoding: call.payload), now: now), now)
            case .setChargingProfile: reply(call, install(try V16.SetChargingProfile(decoding: call.payload)), now)
            case .clearChargingProfile: reply(call, clear(try V16.ClearChargingProfile(decoding: call.payload)), now)
            case .getCompositeSchedule:
                reply(call, readBack(try V16.GetCompositeSchedule(decoding: call.payload), now: now), now)
            case .triggerMessage: trigger(call, try V16.TriggerMessage(decoding: call.payload), now: now)
            case .remoteStartTransaction:
                remoteStart(call, try V16.RemoteStartTransaction(decoding: call.payload), now: now)
            case .remoteStopTransaction:
                remoteStop(call, try V16.RemoteStopTransaction(decoding: call.payload), now: now)
            case .reset:
                _ = try V16.Reset(decoding: call.payload)
                reply(call, V16.Reset.Response(status: .accepted), now)
                for index in connectors.indices { stop(index, .reboot, now: now) }
                reboot(now: now)
            default: refuse(call, OCPPCallError(.notSupported, "\(call.action) is not simulated"), now)
            }
        } catch {
            refuse(call, OCPPCallError(OCPPErrorCode(refusing: error), "\(error)"), now)
        }
    }

    private mutating func reply(_ call: CallSession.InboundCall, _ payload: some OCPPPayload, _ now: UTCInstant) {
        guard let bytes = try? payload.encoded() else {
            return refuse(call, OCPPCallError(.internalError, "no answer could be written"), now)
        }
        perform(session?.answer(call.id, with: .success(bytes)) ?? [], now: now)
    }

    private mutating func refuse(_ call: CallSession.InboundCall, _ error: OCPPCallError, _ now: UTCInstant) {
        perform(session?.answer(call.id, with: .failure(error)) ?? [], now: now)
    }

    // MARK: - Configuration

    private func getConfiguration(_ request: V16.GetConfiguration) -> V16.GetConfiguration.Response {
        let keys = (request.key ?? []).isEmpty ? configuration.keys.sorted() : request.key ?? []
        let known = keys.filter { configuration[$0] != nil }
        return V16.GetConfiguration.Response(
            configurationKey: known.map { V16.KeyValue(key: $0, readonly: false, value: configuration[$0]) },
            unknownKey: keys.filter { configuration[$0] == nil })
    }

    private mutating func change(
        _ request: V16.ChangeConfiguration, now: UTCInstant
    ) -> V16.ChangeConfiguration.Response {
        guard configuration[request.key] != nil else { return V16.ChangeConfiguration.Response(status: .notSupported) }
        if request.key == "MeterValuesSampledData" {
            let measurands = Set(request.value.split(separator: ",").map(String.init))
            let isRefused = habits.contains(.rejectsStateOfCharge) && measurands.contains("SoC")
            guard measurands.isSubset(of: Self.measurands), !isRefused else {
                return V16.ChangeConfiguration.Response(status: .rejected)
            }
        }
        configuration[request.key] = request.value
        for index in connectors.indices where connectors[index].transaction != nil {
            connectors[index].nextSample = now
        }
        return V16.ChangeConfiguration.Response(status: .accepted)
    }

    // MARK: - Profiles

    private mutating func install(_ request: V16.SetChargingProfile) -> V16.SetChargingProfile.Response {
        let profile = request.csChargingProfiles
        let connector = connectors.first { $0.number == request.connectorId }
        let isTransactionProfile = profile.chargingProfilePurpose == .txProfile
        guard request.connectorId == 0 || connector != nil, !isTransactionProfile || connector?.transaction != nil,
            !(habits.contains(.rejectsAmperes) && profile.chargingSchedule.chargingRateUnit == .a)
        else { return V16.SetChargingProfile.Response(status: .rejected) }
        var kept = profiles.filter {
            // One number, and one purpose and level of a connector, names one profile: the newer takes its place.
            $0.profile.chargingProfileId != profile.chargingProfileId
                && !($0.connectorId == request.connectorId && $0.profile.stackLevel == profile.stackLevel
                    && $0.profile.chargingProfilePurpose == profile.chargingProfilePurpose)
        }
        guard kept.count < Self.profileCapacity else { return V16.SetChargingProfile.Response(status: .rejected) }
        kept.append(V16.InstalledProfile(connectorId: request.connectorId, profile: profile))
        profilesChanged { $0 = kept }
        return V16.SetChargingProfile.Response(status: .accepted)
    }

    private mutating func clear(_ request: V16.ClearChargingProfile) -> V16.ClearChargingProfile.Response {
        let before = profiles.count
        profilesChanged { profiles in
            profiles.removeAll { held in
                if let id = request.id { return held.profile.chargingProfileId == id }
                return (request.connectorId.map { $0 == held.connectorId } ?? true)
                    && (request.chargingProfilePurpose.map { $0 == held.profile.chargingProfilePurpose } ?? true)
                    && (request.stackLevel.map { $0 == held.profile.stackLevel } ?? true)
            }
        }
        return V16.ClearChargingProfile.Response(status: profiles.count < before ? .accepted : .unknown)
    }

    private func readBack(
        _ request: V16.GetCompositeSchedule, now: UTCInstant
    ) -> V16.GetCompositeSchedule.Response {
        guard let connector = connectors.first(where: { $0.number == request.connectorId }) else {
            return V16.GetCompositeSchedule.Response(status: .rejected)
        }
        let unit = request.chargingRateUnit ?? connector.unit
        var schedule = composite(
            connector, local: connector.transaction, duration: max(request.duration, 1), unit: unit, now: now)
        if habits.contains(.answersReadBackUnlimited) {
            let rating = connector.rating
            let watts = rating.maximumCurrent * rating.voltage * Double(rating.phases)
            let limit = unit == .w ? watts : rating.maximumCurrent
            schedule.chargingSchedulePeriod = [V16.ChargingSchedulePeriod(startPeriod: 0, limit: limit)]
        }
        return V16.GetCompositeSchedule.Response(
            status: .accepted, connectorId: request.connectorId, scheduleStart: stamp(now), chargingSchedule: schedule)
    }

    // MARK: - Remote control

    private mutating func trigger(_ call: CallSession.InboundCall, _ request: V16.TriggerMessage, now: UTCInstant) {
        let chosen = connectors.indices.filter { index in
            request.connectorId.map { $0 == connectors[index].number } ?? true
        }
        switch request.requestedMessage {
        case .heartbeat:
            reply(call, V16.TriggerMessage.Response(status: .accepted), now)
            self.call(V16.Heartbeat(), .other, now: now)
        case .statusNotification:
            reply(call, V16.TriggerMessage.Response(status: .accepted), now)
            for index in chosen {
                connectors[index].reported = nil
                connectors[index].nextReport = now
                reportStatus(index, now: now)
            }
        case .meterValues:
            reply(call, V16.TriggerMessage.Response(status: .accepted), now)
            for index in chosen { sendSamples(index, context: .trigger, now: now) }
        default: reply(call, V16.TriggerMessage.Response(status: .notImplemented), now)
        }
    }

    private mutating func remoteStart(
        _ call: CallSession.InboundCall, _ request: V16.RemoteStartTransaction, now: UTCInstant
    ) {
        let chosen = connectors.indices.first { index in
            connectors[index].isPlugged && connectors[index].transaction == nil
                && (request.connectorId.map { $0 == connectors[index].number } ?? true)
        }
        reply(call, V16.RemoteStartTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
        if let chosen {
            connectors[chosen].isRefused = false
            start(chosen, now: now)
        }
    }

    private mutating func remoteStop(
        _ call: CallSession.InboundCall, _ request: V16.RemoteStopTransaction, now: UTCInstant
    ) {
        let chosen = connectors.indices.first { index in
            connectors[index].transaction.flatMap { serverTransactions[$0] } == request.transactionId
        }
        reply(call, V16.RemoteStopTransaction.Response(status: chosen == nil ? .rejected : .accepted), now)
        if let chosen {
            stop(chosen, .remote, now: now)
            // It stays plugged in, and would otherwise begin again at once.
            connectors[chosen].isRefused = true
        }
    }
}
