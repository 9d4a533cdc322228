// SPDX-License-Identifier: Apache-2.0

import JSON
import Store

extension Routes {
    /// What people should know.
    static let alarms: [Route] = [
        Route(
            "GET", "/v1/alarms", "Those that hold or wait to be acknowledged, and all that are kept, newest first.",
            query: pages
        ) {
            call throws(Problem) in
            let core = call.gateway.engine.snapshot
            let kept = try call.page { store, before, limit throws(StoreError) in
                try store.alarms(before: before, limit: limit)
            }
            return .json([
                "active": StateDocument.alarms(core, most: .max),
                "kept": .array(kept.entries.map(RecordDocument.alarm)), "next": kept.next,
            ])
        },
        Route(
            "POST", "/v1/alarms/{id}/acknowledge", "Says that somebody has taken notice; it goes when its cause does.",
            body: []
        ) {
            call throws(Problem) in
            let (id, author) = (call["id"], call.author)
            let done = call.gateway.engine.recordedCommand { core, now -> (JSONValue?, [GatewayAction]) in
                guard let actions = core.acknowledgeAlarm(id, author: author, now: now) else {
                    return (core.alarms.entry(id)?.document, [])
                }
                let document = core.alarms.entry(id)?.document
                return (document ?? ["id": .string(id), "acknowledgedBy": .string(author)], actions)
            }
            guard let answer = done.answer else { throw .unknown("alarm", id) }
            return .json(answer.recorded(done.isRecorded))
        },
    ]
}
