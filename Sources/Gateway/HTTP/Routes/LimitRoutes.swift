// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension Routes {
    /// Limits: set, replace, cancel, list.
    static let limits: [Route] = [
        Route(
            "POST", "/v1/nodes/{id}/limits", "Sets a limit at a node, and says who is cut.",
            query: [Field("preview", .boolean, "Only say what it would do.")],
            body: limitBody(direction: true), status: 201, otherStatuses: [200: "With preview: what it would do."],
            answer: addLimit),
        Route("GET", "/v1/limits", "Limits that hold or will hold.") { call in
            let engine = call.gateway.engine
            return .json(["limits": StateDocument.limits(engine.snapshot, now: engine.clock.now)])
        },
        Route(
            "PUT", "/v1/limits/{id}", "Replaces a limit; its node stays.", body: limitBody(direction: false),
            answer: replaceLimit),
        Route("DELETE", "/v1/limits/{id}", "Cancels a limit.", body: [reason], answer: cancelLimit),
    ]

    private static let reason = Field("reason", .string, "Why, in the author's words.")

    private static func limitBody(direction isRequired: Bool) -> [Field] {
        [
            Field(
                "direction", .string, "Which flow is bounded.", isRequired: isRequired,
                choices: FlowDirection.allCases.map(\.rawValue)),
            Field("limitKW", .number, "The bound in kW; one of limitKW, limitKVA, limitA."),
            Field("limitKVA", .number, "The bound in kVA."),
            Field("limitA", .number, "The bound in A per phase."),
            Field(
                "phase", .string, "The one phase that is bounded, with limitKW or limitA; all if missing.",
                choices: ["A", "B", "C"]),
            Field("start", .time, "From when; now if missing."),
            Field("end", .time, "Until when; end or forS."),
            Field("forS", .number, "For how many seconds from its start."),
            Field("reason", .string, "Why, in the author's words.", isRequired: true),
        ]
    }

    @Sendable private static func addLimit(_ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let node = model.feeder.nodes[try call.gateway.node(call["id"], model)].id
        let bound = try LimitBound(call.body)
        let direction = call.body.string("direction").flatMap(FlowDirection.init(rawValue:)) ?? .import
        let author = call.author
        if call.query.bool("preview") == true {
            let core = engine.snapshot
            let request = try call.limitRequest(node, direction, bound, now: engine.clock.now)
            switch core.previewLimit(request, author: author, now: engine.clock.now) {
            case .success(let answer): return .json(StateDocument.limitAnswer(answer))
            case .failure(let error): throw Problem(error, valueField: bound.field)
            }
        }
        let request = try call.limitRequest(node, direction, bound, now: engine.clock.now)
        let done = engine.recordedCommand { core, now in core.setLimit(request, author: author, now: now) }
        switch done.answer {
        case .success(let answer):
            var made = APIAnswer.json(StateDocument.limitAnswer(answer).recorded(done.isRecorded), status: 201)
            made.headers["Location"] = "/v1/limits/\(answer.limit.id)"
            return made
        case .failure(let error): throw Problem(error, valueField: bound.field)
        }
    }

    @Sendable private static func replaceLimit(_ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let (id, old) = try call.limit()
        let bound = try LimitBound(call.body)
        let direction = call.body.string("direction").flatMap(FlowDirection.init(rawValue:)) ?? old.direction
        let request = try call.limitRequest(old.node, direction, bound, replacing: old, now: engine.clock.now)
        let author = call.author
        let done = engine.recordedCommand { core, now in
            core.setLimit(request, author: author, replacing: id, now: now)
        }
        switch done.answer {
        case .success(let answer): return .json(StateDocument.limitAnswer(answer).recorded(done.isRecorded))
        case .failure(let error): throw Problem(error, valueField: bound.field)
        }
    }

    @Sendable private static func cancelLimit(_ call: APICall) throws(Problem) -> APIAnswer {
        let (id, _) = try call.limit()
        let author = call.author
        let reason = call.body.string("reason")
        let engine = call.gateway.engine
        let done = engine.recordedCommand { core, now in
            core.cancelLimit(id, author: author, reason: reason, now: now)
        }
        if case .failure(let error) = done.answer { throw Problem(error, valueField: "limitKW") }
        let cancelled = engine.snapshot.limits.limits[id].map { GatewayDocument.limit($0) } ?? [:]
        return .json(cancelled.recorded(done.isRecorded))
    }
}

/// The value of a limit and the field it came in.
private struct LimitBound {
    var field: String
    var value: Rating
    var phase: PhaseCode?

    init(_ body: FieldValues) throws(Problem) {
        for field in ["limitKW", "limitKVA", "limitA"] {
            guard let number = body.double(field), number < 0 else { continue }
            throw .field(field, "\(number) is negative: a limit is a magnitude, its direction stands in direction")
        }
        let given: [(String, Rating)] = [
            ("limitKW", body.double("limitKW").map { .activePower(.kilowatts($0)) }),
            ("limitKVA", body.double("limitKVA").map { .apparentPower(.kilovoltAmperes($0)) }),
            ("limitA", body.double("limitA").map { .current(.amperes($0)) }),
        ].compactMap { name, value in value.map { (name, $0) } }
        guard let only = given.first, given.count == 1 else {
            let names = given.isEmpty ? "limitKW" : given.map(\.0).joined(separator: ", ")
            throw .field(names, "give exactly one of limitKW, limitKVA and limitA")
        }
        (field, value) = only
        phase = body.string("phase").flatMap { PhaseCode(text: $0) }
    }
}

extension APICall {
    /// The limit named in the path.
    fileprivate func limit() throws(Problem) -> (id: Limit.ID, limit: Limit) {
        guard let id = Limit.ID(self["id"]), let limit = gateway.engine.snapshot.limits.limits[id] else {
            throw .unknown("limit", self["id"])
        }
        return (id, limit)
    }

    fileprivate func limitRequest(
        _ node: ConnectivityNode.ID, _ direction: FlowDirection, _ bound: LimitBound, replacing old: Limit? = nil,
        now: Moment
    ) throws(Problem) -> LimitRequest {
        let start = body.time("start")
        let end: UTCInstant
        switch (body.time("end"), body.double("forS")) {
        case (let time?, nil): end = time
        case (nil, let seconds?):
            guard seconds > 0 else { throw .field("forS", "\(seconds) is not a span of time to come") }
            end = (start ?? now.utc) + .milliseconds(Int64(seconds * 1_000))
        default: throw .field("end", "give exactly one of end and forS")
        }
        return LimitRequest(
            node: node, direction: direction, value: bound.value, start: start, end: end,
            reason: body.string("reason") ?? "", phase: bound.phase ?? old?.phase)
    }
}
