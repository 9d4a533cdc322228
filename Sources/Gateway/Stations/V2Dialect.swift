// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// Our questions in the words of OCPP 2.0.1 and 2.1.
enum V2Dialect: StationDialect {
    static func call(
        _ request: StationRequest, handle: UInt64, for version: OCPPVersion, key: String?
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall {
        func made(_ request: some V2Request) throws(OCPPEncodingError) -> CallSession.OutboundCall {
            try CallSession.OutboundCall(handle: handle, request, for: version, coalescingKey: key)
        }
        switch request {
        case .boot: return try made(V2.TriggerMessage(requestedMessage: .bootNotification))
        case .heartbeat: return try made(V2.TriggerMessage(requestedMessage: .heartbeat))
        case .status(let number, let plug):
            let evse = V2.EVSE(id: number).with { $0.connectorId = plug }
            return try made(V2.TriggerMessage(requestedMessage: .statusNotification).with { $0.evse = evse })
        case .readConfiguration:
            let asked = variables.map { V2.GetVariableData(component: $0.component, variable: $0.variable) }
            return try made(V2.GetVariables(getVariableData: asked))
        case .set(let setting, let value):
            let variable = variable(setting)
            return try made(
                V2.SetVariables(
                    setVariableData: [
                        V2.SetVariableData(
                            attributeValue: value, component: variable.component, variable: variable.variable)
                    ]))
        case .install(let profile):
            return try made(
                V2.SetChargingProfile(
                    evseId: profile.isOfStation ? 0 : profile.connector, chargingProfile: V2.ChargingProfile(profile)))
        case .clearTransactionProfiles:
            return try made(clear { $0.chargingProfilePurpose = .txProfile })
        case .clearStackLevel(let level):
            return try made(
                clear {
                    $0.chargingProfilePurpose = .txDefaultProfile
                    $0.stackLevel = level
                })
        case .compositeSchedule(let number, let seconds, let unit):
            return try made(
                V2.GetCompositeSchedule(duration: seconds, evseId: number).with {
                    $0.chargingRateUnit = unit.map { V2.ChargingRateUnit($0) }
                })
        case .certificate(let chain, let request):
            return try made(
                V2.CertificateSigned(certificateChain: chain).with {
                    $0.certificateType = request.use
                    $0.requestId = request.requestID
                })
        case .startTransaction(let number, let idTag, let request):
            let token = V2.IdToken(idToken: idTag, type: .central)
            return try made(
                V2.RequestStartTransaction(idToken: token, remoteStartId: request).with { $0.evseId = number })
        case .stopTransaction(let number, let remoteID):
            return try made(V2.RequestStopTransaction(transactionId: remoteID ?? "\(number)"))
        case .encoded(let action, let payload):
            return CallSession.OutboundCall(handle: handle, action: action, payload: payload, coalescingKey: key)
        }
    }

    private static func clear(_ which: (inout V2.ClearChargingProfileCriteria) -> Void) -> V2.ClearChargingProfile {
        V2.ClearChargingProfile().with { $0.chargingProfileCriteria = V2.ClearChargingProfileCriteria().with(which) }
    }

    /// A variable of the device model, of a component of the whole station.
    private struct Name {
        var component: V2.Component
        var variable: V2.Variable
        var text: String { "\(component.name).\(variable.name)" }

        init(_ component: String, _ variable: String) {
            self.component = V2.Component(name: component)
            self.variable = V2.Variable(name: variable)
        }
    }

    private static func variable(_ setting: StationSetting) -> Name {
        switch setting {
        case .meterInterval: Name("SampledDataCtrlr", "TxUpdatedInterval")
        case .sampledData: Name("SampledDataCtrlr", "TxUpdatedMeasurands")
        }
    }

    /// What is read of a station: few enough for one message of any station.
    private static var variables: [Name] {
        ["RateUnit", "ProfileStackLevel", "PeriodsPerSchedule", "ACPhaseSwitchingSupported"].map {
            Name("SmartChargingCtrlr", $0)
        } + [variable(.meterInterval), variable(.sampledData)]
    }

    static func tookCertificate(_ payload: [UInt8]) -> Bool {
        (try? V2.CertificateSigned.Response(decoding: payload))?.status == .accepted
    }

    static func key(_ setting: StationSetting) -> String { variable(setting).text }

    static func configuration(_ payload: [UInt8]) -> [String: String]? {
        guard let response = try? V2.GetVariables.Response(decoding: payload) else { return nil }
        var configuration: [String: String] = [:]
        for result in response.getVariableResult where result.attributeStatus == .accepted {
            configuration["\(result.component.name).\(result.variable.name)"] = result.attributeValue ?? ""
        }
        return configuration
    }

    static func setting(_ payload: [UInt8]) -> SettingAnswer {
        let response = try? V2.SetVariables.Response(decoding: payload)
        let status = response?.setVariableResult.first?.attributeStatus
        return SettingAnswer(
            text: status.map { "\($0)" }, isTaken: status == .accepted || status == .rebootRequired,
            isRejected: status == .rejected)
    }

    static func profile(_ payload: [UInt8]) -> ProfileAnswer {
        guard let response = try? V2.SetChargingProfile.Response(decoding: payload) else {
            return .refused("unreadably", isUnlimited: false)
        }
        if response.status == .accepted { return .accepted }
        let reason = response.statusInfo.map { " (\($0.reasonCode))" } ?? ""
        return .refused("\(response.status)\(reason)", isUnlimited: response.status == .rejected)
    }

    static func composite(_ payload: [UInt8]) -> CompositeAnswer? {
        guard let response = try? V2.GetCompositeSchedule.Response(decoding: payload) else { return nil }
        return CompositeAnswer(
            isAccepted: response.status == .accepted, start: response.schedule?.scheduleStart,
            schedule: response.schedule.flatMap { HeldSchedule($0) })
    }

    /// Both answers have the same shape.
    static func isAccepted(_ payload: [UInt8]) -> Bool {
        (try? V2.RequestStartTransaction.Response(decoding: payload))?.status == .accepted
    }
}

extension V2.ChargingRateUnit {
    init(_ unit: LimitUnit) { self = unit == .a ? .a : .w }
}

extension V2.ChargingProfile {
    /// A setpoint as a profile of 2.x.
    ///
    /// 2.1's `maxOfflineDuration` would end the profile where the last period, the default, must go on: it is not used
    /// of a profile that carries both.
    init(_ profile: SetpointProfile) {
        var schedule = V2.ChargingSchedule(
            id: profile.id, chargingRateUnit: V2.ChargingRateUnit(profile.unit),
            chargingSchedulePeriod: profile.periods.map { period in
                V2.ChargingSchedulePeriod(startPeriod: period.start).with {
                    $0.limit = period.limit
                    $0.numberPhases = period.phases
                    // The line that is reckoned with where one is left; only a station that switches may be told.
                    if profile.isSwitching, period.phases == 1 { $0.phaseToUse = 1 }
                }
            })
        schedule.startSchedule = OCPPTimestamp(milliseconds: profile.start.milliseconds)
        self.init(
            id: profile.id, stackLevel: 0,
            chargingProfilePurpose: profile.isOfStation ? .chargingStationMaxProfile : .txDefaultProfile,
            chargingProfileKind: .absolute, chargingSchedule: [schedule])
    }
}

extension HeldSchedule {
    /// Nil where its unit is none we know.
    init?(_ schedule: V2.CompositeSchedule) {
        let told: LimitUnit
        switch schedule.chargingRateUnit {
        case .a: told = .a
        case .w: told = .w
        case .other: return nil
        }
        self.init(
            unit: told,
            periods: schedule.chargingSchedulePeriod.map {
                Period(start: $0.startPeriod, limit: $0.most(told) ?? Self.noLimit)
            })
    }

    /// How stations say that there is none, and how a period without one is taken.
    private static let noLimit = -1.0
}

extension V2.ChargingSchedulePeriod {
    /// The most it allows: in 2.1 the limits of L2 and L3 may stand apart, and a setpoint may take a limit's place.
    fileprivate func most(_ unit: LimitUnit) -> Double? {
        guard let first = limit ?? setpoint else { return nil }
        let others = [limitL2, limitL3].compactMap { $0 }
        return unit == .a ? others.reduce(first, max) : others.reduce(first, +)
    }
}
