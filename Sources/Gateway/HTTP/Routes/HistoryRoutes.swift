// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension Routes {
    /// What was, node by node.
    static let history: [Route] = [
        Route(
            "GET", "/v1/nodes/{id}/history",
            "What flowed through a node and what bounded it, drawn together into points of equal length.",
            query: [
                Field("from", .time, "Beginning; six hours before the end if missing."),
                Field("to", .time, "End; now if missing."),
                Field("points", .integer, "Most points; 360 if missing, at most \(Store.mostFlowBuckets)."),
            ], answer: nodeHistory)
    ]

    /// What is kept goes back so far; a wider span would only be empty.
    private static let longestHistory = Duration.days(31)

    @Sendable private static func nodeHistory(_ call: APICall) throws(Problem) -> APIAnswer {
        let model = call.gateway.engine.snapshot.model
        let node = model.feeder.nodes[try call.gateway.node(call["id"], model)].id
        let to = call.query.time("to") ?? call.gateway.engine.clock.now.utc
        let from = call.query.time("from") ?? to - .seconds(6 * 3_600)
        guard from < to, to - from <= longestHistory else {
            throw .field("from", "expected a time before the end, by \(longestHistory.components.seconds) s at most")
        }
        let count = call.query.int("points") ?? 360
        guard (1...Store.mostFlowBuckets).contains(count) else {
            throw .field("points", "\(count) is outside 1...\(Store.mostFlowBuckets)")
        }
        let found = try call.gateway.read { store throws(StoreError) in
            try store.flows(of: node, from: from, to: to, buckets: count)
        }
        return .json([
            "node": .string(node.text), "from": GatewayDocument.time(from), "to": GatewayDocument.time(to),
            "intervalS": .number(Double(found.milliseconds) / 1_000), "points": .array(found.buckets.map(point)),
        ])
    }

    private static func point(_ bucket: NodeFlowBuckets.Bucket) -> JSONValue {
        [
            "time": GatewayDocument.time(bucket.start), "minimumKW": kW(bucket.minimumKW),
            "meanKW": kW(bucket.meanKW), "maximumKW": kW(bucket.maximumKW),
            "countedImportKW": kW(bucket.countedImportKW), "countedExportKW": kW(bucket.countedExportKW),
            "importLimitKW": kW(bucket.importLimitKW), "exportLimitKW": kW(bucket.exportLimitKW),
            "headroomKW": kW(bucket.headroomKW),
        ]
    }

    private static func kW(_ value: Double?) -> JSONValue { GatewayDocument.kW(value.map { .kilowatts($0) }) }
}
