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

    override func status(_ number: Int, _ status: String, _ stamp: String) -> [String: Any] {
        self.status(number, connector: 1, status, stamp)
    }

    /// How a connector of an EVSE is.
    func status(_ number: Int, connector: Int, _ status: String, _ stamp: String) -> [String: Any] {
        [
            "evseId": number, "connectorId": connector, "timestamp": stamp,
            "connectorStatus": status == "Charging" ? "Occupied" : status,
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

    override func answer(_ action: String, _ payload: [String: Any], _ now: Date) -> [String: Any] {
        switch action {
        case "TriggerMessage":
            let connector = (payload["evse"] as? [String: Any])?["connectorId"] as? Int ?? 1
            return ["status": connector <= connectorsOfEVSE ? "Accepted" : "Rejected"]
        case "GetVariables":
            return ["getVariableResult": asked(payload, "getVariableData").map { read($0) }]
        case "SetVariables":
            return ["setVariableResult": asked(payload, "setVariableData").map { set($0) }]
        case "SetChargingProfile":
            return store2(payload)
                ? ["status": "Accepted"]
                : ["status": "Rejected", "statusInfo": ["reasonCode": "UnsupportedPurpose"]]
        case "ClearChargingProfile":
            let criteria = payload["chargingProfileCriteria"] as? [String: Any] ?? [:]
            return super.answer(action, criteria, now)
        case "GetCompositeSchedule":
            let (evse, duration) = (payload["evseId"] as? Int ?? 0, payload["duration"] as? Int ?? 0)
            let unit = payload["chargingRateUnit"] as? String ?? "A"
            return [
                "status": "Accepted",
                "schedule": [
                    "evseId": evse, "duration": duration, "chargingRateUnit": unit,
                    "scheduleStart": Self.text(now.addingTimeInterval(clockAhead)),
                    "chargingSchedulePeriod": periods(evse, duration, unit, now),
                ],
            ]
        default: return ["status": "Accepted"]
        }
    }

    private func asked(_ payload: [String: Any], _ key: String) -> [[String: Any]] {
        payload[key] as? [[String: Any]] ?? []
    }

    private func name(_ data: [String: Any]) -> String {
        let component = (data["component"] as? [String: Any])?["name"] as? String ?? ""
        return "\(component).\((data["variable"] as? [String: Any])?["name"] as? String ?? "")"
    }

    private func read(_ data: [String: Any]) -> [String: Any] {
        var result = data
        result["attributeStatus"] = variables[name(data)] == nil ? "UnknownVariable" : "Accepted"
        result["attributeValue"] = variables[name(data)]
        return result
    }

    private func set(_ data: [String: Any]) -> [String: Any] {
        var result = data
        let value = result.removeValue(forKey: "attributeValue") as? String
        let isKnown = variables[name(data)] != nil
        if isKnown { variables[name(data)] = value }
        result["attributeStatus"] = isKnown ? "Accepted" : "UnknownVariable"
        return result
    }

    private func store2(_ payload: [String: Any]) -> Bool {
        guard let evse = payload["evseId"] as? Int, let profile = payload["chargingProfile"] as? [String: Any],
            let purpose = profile["chargingProfilePurpose"] as? String, !refusedPurposes.contains(purpose),
            purpose != "ChargingStationMaxProfile" || evse == 0,
            let schedule = (profile["chargingSchedule"] as? [[String: Any]])?.first,
            let unit = schedule["chargingRateUnit"] as? String, !refusedUnits.contains(unit),
            let start = (schedule["startSchedule"] as? String).flatMap(Self.date),
            let periods = schedule["chargingSchedulePeriod"] as? [[String: Any]]
        else { return false }
        let stored = Profile(
            connector: evse == 0 ? 1 : evse, id: profile["id"] as? Int ?? 0,
            stackLevel: profile["stackLevel"] as? Int ?? 0, purpose: purpose, start: start, unit: unit,
            periods: periods.map { (($0["startPeriod"] as? Double) ?? 0, ($0["limit"] as? Double) ?? 0) })
        profiles.removeAll { $0.id == stored.id }
        profiles.append(stored)
        return true
    }
}
