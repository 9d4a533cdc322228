// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The same station, as one that speaks OCPP 2.0.1 or 2.1.
final class FakeV2Station: FakeStation {
    private let spoken: String
    /// The device model, by `Component.Variable`.
    var variables = [
        "SmartChargingCtrlr.RateUnit": "A,W", "SmartChargingCtrlr.ProfileStackLevel": "3",
        "SampledDataCtrlr.TxUpdatedInterval": "60", "SampledDataCtrlr.TxUpdatedMeasurands": "Power.Active.Import",
    ]
    /// Purposes it refuses.
    var refusedPurposes: Set<String> = []
    /// Connectors at each EVSE: of another one it tells nothing.
    var connectorsOfEVSE = 1
    /// The word with which it refuses each profile.
    var refusesWith: String?
    /// Whether it says why it refuses a profile.
    var saysWhy = true
    /// Variables that it reads in one message.
    var mostItems = Int.max
    /// What stands beside its status in answers to profiles.
    var statusInfo: [String: Any]?
    /// Boots when it is asked to: one that was accepted before need not.
    var bootsWhenAsked = false
    /// What it says of its EVSEs when it is asked; nothing where there is none.
    var statusWhenAsked: [Int: String] = [:]
    /// Discharges that it was told as setpoints (2.1), in the unit of their profile; it tells them so too.
    private(set) var setpoints: [Double] = []
    private var running: Set<Int> = []
    private var lastEvent = -1
    /// The transaction at each EVSE, as it was told last.
    private(set) var transactions: [Int: String] = [:]
    /// Transactions whose EVSE has been told: once is enough (E01.FR.16).
    private var placed: Set<String> = []

    init(_ identity: String, _ spoken: String = "ocpp2.0.1") {
        self.spoken = spoken
        super.init(identity)
    }

    override var subprotocol: String { spoken }

    override var boot: [String: Any] {
        ["chargingStation": ["vendorName": "V", "model": "M"], "reason": "PowerUp"]
    }

    private static let states: Set<String> = ["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]

    override func status(_ number: Int, _ status: String, _ stamp: String) -> [String: Any] {
        self.status(number, connector: 1, status, stamp)
    }

    /// How a connector of an EVSE is.
    func status(_ number: Int, connector: Int, _ status: String, _ stamp: String) -> [String: Any] {
        [
            "evseId": number, "connectorId": connector, "timestamp": stamp,
            "connectorStatus": Self.states.contains(status) ? status : "Occupied",
        ]
    }

    /// The same as an event of the device model.
    func events(
        _ states: [(evse: Int, connector: Int, status: String, stamp: String)], _ stamp: String
    ) -> [String: Any] {
        let data = states.enumerated().map { index, state -> [String: Any] in
            [
                "eventId": index, "timestamp": state.stamp, "trigger": "Delta", "actualValue": state.status,
                "eventNotificationType": "HardWiredNotification", "variable": ["name": "AvailabilityState"],
                "component": ["name": "Connector", "evse": ["id": state.evse, "connectorId": state.connector]],
            ]
        }
        return ["generatedAt": stamp, "seqNo": 0, "eventData": data]
    }

    override func powers(_ number: Int, _ watts: Double, _ stamp: String) -> [String: Any] {
        let sample: [String: Any] = ["value": watts, "measurand": "Power.Active.Import"]
        return ["evseId": number, "meterValue": [["timestamp": stamp, "sampledValue": [sample]]]]
    }

    /// It meters by the events of the transaction that runs, and only without one by itself.
    override func reading(_ number: Int, _ watts: Double, _ stamp: String) -> (action: String, payload: [String: Any]) {
        guard let transaction = transactions[number] else { return super.reading(number, watts, stamp) }
        let sample: [String: Any] = ["value": watts, "measurand": "Power.Active.Import"]
        return ("TransactionEvent", event("Updated", transaction, stamp, evse: number, samples: [sample]))
    }

    /// An event of a transaction; its EVSE is in the first one only.
    ///
    /// - Parameter evse: nil for one whose EVSE is not known yet.
    func event(
        _ kind: String, _ transaction: String, _ stamp: String, evse: Int? = 1, connector: Int? = 1,
        sequence: Int? = nil, offline: Bool = false, samples: [[String: Any]] = []
    ) -> [String: Any] {
        lastEvent = sequence ?? lastEvent + 1
        var event: [String: Any] = [
            "eventType": kind, "timestamp": stamp, "triggerReason": "CablePluggedIn", "seqNo": lastEvent,
            "transactionInfo": ["transactionId": transaction],
        ]
        if let evse, placed.insert(transaction).inserted {
            event["evse"] = connector.map { ["id": evse, "connectorId": $0] } ?? ["id": evse]
        }
        if !offline, let evse { transactions[evse] = kind == "Ended" ? nil : transaction }
        if kind == "Ended" { placed.remove(transaction) }
        if kind == "Started" { event["idToken"] = ["idToken": "driver", "type": "ISO14443"] }
        if offline { event["offline"] = true }
        if !samples.isEmpty { event["meterValue"] = [["timestamp": stamp, "sampledValue": samples]] }
        return event
    }

    // MARK: - What it answers

    override func plain(_ action: String) -> String { Self.plainActions[action] ?? action }

    private static let plainActions = [
        "GetVariables": "GetConfiguration", "SetVariables": "ChangeConfiguration",
        "RequestStartTransaction": "RemoteStartTransaction", "RequestStopTransaction": "RemoteStopTransaction",
    ]

    /// What is the same as a key of 1.6.
    private static let plainKeys = [
        "MeterValueSampleInterval": "SampledDataCtrlr.TxUpdatedInterval",
        "MeterValuesSampledData": "SampledDataCtrlr.TxUpdatedMeasurands",
        "ChargingScheduleAllowedChargingRateUnit": "SmartChargingCtrlr.RateUnit",
        "ChargeProfileMaxStackLevel": "SmartChargingCtrlr.ProfileStackLevel",
        "ChargingScheduleMaxPeriods": "SmartChargingCtrlr.PeriodsPerSchedule",
        "ConnectorSwitch3to1PhaseSupported": "SmartChargingCtrlr.Phases3to1",
    ]

    override func setting(_ key: String) -> String? { variables[Self.plainKeys[key] ?? key] }

    override func declare(_ key: String, _ value: String) { variables[Self.plainKeys[key] ?? key] = value }

    /// A transaction that it tells of the first time, and goes on with after that.
    override func begins(_ number: Int, _ stamp: String) -> (action: String, payload: [String: Any])? {
        let kind = running.insert(number).inserted ? "Started" : "Updated"
        return ("TransactionEvent", event(kind, "tx-\(number)", stamp, evse: number))
    }

    override func meterValues(
        _ number: Int, _ samples: [[String: Any]], stamp: String?, transaction: Int?
    ) -> [String: Any] {
        let numeric = samples.map { sample in
            var own = sample
            if let text = sample["value"] as? String { own["value"] = Double(text) }
            if let unit = own.removeValue(forKey: "unit") { own["unitOfMeasure"] = ["unit": unit] }
            return own
        }
        var value: [String: Any] = ["sampledValue": numeric]
        if let stamp { value["timestamp"] = stamp }
        return ["evseId": number, "meterValue": [value]]
    }

    override func error(_ action: String, _ payload: [String: Any]) -> String? {
        if action == "GetVariables", asked(payload, "getVariableData").count > mostItems {
            return "OccurrenceConstraintViolation"
        }
        return super.error(action, payload)
    }

    override func answer(_ action: String, _ payload: [String: Any], _ now: Date) -> [String: Any] {
        switch action {
        case "GetVariables":
            return ["getVariableResult": asked(payload, "getVariableData").map { read($0) }]
        case "SetVariables":
            return ["setVariableResult": asked(payload, "setVariableData").map { set($0) }]
        case "SetChargingProfile": return answer(to: payload)
        case "ClearChargingProfile":
            let criteria = payload["chargingProfileCriteria"] as? [String: Any] ?? [:]
            return ["status": clear(criteria) ? "Accepted" : "Unknown"]
        case "GetCompositeSchedule":
            return tellsNoSchedule ? ["status": "Accepted"] : composite2(payload, now)
        case "TriggerMessage": return ["status": triggered(payload, now) ? "Accepted" : "Rejected"]
        default: return ["status": "Accepted"]
        }
    }

    private func asked(_ payload: [String: Any], _ key: String) -> [[String: Any]] {
        payload[key] as? [[String: Any]] ?? []
    }

    private func name(_ data: [String: Any]) -> String {
        let component = data["component"] as? [String: Any] ?? [:]
        let evse = ((component["evse"] as? [String: Any])?["id"] as? Int).map { "[\($0)]" } ?? ""
        return "\(component["name"] as? String ?? "")\(evse)."
            + ((data["variable"] as? [String: Any])?["name"] as? String ?? "")
    }

    private func value(_ name: String) -> String? {
        let isThere = connectors.contains { name == "EVSE[\($0)].AvailabilityState" }
        return isThere ? "Available" : variables[name]
    }

    private func read(_ data: [String: Any]) -> [String: Any] {
        var result = data
        result["attributeStatus"] = value(name(data)) == nil ? "UnknownVariable" : "Accepted"
        result["attributeValue"] = value(name(data))
        return result
    }

    private func set(_ data: [String: Any]) -> [String: Any] {
        var result = data
        let value = result.removeValue(forKey: "attributeValue") as? String
        result["attributeStatus"] = "Accepted"
        let measurands = Set((value ?? "").split(separator: ",").map(String.init))
        if variables[name(data)] == nil {
            result["attributeStatus"] = "UnknownVariable"
        } else if name(data).hasSuffix("Measurands"), !refusedMeasurands.isDisjoint(with: measurands) {
            result["attributeStatus"] = "Rejected"
        } else {
            variables[name(data)] = value
        }
        return result
    }

    private func answer(to payload: [String: Any]) -> [String: Any] {
        let why = store2(payload)
        var answer: [String: Any] = ["status": why == nil ? "Accepted" : "Rejected"]
        if let why, !why.isEmpty, saysWhy { answer["statusInfo"] = ["reasonCode": why] }
        if let statusInfo { answer["statusInfo"] = statusInfo }
        return answer
    }

    /// Why it does not take the profile of a message; nil where it does.
    private func store2(_ payload: [String: Any]) -> String? {
        guard let evse = payload["evseId"] as? Int, let profile = payload["chargingProfile"] as? [String: Any],
            let purpose = profile["chargingProfilePurpose"] as? String,
            let schedule = (profile["chargingSchedule"] as? [[String: Any]])?.first,
            let unit = schedule["chargingRateUnit"] as? String,
            let start = (schedule["startSchedule"] as? String).flatMap(Self.date),
            let periods = schedule["chargingSchedulePeriod"] as? [[String: Any]]
        else { return "InvalidProfile" }
        if refusedPurposes.contains(purpose) || (purpose == "ChargingStationMaxProfile" && evse != 0) {
            return "UnsupportedPurpose"
        }
        let stored = Profile(
            connector: evse, id: profile["id"] as? Int ?? 0, stackLevel: profile["stackLevel"] as? Int ?? 0,
            purpose: purpose, start: start, unit: unit,
            periods: periods.map {
                (($0["startPeriod"] as? Double) ?? 0, (($0["limit"] ?? $0["setpoint"]) as? Double) ?? 0)
            },
            duration: schedule["duration"] as? Double)
        for period in periods where period["operationMode"] as? String == "CentralSetpoint" {
            guard spoken == "ocpp2.1", period["limit"] == nil else { return "InvalidSchedule" }
            setpoints.append(period["setpoint"] as? Double ?? 0)
        }
        if let why = refusesWith ?? refusal(of: stored) { return why }
        // K01.FR.06, and .52 and .53 for the station as such.
        let isDouble = profiles.contains {
            $0.id != stored.id && $0.purpose == purpose && $0.stackLevel == stored.stackLevel
                && ($0.connector == evse || purpose == "TxDefaultProfile" && ($0.connector == 0 || evse == 0))
        }
        if isDouble { return "DuplicateProfile" }
        keep(stored)
        return nil
    }

    /// Whether there was one.
    private func clear(_ criteria: [String: Any]) -> Bool {
        let before = profiles.count
        profiles.removeAll { profile in
            (criteria["stackLevel"] as? Int ?? profile.stackLevel) == profile.stackLevel
                && (criteria["chargingProfilePurpose"] as? String ?? profile.purpose) == profile.purpose
                && (criteria["evseId"] as? Int ?? profile.connector) == profile.connector
        }
        return profiles.count < before
    }

    private func composite2(_ payload: [String: Any], _ now: Date) -> [String: Any] {
        let (evse, duration) = (payload["evseId"] as? Int ?? 0, payload["duration"] as? Int ?? 0)
        let unit = payload["chargingRateUnit"] as? String ?? "A"
        return [
            "status": "Accepted",
            "schedule": [
                "evseId": answersFor ?? evse, "duration": duration, "chargingRateUnit": answersIn ?? unit,
                "scheduleStart": Self.text(now.addingTimeInterval(scheduleAhead ?? clockAhead)),
                "chargingSchedulePeriod": periods(evse, duration, unit, now).map { inItsMode($0) },
            ],
        ]
    }

    /// A discharge that was told as a setpoint is one.
    private func inItsMode(_ period: [String: Any]) -> [String: Any] {
        guard !setpoints.isEmpty, let limit = period["limit"] as? Double, limit < 0 else { return period }
        return ["startPeriod": period["startPeriod"] ?? 0, "operationMode": "CentralSetpoint", "setpoint": limit]
    }

    /// Sends what it is asked to, after its answer; false where it does not.
    private func triggered(_ payload: [String: Any], _ now: Date) -> Bool {
        let stamp = Self.text(now.addingTimeInterval(clockAhead))
        switch payload["requestedMessage"] as? String {
        case "BootNotification":
            if bootsWhenAsked { following.append(call("BootNotification", boot)) }
            return bootsWhenAsked
        case "StatusNotification":
            let asked = payload["evse"] as? [String: Any]
            let (evse, connector) = (asked?["id"] as? Int ?? 0, asked?["connectorId"] as? Int ?? 1)
            guard connectors.contains(evse), connector <= connectorsOfEVSE else { return false }
            if let told = statusWhenAsked[evse] {
                following.append(call("StatusNotification", status(evse, connector: connector, told, stamp)))
            }
            return true
        case "Heartbeat":
            following.append(call("Heartbeat", [:]))
            return true
        default: return true
        }
    }
}
