// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension Routes {
    /// What people and planning systems would like storages to do.
    static let targets: [Route] = [
        Route(
            "POST", "/v1/ders/{id}/targets",
            "What a battery, or a vehicle that may be discharged, should do for a while. It goes before the operating rule; "
                + "limits, reserve and needs bind. Of those that overlap the newest counts. They outlive a restart.",
            body: [
                Field("powerKW", .number, "Positive charges, negative discharges.", isRequired: true),
                Field("start", .time, "From when; now if missing."),
                Field("end", .time, "Until when; end or forS."),
                Field("forS", .number, "For how many seconds from its start."),
            ], status: 201, answer: addTarget),
        Route("GET", "/v1/targets", "Targets that hold or will hold.") { call in
            let engine = call.gateway.engine
            let pending = engine.snapshot.targets.all.filter { $0.end > engine.clock.now.utc }
            return .json(["targets": .array(pending.map(GatewayDocument.target))])
        },
        Route("DELETE", "/v1/ders/{id}/targets", "Takes back all targets of a storage.", answer: removeTargets),
    ]

    @Sendable private static func addTarget(_ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let id = model.feeder.ders[try call.gateway.der(call["id"], model)].id
        let now = engine.clock.now.utc
        let start = call.body.time("start") ?? now
        let seconds = call.body.double("forS")
        guard (call.body.time("end") == nil) != (seconds == nil) else {
            throw .field("end", "give one of end and forS")
        }
        let end = call.body.time("end") ?? start + .milliseconds(Int64((seconds ?? 0) * 1_000))
        let target = DERTarget(
            der: id, power: .kilowatts(call.body.double("powerKW") ?? 0), start: start, end: end, author: call.author,
            createdAt: now)
        let done = engine.recordedCommand { core, now in
            switch core.setTarget(target, now: now) {
            case .success(let actions): (GatewayCore.TargetError?.none, actions)
            case .failure(let error): (error, [])
            }
        }
        switch done.answer {
        case nil: return .json(GatewayDocument.target(target).recorded(done.isRecorded), status: 201)
        case .unknown: throw .unknown("der", call["id"])
        case .noStorage?: throw .conflict("no-storage", "Only a storage has targets", TargetText(call, .noStorage).text)
        case .tooMany(let most)?:
            throw .conflict("too-many", "Too many targets", TargetText(call, .tooMany(most: most)).text)
        case .ended?, .tooLong?: throw .field(seconds == nil ? "end" : "forS", done.answer?.text ?? "")
        case .beyondPlate?, .vehicleCharges?: throw .field("powerKW", done.answer?.text ?? "")
        }
    }

    @Sendable private static func removeTargets(_ call: APICall) throws(Problem) -> APIAnswer {
        let engine = call.gateway.engine
        let model = engine.snapshot.model
        let id = model.feeder.ders[try call.gateway.der(call["id"], model)].id
        let author = call.author
        let done = engine.recordedCommand { core, now in
            let removed = core.removeTargets(of: id, author: author, now: now)
            return (removed.count, removed.actions)
        }
        let answer: JSONValue = ["id": .string(id.text), "removed": .number(Double(done.answer))]
        return .json(answer.recorded(done.isRecorded))
    }

    /// A fault with the DER it is about.
    private struct TargetText {
        let text: String

        init(_ call: APICall, _ error: GatewayCore.TargetError) { text = "\(call["id"]): \(error.text)" }
    }
}
