// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension GatewayDocument {
    /// What stands behind the setpoint of a storage.
    static func storage(_ plan: StoragePlan, _ rule: StorageRule) -> JSONValue {
        var object = JSONObject()
        object["operation"] = .string(rule.operation.word.rawValue)
        if case .peakShaving(let shaving) = rule.operation {
            object["peakShavingKW"] = kW(shaving.threshold)
            object["peakShavingNode"] = shaving.node.map { .string($0.text) } ?? .null
        }
        object["wishKW"] = kW(plan.wish)
        object["target"] = plan.target.map(target) ?? .null
        object["lowestSoc"] = plan.lowestSoC.map { number($0) } ?? .null
        object["highestSoc"] = plan.highestSoC.map { number($0) } ?? .null
        object["throughputKWh"] = plan.throughput.map { kWh($0.spent) } ?? .null
        object["throughputKWhPerDay"] = plan.throughput.map { kWh($0.budget) } ?? .null
        object["notes"] = .array(plan.notes.map { .string($0.sentence) })
        return .object(object)
    }

    /// What somebody would like a storage to do.
    static func target(_ target: DERTarget) -> JSONValue {
        [
            "der": .string(target.der.text), "powerKW": kW(target.power), "start": time(target.start),
            "end": time(target.end), "author": .string(target.author), "createdAt": time(target.createdAt),
        ]
    }
}

extension StorageNote {
    /// What keeps a storage from more, as one sentence.
    var sentence: String {
        switch self {
        case .pause(.noFreshMeter(let node)): "its rule pauses: no fresh reading of \(node)"
        case .pause(.budgetSpent): "what may pass in 24 hours has passed: it moves only to relieve a measured excess"
        case .pause(.vehicleRests): "it came down to what it keeps, and gives again when it has clearly more"
        case .noStateOfCharge: "no fresh state of charge: it may take, not give"
        case .unconfirmedStateOfCharge(let reported):
            "a state of charge of \(Self.percent(reported)) was a jump; it is believed when further readings confirm it"
        case .atReserve(let reserve): "at or below the \(Self.percent(reserve)) that are kept: it may take, not give"
        case .full(let most): "at or above \(Self.percent(most)): it may give, not take"
        case .keptForDeparture(let missing, let reachable):
            "if it gave now it might miss what it needs: \(Self.kWh(missing)) to go"
                + (reachable.map { ", \(Self.kWh($0)) sure until it leaves" } ?? ", and nobody knows when it leaves")
        case .needUnreachable(let missing, let reachable):
            "it needs \(Self.kWh(missing)) and surely gets \(Self.kWh(reachable)) until it leaves; limits hold all the same"
        }
    }

    private static func percent(_ part: Double) -> String { "\((part * 1_000).rounded() / 10) %" }

    private static func kWh(_ energy: ActiveEnergy) -> String {
        "\((energy.kilowattHours * 10).rounded() / 10) kWh"
    }
}
