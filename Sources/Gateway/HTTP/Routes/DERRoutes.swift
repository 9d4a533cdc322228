// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension Routes {
    /// What people may say of a DER.
    static let ders: [Route] = [
        Route(
            "PUT", "/v1/ders/{id}/needs",
            "What the driver of the vehicle at an EVSE needs; OCPP 1.6 has no word for it. Replaces what was said before, "
                + "unless it gives soc alone.",
            body: [
                Field("departureTime", .time, "When the vehicle leaves."),
                Field("energyKWh", .number, "Energy it still needs."),
                Field("targetSoc", .number, "State of charge to leave with, 0...1."),
                Field("capacityKWh", .number, "Usable capacity of its battery."),
                Field("soc", .number, "Its state of charge now, 0...1."),
            ], answer: setNeeds),
        Route(
            "POST", "/v1/ders/{id}/out-of-service", "Takes a DER out of service: counted, never dispatched.",
            body: [Field("reason", .string, "Why.")]
        ) { call throws(Problem) in try setOutOfService(true, call) },
        Route(
            "DELETE", "/v1/ders/{id}/out-of-service", "Takes a DER back into service.",
            body: [Field("reason", .string, "Why.")]
        ) { call throws(Problem) in try setOutOfService(false, call) },
        Route(
            "POST", "/v1/ders/{id}/transaction",
            "Asks the station of an EVSE to begin a transaction. Its answer shows as remoteTransaction of the DER.",
            body: [Field("idTag", .string, "For whom, 1 to 20 characters.", isRequired: true)], status: 202
        ) { call throws(Problem) in
            try requestTransaction(.start(idTag: call.body.string("idTag") ?? ""), call)
        },
        Route(
            "DELETE", "/v1/ders/{id}/transaction",
            "Asks the station of an EVSE to end its transaction. Its answer shows as remoteTransaction of the DER.",
            status: 202
        ) { call throws(Problem) in try requestTransaction(.stop, call) },
    ]

    private static func requestTransaction(
        _ action: RemoteTransaction.Action, _ call: APICall
    ) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let id = model.feeder.ders[try call.gateway.der(call["id"], model)].id
        let author = call.author
        let result: Result<RemoteTransaction, RemoteTransactionError> = engine.command { core, now in
            // Positions are those of the moment: the topology may have changed since the identifier was looked up.
            guard let der = core.model.index.derPosition[id] else { return (.failure(.notAtStation), []) }
            return core.request(action, der: der, author: author, now: now)
        }
        switch result {
        case .success(let asked): return .json(StateDocument.remoteTransaction(asked), status: 202)
        case .failure(.idTag(let length)): throw .field("idTag", RemoteTransactionError.idTag(length: length).text)
        case .failure(let error):
            throw .conflict("transaction", "The station cannot be asked", "\(call["id"]): \(error.text)")
        }
    }

    private static func setOutOfService(_ isOut: Bool, _ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let id = model.feeder.ders[try call.gateway.der(call["id"], model)].id
        let (author, reason) = (call.author, call.body.string("reason"))
        let done = engine.recordedCommand { core, now in
            guard let der = core.model.index.derPosition[id] else { return (false, []) }
            return (true, core.setOutOfService(isOut, der: der, author: author, reason: reason, now: now))
        }
        guard done.answer else { throw .unknown("der", call["id"]) }
        let answer: JSONValue = ["id": .string(call["id"]), "isOutOfService": .bool(isOut)]
        return .json(answer.recorded(done.isRecorded))
    }

    @Sendable private static func setNeeds(_ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let found = model.feeder.ders[try call.gateway.der(call["id"], model)]
        guard case .evse = found.unit else {
            throw .conflict("no-vehicle", "Only a vehicle has needs", "\(call["id"]) is no EVSE")
        }
        let stated = try statedNeeds(call.body, now: engine.clock.now.utc)
        let (author, soc, needs) = (call.author, stated.stateOfCharge, stated.needs)
        let done = engine.recordedCommand { core, now in
            var actions: [GatewayAction] = []
            guard let der = core.model.index.derPosition[found.id] else { return (Told.gone, actions) }
            if let soc {
                let told = core.setStateOfCharge(soc, der: der, author: author, isPerson: true, now: now)
                if case .refused(let reason) = told.observation { return (Told.refused(reason.text), actions) }
                actions += told.actions
            }
            if stated.isNeeding { actions += core.setNeeds(needs, der: der, author: author, isPerson: true, now: now) }
            return (Told.taken(core.state.ders[der].needs), actions)
        }
        switch done.answer {
        case .refused(let reason): throw .field("soc", reason)
        case .gone: throw .unknown("der", call["id"])
        case .taken(let needs):
            return .json(GatewayDocument.needs(needs ?? ChargingNeeds()).recorded(done.isRecorded))
        }
    }

    /// What became of what was told of a vehicle.
    private enum Told {
        case taken(ChargingNeeds?)
        case refused(String)
        case gone
    }

    private static func statedNeeds(_ body: FieldValues, now: UTCInstant) throws(Problem) -> StatedNeeds {
        do throws(StatedNeeds.Fault) {
            return try StatedNeeds(
                StatedNeeds.Fields(
                    departureTime: body.time("departureTime"), energyKWh: body.double("energyKWh"),
                    capacityKWh: body.double("capacityKWh"), targetSoc: body.double("targetSoc"),
                    soc: body.double("soc")), now: now)
        } catch {
            throw .fields(error.fields.map { Problem.FieldError(field: $0.field, reason: $0.reason) })
        }
    }
}
