// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
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
        case .readConfiguration(let keys):
            let asked = keys.map { V2.GetVariableData(component: component($0), variable: variable($0)) }
            return try made(V2.GetVariables(getVariableData: asked))
        case .report(let request):
            return try made(V2.GetBaseReport(requestId: request, reportBase: .fullInventory))
        case .set(let term, let value):
            let key = term.name(in: version) ?? ""
            return try made(
                V2.SetVariables(
                    setVariableData: [
                        V2.SetVariableData(attributeValue: value, component: component(key), variable: variable(key))
                    ]))
        case .install(let profile):
            return try made(
                V2.SetChargingProfile(
                    evseId: profile.purpose == .ofStation ? 0 : profile.connector,
                    chargingProfile: V2.ChargingProfile(profile)))
        case .clearTransactionProfiles:
            return try made(clear { $0.chargingProfilePurpose = .txProfile })
        case .clear(let purpose, let level, let number):
            return try made(
                clear {
                    $0.chargingProfilePurpose = V2.ChargingProfilePurpose(purpose)
                    $0.stackLevel = level
                    $0.evseId = number
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

    // MARK: - The device model

    static func configurationKeys(outlets: ClosedRange<Int>?) -> [String] {
        StationTerm.allCases.compactMap { $0.name(in: .v21) }
            + (outlets.map { Array($0) } ?? []).map { StationConfiguration.presence(of: $0) }
    }

    /// The component that a key names: `Component.Variable`, or `EVSE[2].Variable` of one outlet.
    private static func component(_ key: String) -> V2.Component {
        let name = key.prefix { $0 != "." }
        var component = V2.Component(name: String(name.prefix { $0 != "[" }))
        component.evse = Int(name.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }).map { V2.EVSE(id: $0) }
        return component
    }

    private static func variable(_ key: String) -> V2.Variable {
        V2.Variable(name: String(key.drop { $0 != "." }.dropFirst()))
    }

    static func tookCertificate(_ payload: [UInt8]) -> Bool {
        (try? V2.CertificateSigned.Response(decoding: payload))?.status == .accepted
    }

    static func configuration(_ payload: [UInt8]) -> [String: String]? {
        guard let response = read(V2.GetVariables.Response.self, payload) else { return nil }
        var configuration: [String: String] = [:]
        for result in response.getVariableResult where result.attributeStatus == .accepted {
            configuration[key(result.component, result.variable)] = result.attributeValue ?? ""
        }
        return configuration
    }

    /// What is read of a station, from a report of all that it has.
    static func configuration(_ report: [V2.ReportData]) -> [String: String] {
        var configuration: [String: String] = [:]
        for entry in report {
            let key = key(entry.component, entry.variable)
            let actual = entry.variableAttribute.first { $0.type == nil || $0.type == .actual }
            guard asked.values.contains(key), let actual else { continue }
            configuration[key] = actual.value ?? ""
        }
        return configuration
    }

    /// The key of a variable as we asked for it: names are the same in upper and lower case, and some stations give
    /// them back in their own.
    private static func key(_ component: V2.Component, _ variable: V2.Variable) -> String {
        let evse = component.evse.map { "[\($0.id)]" } ?? ""
        let told = "\(component.name)\(evse).\(variable.name)"
        return asked[told.lowercased()] ?? told
    }

    private static let asked = Dictionary(
        uniqueKeysWithValues: configurationKeys(outlets: 1...OCPPStation.mostUnknownConnectors).map {
            ($0.lowercased(), $0)
        })

    static func setting(_ payload: [UInt8]) -> SettingAnswer {
        let response = read(V2.SetVariables.Response.self, payload)
        let status = response?.setVariableResult.first?.attributeStatus
        return SettingAnswer(
            text: status.map { "\($0)" }, isTaken: status == .accepted || status == .rebootRequired,
            isRejected: status == .rejected)
    }

    // MARK: - Answers

    static func profile(_ payload: [UInt8]) -> ProfileAnswer {
        // A word of no standard may mean either.
        guard let response = read(V2.SetChargingProfile.Response.self, payload), response.status.unlistedText == nil
        else { return .unreadable }
        if response.status == .accepted { return .accepted }
        let code = response.statusInfo?.reasonCode
        let cause: ProfileAnswer.Cause =
            switch code {
            case "UnsupportedRateUnit": .unit
            case "UnsupportedPurpose": .purpose
            case "RateLimitExceeded": .moment
            default: .unsaid
            }
        return .refused(
            "\(response.status)\(code.map { " (\($0))" } ?? "")", cause, isUnlimited: response.status == .rejected)
    }

    static func composite(_ payload: [UInt8]) -> CompositeAnswer? {
        guard let response = read(V2.GetCompositeSchedule.Response.self, payload) else { return nil }
        return CompositeAnswer(
            isAccepted: response.status == .accepted, connector: response.schedule?.evseId,
            start: response.schedule?.scheduleStart, schedule: response.schedule.flatMap { HeldSchedule($0) })
    }

    /// Both answers have the same shape.
    static func isAccepted(_ payload: [UInt8]) -> Bool {
        read(V2.RequestStartTransaction.Response.self, payload)?.status == .accepted
    }

    /// An answer; where it cannot be read, without the details that are optional and that nothing here depends on: a
    /// yes with an empty `statusInfo` is a yes.
    private static func read<Answer: V2Payload>(_: Answer.Type, _ payload: [UInt8]) -> Answer? {
        if let answer = try? Answer(decoding: payload) { return answer }
        guard let value = try? JSONValue(parsing: payload) else { return nil }
        return try? Answer(decoding: Array(withoutDetails(value).serialized().utf8))
    }

    private static func withoutDetails(_ value: JSONValue) -> JSONValue {
        if let array = value.array { return .array(array.map { withoutDetails($0) }) }
        guard let object = value.object else { return value }
        var plain = JSONObject()
        for (key, member) in object where !details.contains(key) { plain[key] = withoutDetails(member) }
        return .object(plain)
    }

    private static let details: Set<String> = ["statusInfo", "attributeStatusInfo", "customData"]
}

extension V2.ChargingProfilePurpose {
    init(_ purpose: SetpointProfile.Purpose) {
        self = purpose == .ofStation ? .chargingStationMaxProfile : .txDefaultProfile
    }
}

extension V2.ChargingRateUnit {
    init(_ unit: LimitUnit) { self = unit == .a ? .a : .w }
}

extension V2.ChargingProfile {
    /// A setpoint as a profile of 2.x.
    ///
    /// 2.1's `maxOfflineDuration` is not used: it ends a whole profile, and where the station is offline the last
    /// period, the default, must go on. Of a setpoint that is a profile of its own it would say no more than the
    /// duration does, and a station that miscounts it would drop the limit early.
    init(_ profile: SetpointProfile) {
        var schedule = V2.ChargingSchedule(
            id: profile.id, chargingRateUnit: V2.ChargingRateUnit(profile.unit),
            chargingSchedulePeriod: profile.periods.map { period in
                V2.ChargingSchedulePeriod(startPeriod: period.start).with {
                    if profile.isBidirectional, period.limit < 0 {
                        $0.operationMode = .centralSetpoint
                        $0.setpoint = period.limit
                    } else {
                        $0.limit = period.limit
                    }
                    $0.numberPhases = period.phases
                    // The line that is reckoned with where one is left: only for stations that can be told which.
                    if profile.choosesPhase, profile.isSwitching, period.phases == 1 { $0.phaseToUse = 1 }
                }
            })
        schedule.startSchedule = OCPPTimestamp(milliseconds: profile.start.milliseconds)
        schedule.duration = profile.duration
        self.init(
            id: profile.id, stackLevel: profile.stackLevel,
            chargingProfilePurpose: V2.ChargingProfilePurpose(profile.purpose), chargingProfileKind: .absolute,
            chargingSchedule: [schedule])
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
            periods: schedule.chargingSchedulePeriod.map { Period(start: $0.startPeriod, limit: $0.most(told)) })
    }
}

extension V2.ChargingSchedulePeriod {
    /// The most it allows.
    ///
    /// In 2.1 the limits of L2 and L3 may stand apart, and a setpoint may take a limit's place. What is ordered here is
    /// a limit of charging, or a discharge, as a negative limit or as a setpoint: a period of another mode, or that
    /// permits a discharge beside its limit, is not ours and limits nothing.
    fileprivate func most(_ unit: LimitUnit) -> Double {
        let permitted = [dischargeLimit, dischargeLimitL2, dischargeLimitL3].compactMap { $0 }
        if operationMode == .centralSetpoint { return central(unit) }
        guard operationMode == nil || operationMode == .chargingOnly, permitted.allSatisfy({ $0 >= 0 }) else {
            return HeldSchedule.noLimit
        }
        let parts = (limit == nil ? [setpoint, setpointL2, setpointL3] : [limit, limitL2, limitL3]).compactMap { $0 }
        guard limit != nil || setpoint != nil, let first = parts.first else { return HeldSchedule.noLimit }
        if parts.count == 1 { return first }
        // -1 is a word for "no limit" on each line too; lines of different signs are nothing that we ordered.
        guard !parts.contains(HeldSchedule.noLimit), parts.allSatisfy({ $0 >= 0 }) || parts.allSatisfy({ $0 <= 0 })
        else { return HeldSchedule.noLimit }
        if unit == .w { return parts.reduce(0, +) }
        return parts.max(by: { abs($0) < abs($1) }) ?? first
    }

    /// A setpoint as it is ordered here: a discharge, with no more of it permitted beside.
    private func central(_ unit: LimitUnit) -> Double {
        let parts = [setpoint, setpointL2, setpointL3].compactMap { $0 }
        guard setpoint != nil, parts.allSatisfy({ $0 < 0 }) else { return HeldSchedule.noLimit }
        let told = unit == .w || parts.count == 1 ? parts.reduce(0, +) : parts.min() ?? HeldSchedule.noLimit
        let permitted = [dischargeLimit, dischargeLimitL2, dischargeLimitL3].compactMap { $0 }
        let most = unit == .w || permitted.count == 1 ? permitted.reduce(0, +) : permitted.min() ?? 0
        return min(told, most)
    }
}
