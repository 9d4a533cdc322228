// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension Routes {
    /// What is wrong with what a site or station says.
    static let diagnosis: [Route] = [
        Route(
            "GET", "/v1/sites/{id}/diagnosis",
            "What a site publishes, and what is wrong with it. The first call begins to watch the site; the watch ends "
                + "two minutes after the last one.",
            query: [Field("anew", .boolean, "Forget what was seen, and begin the watch anew.")]
        ) { call throws(Problem) in
            let engine = call.gateway.engine
            guard let id = Site.ID(call["id"]) else { throw .unknown("site", call["id"]) }
            let isAnew = call.query.bool("anew") ?? false
            let found: SiteObservation? = engine.command { core, now in
                guard let site = core.model.index.sitePosition[id] else { return (nil, []) }
                return (core.observe(site: site, isAnew: isAnew, now: now), [])
            }
            guard let observation = found else { throw .unknown("site", call["id"]) }
            let seesDenied = engine.watchBroker()
            return .json(DiagnosisDocument.site(observation, seesDenied: seesDenied, now: engine.clock.now))
        },
        Route(
            "GET", "/v1/stations/{id}/diagnosis",
            "What is wrong with a charging station: of the topology, in quarantine, or turned away at the door."
        ) { call throws(Problem) in
            let engine = call.gateway.engine
            let now = engine.clock.now
            let refused = engine.refusedHandshakes[call["id"]]
            guard let found = engine.snapshot.observe(station: call["id"], refused: refused, now: now) else {
                throw .unknown("station", call["id"])
            }
            return .json(DiagnosisDocument.station(found, now: now))
        },
    ]
}
