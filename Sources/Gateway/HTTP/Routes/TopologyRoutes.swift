// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import Store

extension Routes {
    /// The topology: what is in force, what was, and another one.
    static let topology: [Route] = [
        Route("GET", "/v1/topology", "The topology in force: text, version, time and author.") { call throws(Problem) in
            try version(call.gateway.engine.snapshot.topology.number, call)
        },
        Route("GET", "/v1/topology/versions", "The versions that are kept, newest first.") { call throws(Problem) in
            let current = call.gateway.engine.snapshot.topology.number
            let versions = try call.gateway.read { store throws(StoreError) in try store.topologyVersions() }
            let documents = versions.map { TopologyDocument.version($0, current: current, withText: false) }
            return .json(["current": .number(Double(current)), "versions": .array(documents)])
        },
        Route("GET", "/v1/topology/versions/{id}", "One version with its text.") { call throws(Problem) in
            guard let number = Int64(call["id"]) else { throw .unknown("topology-version", call["id"]) }
            return try version(number, call)
        },
        Route(
            "POST", "/v1/topology/preview", "What a topology would change, and who would be cut; nothing is changed.",
            body: [text, name], largestBody: largestBody, answer: preview),
        Route(
            "POST", "/v1/topology", "Puts a topology in force at once, without a restart.",
            body: [text, name, Field("reason", .string, "Why, in the author's words."), ifVersion],
            largestBody: largestBody, answer: apply),
        Route(
            "POST", "/v1/topology/rollback", "Puts an earlier version in force again, as a new one.",
            body: [
                Field("version", .integer, "The version to go back to.", isRequired: true),
                Field("reason", .string, "Why, in the author's words."), ifVersion,
            ], answer: rollBack),
    ]

    /// A text in JSON has a backslash more a line.
    private static let largestBody = TopologyLimits.largestText / 2 * 3

    private static let text = Field(
        "text", .string, "The topology, YAML or JSON.", isRequired: true, longest: TopologyLimits.largestText)
    private static let name = Field("name", .string, "The file's name, to stand in front of findings.")
    private static let ifVersion = Field(
        "ifVersion", .integer, "Only if this version is in force: else 409, for somebody was quicker.")

    private static func version(_ number: Int64, _ call: APICall) throws(Problem) -> APIAnswer {
        let current = call.gateway.engine.snapshot.topology.number
        let found = try call.gateway.read { store throws(StoreError) in try store.topologyVersion(number) }
        guard let found else { throw .unknown("topology-version", "\(number)") }
        return .json(TopologyDocument.version(found, current: current, withText: true))
    }

    @Sendable private static func preview(_ call: APICall) throws(Problem) -> APIAnswer {
        do throws(TopologyError) {
            let answer = try call.gateway.topology.preview(
                call.body.string("text") ?? "", name: call.body.string("name") ?? "topology")
            return .json(TopologyDocument.answer(answer))
        } catch { throw Problem(error) }
    }

    @Sendable private static func apply(_ call: APICall) throws(Problem) -> APIAnswer {
        var request = TopologyKeeper.Request(text: call.body.string("text") ?? "", author: call.author)
        request.name = call.body.string("name") ?? request.name
        request.reason = call.body.string("reason")
        request.ifVersion = call.body.int("ifVersion").map { Int64($0) }
        do throws(TopologyError) {
            let done = try call.gateway.topology.change(request)
            return .json(TopologyDocument.answer(done.answer).recorded(done.isRecorded))
        } catch { throw Problem(error) }
    }

    @Sendable private static func rollBack(_ call: APICall) throws(Problem) -> APIAnswer {
        do throws(TopologyError) {
            let done = try call.gateway.topology.rollBack(
                to: Int64(call.body.int("version") ?? 0), author: call.author, reason: call.body.string("reason"),
                ifVersion: call.body.int("ifVersion").map { Int64($0) })
            return .json(TopologyDocument.answer(done.answer).recorded(done.isRecorded))
        } catch { throw Problem(error) }
    }
}

extension Problem {
    /// Findings that a problem lists: more than a person reads at once.
    private static let listedFindings = 100

    /// Why a topology did not come into force.
    init(_ error: TopologyError) {
        let text = TopologyDocument.lines(error).last ?? ""
        switch error {
        case .findings(let findings):
            self = .fields(findings.prefix(Self.listedFindings).map { FieldError(field: "text", reason: "\($0)") })
        case .conflict: self = .conflict("topology-version", "Another version is in force", text)
        case .otherFeeder: self = .field("text", text)
        case .tooManyDeparted: self = .unavailable(text)
        case .unknownVersion(let number): self = .unknown("topology-version", "\(number)")
        case .store: self = .store(text)
        }
    }
}
