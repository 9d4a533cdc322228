// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

extension Routes {
    /// What was taken from whom.
    static let curtailment: [Route] = [
        Route(
            "GET", "/v1/curtailment",
            "Energy that DERs were told not to take or give although they wanted to, by site and rule, since the books "
                + "began. Sites that lost nothing are left out.",
            query: [
                Field("site", .string, "Only this site."),
                Field("after", .string, "The `next` of the page before."),
                Field("limit", .integer, "Most sites; 100 if missing, at most 1,000."),
            ]
        ) { call throws(Problem) in
            let core = call.gateway.engine.snapshot
            let limit = call.query.int("limit") ?? 100
            guard (1...1_000).contains(limit) else { throw .field("limit", "\(limit) is outside 1...1,000") }
            var sites = core.curtailment.bySite(core.model.feeder)
            if let name = call.query.string("site") {
                guard let id = Site.ID(name), core.model.index.sitePosition[id] != nil else {
                    throw .unknown("site", name)
                }
                sites.removeAll { $0.site != id }
            }
            if let after = call.query.string("after") { sites.removeAll { $0.site.text <= after } }
            let page = sites.prefix(limit)
            return .json(
                CurtailmentDocument.books(
                    core.curtailment, page, next: sites.count > limit ? page.last?.site : nil,
                    now: call.gateway.engine.clock.now.utc))
        }
    ]
}
