// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension Routes {
    /// For those who watch over the gateway.
    static let observation: [Route] = [
        Route("GET", "/healthz", "Whether ticks go on and the store takes records.", access: .open) {
            call throws(Problem) in
            try Health.check(call.gateway.engine)
            return .json(["status": "ok"])
        },
        Route("GET", "/metrics", "Prometheus text; open to everybody only on loopback.", access: .openOnLoopback) {
            call throws(Problem) in
            APIAnswer(
                status: 200, body: .text(Metrics.text(call.gateway), type: "text/plain; version=0.0.4; charset=utf-8"))
        },
    ]

    /// The interface about itself.
    static let description: [Route] = [
        Route("GET", "/v1/openapi.json", "This description.", access: .open) { _ throws(Problem) in
            .json(OpenAPI.document(Routes.all))
        }
    ]
}

/// Whether the gateway does its work.
enum Health {
    /// Ticks may be late by so many intervals: one slow tick is no illness.
    static let lateTicks = 5

    static func check(_ engine: GatewayEngine) throws(Problem) {
        let core = engine.snapshot
        guard let plan = core.plan else { throw .unavailable("the first tick is not over yet") }
        let age = engine.clock.now.steady - plan.madeAt.steady
        guard age <= core.settings.tickInterval * lateTicks else {
            throw .unavailable("the last tick was \(age.inSeconds) s ago")
        }
        if let error = engine.storeStatus.lastError { throw .unavailable("the store takes no records: \(error)") }
    }
}
