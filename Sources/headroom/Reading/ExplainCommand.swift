// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom explain`
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Why a DER gets what it gets.",
        discussion: """
            EXAMPLES
              headroom explain home-01-ev
              headroom explain home-01-ev --json
            """)

    @Argument(help: ArgumentHelp("The DER.", valueName: "DER")) var der: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/ders/\(try PathName(der, "DER").text)/explanation")
        if json { return print(answer.serialized()) }
        for line in lines(answer) { print(line) }
    }

    private func lines(_ answer: JSONValue) -> [String] {
        func text(_ key: String) -> String { answer[key]?.string ?? "-" }
        let current = answer["currentA"]?.double.map { " = \(Words.number($0)) A per phase" } ?? ""
        let service = answer["isOutOfService"]?.bool == true ? ", out of service" : ""
        var lines = [
            "\(text("id")) (\(text("kind")) at \(text("node"))): \(text("sentence"))",
            "  asks for   \(Words.kW(answer["askedKW"]))",
            "  gets       \(Words.kW(answer["setpointKW"]))\(current)",
            "  measured   \(Words.kW(answer["measuredKW"])) (\(text("measurement")))",
            "  may do     \(Words.kW(answer["allowedImportKW"])) import, \(Words.kW(answer["allowedExportKW"])) export",
            "  link       \(text("link")), plug \(text("plug"))\(service)",
        ]
        if let command = answer["command"], !command.isNull {
            lines.append(
                "  command    \(Words.kW(command["powerKW"])) sent \(command["sentAt"]?.string ?? "-"), "
                    + "\(command["standing"]?.string ?? "-"), valid until \(command["validUntil"]?.string ?? "-")")
        }
        if let node = answer["bindingNode"]?.string {
            let author = answer["limitAuthor"]?.string.map { " by \($0)" } ?? ""
            let reason = answer["limitReason"]?.string.map { ": \($0)" } ?? ""
            let phase = answer["phase"]?.string.map { "on phase \($0) " } ?? ""
            let bound = answer["isUnbalance"]?.bool == true ? "difference of phases" : text("direction")
            lines.append(
                "  limit      \(bound) \(Words.kW(answer["limitKW"])), of which "
                    + "\(Words.kW(answer["usableKW"])) may be used, \(phase)at \(node), "
                    + "\(text("limitSource"))\(author)\(reason)")
            lines.append("  shared     \(text("principle")): \(text("rule"))")
        }
        if let told = answer["phaseOrder"]?["sentence"]?.string { lines.append("  phases     \(told)") }
        if answer["guaranteedKW"]?.double != nil {
            lines.append("  guaranteed \(Words.kW(answer["guaranteedKW"])), whatever is dimmed")
        }
        for node in answer["path"]?.array ?? [] where node["setAsideLimitKW"]?.double != nil {
            let author = node["setAsideLimitAuthor"]?.string.map { " by \($0)" } ?? ""
            lines.append(
                "  set aside  \(Words.kW(node["setAsideLimitKW"])) at \(node["node"]?.string ?? "?")\(author),"
                    + " for guaranteed minimums")
        }
        if let gain = answer["gainPerKW"]?.double {
            lines.append("  one more   1 kW there would bring it \(Words.number(gain)) kW")
        }
        lines += storage(answer["storage"])
        if let missing = answer["missingKW"], !missing.isNull {
            lines.append("  missing    \(Words.kW(missing)) there for its minimum")
        }
        lines.append("  path       node, price, import limit, headroom")
        for node in answer["path"]?.array ?? [] {
            lines.append(
                "    \(Words.column(node["node"]?.string ?? "?", 24)) "
                    + "\(Words.column(Words.number(node["price"]), 8, right: true)) "
                    + "\(Words.column(Words.kW(node["importLimitKW"]), 12, right: true)) "
                    + Words.column(Words.kW(node["headroomKW"]), 12, right: true))
        }
        return lines
    }

    /// What stands behind the setpoint of a storage.
    private func storage(_ storage: JSONValue?) -> [String] {
        guard let storage, !storage.isNull else { return [] }
        let threshold = storage["peakShavingKW"].map { " of \(Words.kW($0))" } ?? ""
        var lines = ["  by itself  \(storage["operation"]?.string ?? "-")\(threshold): \(Words.kW(storage["wishKW"]))"]
        if let target = storage["target"], !target.isNull {
            lines.append(
                "  target     \(Words.kW(target["powerKW"])) until \(target["end"]?.string ?? "-") by "
                    + (target["author"]?.string ?? "-"))
        }
        if let budget = storage["throughputKWhPerDay"], !budget.isNull {
            lines.append(
                "  passed     \(Words.number(storage["throughputKWh"])) of \(Words.number(budget)) kWh in 24 hours")
        }
        for note in storage["notes"]?.array ?? [] { lines.append("  storage    \(note.string ?? "-")") }
        return lines
    }
}
