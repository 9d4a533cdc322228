// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

/// Actions of the standard that are passed through to a station as a person wrote them. Each payload is held against
/// the schema of the station's version before it leaves; what is the gateway's own to say is not passed.
enum PassThrough {
    /// Those of OCPP 1.6.
    static let v16: [any OCPPRequest.Type] = [
        V16.ReserveNow.self, V16.CancelReservation.self, V16.GetLocalListVersion.self, V16.SendLocalList.self,
        V16.GetDiagnostics.self, V16.GetLog.self, V16.UpdateFirmware.self, V16.SignedUpdateFirmware.self,
        V16.GetConfiguration.self, V16.ChangeConfiguration.self, V16.InstallCertificate.self,
        V16.DeleteCertificate.self, V16.GetInstalledCertificateIds.self,
    ]
    /// Those of OCPP 2.x.
    static let v2: [any OCPPRequest.Type] = [
        V2.ReserveNow.self, V2.CancelReservation.self, V2.GetLocalListVersion.self, V2.SendLocalList.self,
        V2.GetLog.self, V2.UpdateFirmware.self, V2.GetVariables.self, V2.SetVariables.self, V2.InstallCertificate.self,
        V2.DeleteCertificate.self, V2.GetInstalledCertificateIds.self,
    ]

    /// Those of a version.
    static func actions(_ version: OCPPVersion) -> [any OCPPRequest.Type] { version == .v16 ? v16 : v2 }

    /// A call with that payload.
    static func encoded(
        _ action: String, _ payload: [UInt8], for version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall {
        guard let type = actions(version).first(where: { $0.action == action }) else {
            throw .field("action", reason: refusal(action, version))
        }
        return try encoded(type, payload.isEmpty ? Array("{}".utf8) : payload, for: version)
    }

    private static func encoded<Request: OCPPRequest>(
        _: Request.Type, _ payload: [UInt8], for version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall {
        let request: Request
        let given: JSONValue
        do throws(JSONError) {
            given = try JSONValue(parsing: payload)
            guard given.object != nil else {
                throw JSONError(.wrongType(expected: "an object", found: given.type), at: 0)
            }
            request = try Request(decoding: payload)
        } catch {
            throw .payload(at: "\(error.location(in: payload))", reason: "\(error.kind)")
        }
        if let setting = OwnSettings.first(in: request) {
            throw .field(setting, reason: OwnSettings.reason(setting))
        }
        let call: EncodedCall
        do throws(StationOperationError) {
            call = try EncodedCall(request, for: version)
        } catch {
            guard case .field(let key, let reason) = error else { throw error }
            throw .payload(at: key, reason: reason)
        }
        // Reading is patient with stations; what a person wrote must be just what leaves.
        if let written = try? JSONValue(parsing: call.payload), let fault = fault(given, written, "") {
            throw .payload(at: fault.place, reason: fault.reason)
        }
        return call
    }

    /// The first thing that was given and would leave as something else, or not at all; nil where there is none.
    private static func fault(
        _ given: JSONValue, _ written: JSONValue?, _ path: String
    ) -> (place: String, reason: String)? {
        switch (given, written) {
        case (.null, _): return nil
        case (_, nil): return (path, "no such member, or not what its type can be read from")
        case (.object(let members), .object(let others)?):
            for (key, value) in members {
                if let found = fault(value, others[key], "\(path)/\(key)") { return found }
            }
        case (.array(let elements), .array(let others)?):
            for (index, value) in elements.enumerated() {
                let other = others.indices.contains(index) ? others[index] : nil
                if let found = fault(value, other, "\(path)/\(index)") { return found }
            }
        case (.string(let text), .string(let other)?):
            let isDate = RFC3339.parse(text) != nil && RFC3339.parse(other) != nil
            if text != other, !isDate { return (path, "\(text) would be sent as \(other)") }
        case (let value, let other?):
            if value != other { return (path, "\(value.serialized()) would be sent as \(other.serialized())") }
        }
        return nil
    }

    /// Why an action is not passed, and what to do instead.
    private static func refusal(_ action: String, _ version: OCPPVersion) -> String {
        switch action {
        case "SetChargingProfile", "ClearChargingProfile", "GetChargingProfiles", "GetCompositeSchedule",
            "UpdateDynamicSchedule", "UsePriorityCharging", "NotifyAllowedEnergyTransfer", "AFRRSignal",
            "SetDERControl", "ClearDERControl":
            return "\(action) is the dispatcher's alone: it proves what it told by reading it back; set a limit instead"
        case "Reset": return "has a route of its own: POST /v1/stations/{id}/reset"
        case "UnlockConnector": return "has a route of its own: POST /v1/stations/{id}/unlock"
        case "TriggerMessage", "ExtendedTriggerMessage":
            return "has a route of its own: POST /v1/stations/{id}/trigger"
        case "ChangeAvailability": return "has a route of its own: POST /v1/stations/{id}/availability"
        case "RemoteStartTransaction", "RemoteStopTransaction", "RequestStartTransaction", "RequestStopTransaction":
            return "has a route of its own: /v1/ders/{id}/transaction"
        default:
            let listed = actions(version).map { $0.action }.sorted().joined(separator: ", ")
            return "\(action) is not passed to a station of OCPP \(version.number); these are: \(listed)"
        }
    }
}

/// Settings of a station that are the gateway's own to set.
enum OwnSettings {
    /// The first one that a request would change; nil where it changes none.
    static func first(in request: some OCPPRequest) -> String? {
        switch request {
        case let request as V16.ChangeConfiguration: isOwn(request.key) ? request.key : nil
        case let request as V2.SetVariables:
            request.setVariableData.map { "\($0.component.name).\($0.variable.name)" }.first(where: isOwn)
        default: nil
        }
    }

    /// Why it is.
    static func reason(_ setting: String) -> String {
        if isPassword(setting) {
            return "the station's password follows from the gateway's key file; with another it would be turned away"
        }
        return "the dispatcher sets it, or relies on it: it is set again whenever the station is set up"
    }

    /// Names are compared as the standard does, whatever their case.
    static func isOwn(_ setting: String) -> Bool {
        let name = setting.lowercased()
        return isPassword(setting) || set.contains(name)
            || components.contains { name.hasPrefix("\($0.lowercased()).") }
            || (name.firstIndex(of: ".").map { name[..<$0].hasSuffix("derctrlr") } ?? false)
    }

    private static func isPassword(_ setting: String) -> Bool {
        ["authorizationkey", "securityctrlr.basicauthpassword"].contains(setting.lowercased())
    }

    /// What the set-up reads or changes, and in 1.6 what says how profiles are taken.
    private static let set = Set(
        (changed + [
            "MaxChargingProfilesInstalled", "SupportedFeatureProfiles",
            "HeartbeatInterval", "OCPPCommCtrlr.HeartbeatInterval",
        ]).map { $0.lowercased() })

    private static let changed = StationTerm.allCases.flatMap { term in
        [OCPPVersion.v16, .v21].compactMap { term.name(in: $0) }
    }

    /// Components of 2.x that say whether and how limits are obeyed; with its clock a station's profiles would move.
    private static let components = ["SmartChargingCtrlr", "V2XChargingCtrlr", "ClockCtrlr"]
}
