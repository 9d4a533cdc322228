// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import JSON

extension Routes {
    /// What people may ask of a station. Each request is answered at once with its number; what the station said shows
    /// under that number.
    static let stations: [Route] = [
        Route(
            "POST", "/v1/stations/{id}/reset", "Asks a station, or one of its EVSEs, to start anew.",
            body: [
                Field(
                    "type", .string,
                    "soft or hard of OCPP 1.6; onIdle, immediate or (2.1) immediateAndResume of 2.x. Else the gentlest.",
                    choices: StationOperation.ResetKind.allCases.map(\.rawValue)),
                Field("evse", .integer, "The EVSE, of 2.x; else the whole station."),
            ], status: 202
        ) { call throws(Problem) in
            let kind = call.body.string("type").flatMap(StationOperation.ResetKind.init)
            return try ask(.reset(kind, evse: call.body.int("evse")), call)
        },
        Route(
            "POST", "/v1/stations/{id}/unlock", "Asks a station to let go of a plug.",
            body: [
                Field("evse", .integer, "The EVSE; in OCPP 1.6 the connector.", isRequired: true),
                Field("connector", .integer, "Its connector, 1 if missing."),
            ], status: 202
        ) { call throws(Problem) in
            try ask(.unlock(evse: call.body.int("evse") ?? 0, connector: call.body.int("connector") ?? 1), call)
        },
        Route(
            "POST", "/v1/stations/{id}/trigger", "Asks a station to send a message of its own now.",
            body: [
                Field("message", .string, "The standard's name for it, e.g. StatusNotification.", isRequired: true),
                Field("evse", .integer, "The EVSE that it is about; else the station says of which."),
            ], status: 202
        ) { call throws(Problem) in
            try ask(.trigger(call.body.string("message") ?? "", evse: call.body.int("evse")), call)
        },
        Route(
            "POST", "/v1/stations/{id}/availability", "Takes a station, or one of its EVSEs, into or out of operation.",
            body: [
                Field("operative", .boolean, "Whether it is to operate.", isRequired: true),
                Field("evse", .integer, "The EVSE; else the whole station."),
            ], status: 202
        ) { call throws(Problem) in
            let isOperative = call.body.bool("operative") ?? false
            return try ask(.availability(isOperative: isOperative, evse: call.body.int("evse")), call)
        },
        Route(
            "POST", "/v1/stations/{id}/calls/{action}",
            "Passes an action of the standard through to a station: the body is its payload. Not those of charging "
                + "profiles, which are the dispatcher's.",
            status: 202, largestBody: largestPayload, takesPayload: true
        ) { call throws(Problem) in try ask(.call(action: call["action"], payload: call.request.body), call) },
        Route("GET", "/v1/stations/{id}/requests", "What was asked of a station lately, newest first.") {
            call throws(Problem) in
            .json(["requests": .array(try asked(call).reversed().map(OperationDocument.asked))])
        },
        Route("GET", "/v1/stations/{id}/requests/{number}", "One request, and what the station said.") {
            call throws(Problem) in
            guard let found = try asked(call).last(where: { "\($0.number)" == call["number"] }) else {
                throw .unknown("request", call["number"])
            }
            return .json(OperationDocument.asked(found))
        },
        Route(
            "GET", "/v1/stations/{id}/notifications",
            "What a station told lately of its firmware, logs, reservations and security, newest first."
        ) { call throws(Problem) in
            guard let told = call.gateway.engine.snapshot.notifications(station: call["id"]) else {
                throw .unknown("station", call["id"])
            }
            return .json(["notifications": .array(told.reversed().map(OperationDocument.notification))])
        },
    ]

    /// A local list of some thousand cards; the transport's own limit is that.
    private static let largestPayload = 256 << 10

    private static func asked(_ call: APICall) throws(Problem) -> [AskedOperation] {
        guard let asked = call.gateway.engine.snapshot.askedOperations(station: call["id"]) else {
            throw .unknown("station", call["id"])
        }
        return asked
    }

    private static func ask(_ operation: StationOperation, _ call: APICall) throws(Problem) -> APIAnswer {
        let (station, author) = (call["id"], call.author)
        let result: Result<AskedOperation, StationOperationError> = call.gateway.engine.command { core, now in
            core.request(operation, station: station, author: author, now: now)
        }
        switch result {
        case .success(let asked): return .json(OperationDocument.asked(asked), status: 202)
        case .failure(.unknownStation): throw .unknown("station", station)
        case .failure(.field(let field, let reason)): throw .field(field, reason)
        case .failure(.payload(let place, let reason)): throw .field(place, reason)
        case .failure(let error):
            throw .conflict("station", "The station cannot be asked", "\(station): \(error.text)")
        }
    }
}
