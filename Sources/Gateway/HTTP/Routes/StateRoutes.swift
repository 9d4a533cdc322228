// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension Routes {
    /// What is, now.
    static let state: [Route] = [
        Route("GET", "/v1/state", "The whole plan, the limits and whether all is stopped.") { call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            return .json(StateDocument.state(core, plan, now: call.gateway.engine.clock.now))
        },
        Route("GET", "/v1/nodes", "Every node: flow, limits, headroom, and what caution withholds.") {
            call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            return .json(["nodes": StateDocument.nodes(core, plan)])
        },
        Route("GET", "/v1/nodes/{id}", "One node.") { call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            let node = try call.gateway.node(call["id"], core.model)
            return .json(GatewayDocument.node(plan.nodes[node], core.model.feeder.nodes[node]))
        },
        Route("GET", "/v1/ders", "Every DER: setpoint, measurement and reason.") { call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            return .json(["ders": StateDocument.ders(core, plan, now: call.gateway.engine.clock.now)])
        },
        Route("GET", "/v1/ders/{id}", "One DER.") { call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            let der = try call.gateway.der(call["id"], core.model)
            return .json(StateDocument.der(der, core, plan, now: call.gateway.engine.clock.now))
        },
        Route("GET", "/v1/ders/{id}/explanation", "Why a DER gets what it gets, with the prices on its path.") {
            call throws(Problem) in
            let (core, plan) = try call.gateway.planned()
            let der = try call.gateway.der(call["id"], core.model)
            return .json(StateDocument.explanation(der, core, plan, now: call.gateway.engine.clock.now))
        },
        Route(
            "GET", "/v1/events", "Server-sent events: the state, then each tick what changed.",
            query: [
                Field(
                    "detail", .string, "full, or brief: only what the page shows, and of that what changed.",
                    choices: EventHub.Detail.allCases.map(\.rawValue))
            ], isStream: true
        ) { call throws(Problem) in
            let detail = call.query.string("detail").flatMap(EventHub.Detail.init) ?? .full
            let (caller, admission) = (call.caller, RequestAdmission(gateway: call.gateway))
            let subscription = try call.gateway.events.subscribe(detail) {
                caller.map(admission.isStillAdmitted) ?? true
            }
            return APIAnswer(status: 200, body: .events(subscription), headers: ["X-Accel-Buffering": "no"])
        },
    ]
}
