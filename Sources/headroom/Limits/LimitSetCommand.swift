// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom limit set`
struct LimitSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Sets a limit at a node, and says who is cut.",
        discussion: """
            The answer names everybody who gets less or more, and what would flow if the link to all of them were lost.
            With --preview nothing is set.

            EXAMPLES
              headroom limit set street --import-kw 130 --for 30m --reason "cable works"
              headroom limit set house-7 --import-kw 4.6 --phase B --for 2h --reason "fuse"
              headroom limit set trafo-2 --import-a 250 --until 18:00 --reason "hot day" --preview
              headroom limit set street --export-kva 200 --start 2026-11-22T11:00:00Z --for 3h --reason "voltage"
            """)

    @Argument(help: ArgumentHelp("The node.", valueName: "NODE")) var node: String
    @Option(name: .customLong("import-kw"), help: "Import limit in kW.") var importKW: Double?
    @Option(name: .customLong("import-kva"), help: "Import limit in kVA.") var importKVA: Double?
    @Option(name: .customLong("import-a"), help: "Import limit in A per phase.") var importA: Double?
    @Option(name: .customLong("export-kw"), help: "Export limit in kW, a magnitude.") var exportKW: Double?
    @Option(name: .customLong("export-kva"), help: "Export limit in kVA.") var exportKVA: Double?
    @Option(name: .customLong("export-a"), help: "Export limit in A per phase.") var exportA: Double?
    @Option(help: ArgumentHelp("The one phase that is bounded (A, B, C), with kW or A.", valueName: "P"))
    var phase: String?
    @Option(name: .customLong("for"), help: ArgumentHelp("How long, e.g. 30m.", valueName: "SPAN")) var span: String?
    @Option(help: ArgumentHelp("Until when: RFC 3339, or 18:00 for the next such time here.", valueName: "T"))
    var until: String?
    @Option(help: ArgumentHelp("From when; now if missing.", valueName: "T")) var start: String?
    @Option(help: ArgumentHelp("Why; stands in every explanation.", valueName: "TEXT")) var reason: String
    @Flag(help: "Only say what it would do.") var preview = false
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    private var bounds: [(direction: String, key: String, value: Double)] {
        [
            ("import", "limitKW", importKW), ("import", "limitKVA", importKVA), ("import", "limitA", importA),
            ("export", "limitKW", exportKW), ("export", "limitKVA", exportKVA), ("export", "limitA", exportA),
        ].compactMap { direction, key, value in value.map { (direction, key, $0) } }
    }

    func validate() throws {
        guard bounds.count == 1 else {
            throw ValidationError(
                "give exactly one of --import-kw, --import-kva, --import-a, --export-kw, --export-kva, --export-a")
        }
        guard bounds[0].value.isFinite else { throw ValidationError("a limit of \(bounds[0].value) is no number") }
        guard (span == nil) != (until == nil) else { throw ValidationError("give exactly one of --for and --until") }
    }

    func run() async throws {
        var body = JSONObject()
        body["direction"] = .string(bounds[0].direction)
        body[bounds[0].key] = .number(bounds[0].value)
        if let phase { body["phase"] = .string(phase.uppercased()) }
        if let span { body["forS"] = .number(try Span(span, option: "--for").seconds) }
        if let until { body["end"] = .string(try TimeOfDay(until, option: "--until").text) }
        if let start { body["start"] = .string(try TimeOfDay(start, option: "--start").text) }
        body["reason"] = .string(reason)
        let path = "/v1/nodes/\(try PathName(node, "node").text)/limits\(preview ? "?preview=true" : "")"
        let answer = try await gateway.client().call(.POST, path, body: .object(body))
        if json { return print(answer.serialized()) }
        for line in lines(answer) { print(line) }
    }

    /// What the limit does, in lines.
    private func lines(_ answer: JSONValue) -> [String] {
        var lines = ["\(preview ? "would set" : "set"): \(LimitWords.line(answer))"]
        let affected = answer["affected"]?.array ?? []
        lines.append(affected.isEmpty ? "nobody gets less or more by it now" : "\(affected.count) DERs change:")
        for der in affected.prefix(Self.listed) {
            let name = Words.column(der["der"]?.string ?? "?", 32)
            lines.append("  \(name) \(Words.kW(der["beforeKW"])) -> \(Words.kW(der["afterKW"]))")
        }
        if affected.count > Self.listed {
            lines.append("  and \(affected.count - Self.listed) more (--json lists all)")
        }
        if let over = answer["infeasibleKW"]?.double, over > 0 {
            lines.append("no setpoint can keep it: \(Words.number(over)) kW remain above it")
        }
        let lost = answer["linkLossOverloadKW"]?.double ?? 0
        let amount = answer["linkLossOverloadA"]?.double.map { "\(Words.number($0)) A" } ?? "\(Words.number(lost)) kW"
        let phase = answer["linkLossPhase"]?.string.map { " on phase \($0)" } ?? ""
        lines.append(
            lost > 0
                ? "if the link to everybody below were lost, \(node) would be \(amount) over it\(phase)"
                : "if the link to everybody below were lost, it would still hold")
        return lines
    }

    private static let listed = 20
}
