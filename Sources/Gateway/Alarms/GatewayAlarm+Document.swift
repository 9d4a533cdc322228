// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension GatewayAlarm {
    /// The cause as it is told and kept: its kind, what it concerns, its numbers, and all that in one sentence.
    var document: JSONValue {
        var object = subject.object ?? JSONObject()
        object["priority"] = .string(priority.rawValue)
        object["sentence"] = .string(sentence)
        return .object(object)
    }

    private var subject: JSONValue {
        switch self {
        case .dispatch(let alarm): alarm.subject
        case .quarantined(let station, let counted):
            [
                "kind": "quarantined", "station": .string(station.text),
                "countedKW": GatewayDocument.kW(counted),
            ]
        case .limitWithoutNode(let limit, let node, nil):
            ["kind": "limitWithoutNode", "limit": .string(limit.text), "node": .string(node.text)]
        case .limitWithoutNode(let limit, let node, let phase?):
            [
                "kind": "limitWithoutNode", "limit": .string(limit.text), "node": .string(node.text),
                "phase": .string(phase.text),
            ]
        case .brokerOutOfReach: ["kind": "brokerOutOfReach"]
        case .recordsOwed: ["kind": "recordsOwed"]
        case .siteSilent(let site, let count):
            ["kind": "siteSilent", "site": .string(site.text), "ders": .number(Double(count))]
        case .readingsAbsent(let der): ["kind": "readingsAbsent", "der": .string(der.text)]
        case .capabilitiesAbsent(let der): ["kind": "capabilitiesAbsent", "der": .string(der.text)]
        case .stationAbsent(let station): ["kind": "stationAbsent", "station": .string(station.text)]
        case .defaultAbsent(let station, let connector):
            [
                "kind": "defaultAbsent", "station": .string(station.text), "connector": .number(Double(connector)),
            ]
        case .answerAbsent(let der): ["kind": "answerAbsent", "der": .string(der.text)]
        }
    }

    /// What is wrong, for people.
    var sentence: String {
        switch self {
        case .dispatch(let alarm): alarm.sentence
        case .quarantined(let station, let counted):
            "station \(station) is in no topology: held at its default and counted at \(counted.words) at the head"
        case .limitWithoutNode(let limit, let node, let phase):
            phase.map { "\(limit) bounds nothing: \(node) is not in the topology, or has no phase \($0.text)" }
                ?? "\(limit) bounds nothing: \(node) is not in the topology"
        case .brokerOutOfReach: "the MQTT broker is out of reach: no site is heard, and each falls to its defaults"
        case .recordsOwed: "the disk does not take records in time: a restart now would forget what waits"
        case .siteSilent(let site, let count):
            "site \(site) is silent: \(count == 1 ? "its DER counts" : "its \(count) DERs count") at what may still be drawn"
        case .readingsAbsent(let der): "\(der) sends no readings that count: it counts at what it may still draw"
        case .capabilitiesAbsent(let der):
            "\(der) is measured and has not said what it can do, or its default was refused: it is not dispatched"
        case .stationAbsent(let station):
            "station \(station) is not connected: it counts at its default and what it may still hold"
        case .defaultAbsent(let station, let connector):
            "connector \(connector) of station \(station) has not proven its default: it is not dispatched"
        case .answerAbsent(let der): "\(der) neither answers its setpoint nor is seen to follow it"
        }
    }
}

extension DispatchAlarm {
    fileprivate var subject: JSONValue {
        switch self {
        case .infeasible(let node, let direction, let by):
            [
                "kind": "infeasible", "node": .string(node.text), "direction": .string(direction.rawValue),
                "byKW": GatewayDocument.kW(by),
            ]
        case .disobeying(let der, let commanded, let measured):
            [
                "kind": "disobeying", "der": .string(der.text), "commandedKW": GatewayDocument.kW(commanded),
                "measuredKW": GatewayDocument.kW(measured),
            ]
        case .excess(let node, let direction, let by, let stage):
            [
                "kind": "excess", "node": .string(node.text), "direction": .string(direction.rawValue),
                "byKW": GatewayDocument.kW(by), "stage": .string("\(stage)"),
            ]
        case .meterSilent(let node): ["kind": "meterSilent", "node": .string(node.text)]
        case .phasesNotSwitched(let der, let told):
            ["kind": "phasesNotSwitched", "der": .string(der.text), "toldPhases": .number(Double(told))]
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .infeasible(let node, let direction, let by):
            "the \(direction.rawValue) limit of \(node) cannot be kept: \(by.words) over"
        case .disobeying(let der, let commanded, let measured):
            "\(der) does not follow: told \(commanded.words), does \(measured.words)"
        case .excess(let node, let direction, let by, let stage):
            "measured \(direction.rawValue) at \(node) is \(by.words) over its limit: \(stage.words)"
        case .meterSilent(let node): "the meter of \(node) is silent: its load is assumed at its worst"
        case .phasesNotSwitched(let der, let told):
            "\(der) was told to use \(told == 1 ? "one phase" : "three phases"), and its currents do not show it: counted "
                + "on all of them"
        }
    }
}

extension LadderStage {
    fileprivate var words: String {
        switch self {
        case .none: "it is over; the alarm stays until somebody releases it"
        case .trim: "trimmed"
        case .defaults: "everything below is at its default"
        case .zero:
            "everything below is at zero until the excess is gone; the alarm stays until somebody releases it"
        }
    }
}
