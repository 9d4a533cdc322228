// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension Routes {
    /// What stops and goes.
    static let control: [Route] = [
        Route("POST", "/v1/stop", "Sends everything to its default.", body: [Field("reason", .string, "Why.")]) {
            call throws(Problem) in setStopped(true, call)
        },
        Route("DELETE", "/v1/stop", "Lets dispatch go on.", body: [Field("reason", .string, "Why.")]) {
            call throws(Problem) in setStopped(false, call)
        },
        Route(
            "POST", "/v1/nodes/{id}/acknowledge",
            "Releases the excess alarm of a node, which stays after zero; zero itself ends by itself.",
            body: []
        ) {
            call throws(Problem) in
            let engine = call.gateway.engine
            let model = engine.snapshot.model
            let id = model.feeder.nodes[try call.gateway.node(call["id"], model)].id
            let author = call.author
            let done = engine.recordedCommand { core, now in
                guard let node = core.model.index.nodePosition[id] else { return (false, []) }
                return (true, core.acknowledgeExcess(node: node, author: author, now: now))
            }
            guard done.answer else { throw .unknown("node", call["id"]) }
            let answer: JSONValue = ["node": .string(call["id"]), "acknowledgedBy": .string(author)]
            return .json(answer.recorded(done.isRecorded))
        },
        Route(
            "POST", "/v1/backup", "Copies the store to a new file inside the data folder, while all goes on.",
            body: [Field("path", .string, "File name, relative to the data folder.", isRequired: true)], status: 201,
            answer: backUp),
    ]

    private static func setStopped(_ isStopped: Bool, _ call: APICall) -> APIAnswer {
        let (author, reason) = (call.author, call.body.string("reason"))
        let done = call.gateway.engine.recordedCommand { core, now in
            ((), core.setStopped(isStopped, author: author, reason: reason, now: now))
        }
        let answer: JSONValue = ["isStopped": .bool(isStopped)]
        return .json(answer.recorded(done.isRecorded))
    }

    /// Only plain names of the data folder: through the network nobody writes elsewhere, nor over the keys.
    @Sendable private static func backUp(_ call: APICall) throws(Problem) -> APIAnswer {
        let name = call.body.string("path") ?? ""
        let isPlain = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2D, 0x2E, 0x5F].contains($0)
        }
        guard isPlain, !name.hasPrefix("."), name.hasSuffix(".sqlite") || name.hasSuffix(".backup") else {
            throw .field(
                "path", "\(name) is no name for a backup: letters, digits, . - _ and the ending .sqlite or .backup")
        }
        let target = "\(call.gateway.options.dataFolder)/\(name)"
        guard target != call.gateway.engine.store.path, !DataFolder.exists(target) else {
            throw .conflict("exists", "The file is there already", "\(name) is in the data folder; give another name")
        }
        do throws(StoreError) { try call.gateway.engine.store.backup(to: target) } catch { throw .store("\(error)") }
        return .json(["path": .string(target)], status: 201)
    }
}
