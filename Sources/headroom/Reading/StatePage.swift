// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// The state as lines that fit a terminal: nodes as a tree, alarms, and those who are cut most.
struct StatePage {
    private let state: JSONValue
    private let width: Int
    private let height: Int

    /// Smallest terminal that is drawn for; smaller ones cut.
    static let smallest = (width: 80, height: 24)

    init(_ state: JSONValue, width: Int, height: Int) {
        self.state = state
        self.width = max(Self.smallest.width, width)
        self.height = max(Self.smallest.height, height)
    }

    var lines: [String] {
        let nodes = nodeRows
        let cut = cutDERs
        let alarms = state["alarms"]?.array ?? []
        let alarmRows = min(alarms.count, 4)
        let left = height - 5 - alarmRows
        let cutRows = min(cut.count, max(left - nodes.count, left / 3))
        let nodeRows = min(nodes.count, max(0, left - cutRows))
        var lines = [title, nodeHead] + nodes.prefix(nodeRows)
        if nodes.count > nodeRows { lines[lines.count - 1] = "  ... \(nodes.count - nodeRows + 1) more nodes" }
        lines += alarms.prefix(alarmRows).map { fit("! \($0["sentence"]?.string ?? "?")") }
        lines.append(fit(cutHead(cut.count)))
        lines += cut.prefix(cutRows).map { fit(derRow($0)) }
        return lines
    }

    /// One line for where there is no terminal.
    var summary: String {
        let nodes = state["nodes"]?.array ?? []
        let tightest = nodes.filter { $0["headroomKW"]?.double != nil }
            .min { ($0["headroomKW"]?.double ?? 0) < ($1["headroomKW"]?.double ?? 0) }
        let tight = tightest.map {
            "; tightest \($0["id"]?.string ?? "?"): \(Words.number(flow($0).value)) of "
                + "\(Words.kW($0["importLimitKW"])), headroom \(Words.kW($0["headroomKW"]))"
        }
        let alarms = state["alarmCount"]?.double.map { Int($0) } ?? 0
        return
            "\(time)  \(cutDERs.count) of \(state["ders"]?.array?.count ?? 0) DERs cut, \(alarms) alarms\(tight ?? "")"
    }

    // MARK: - Head

    private var time: String {
        guard let text = state["time"]?.string, let milliseconds = RFC3339.parse(text) else { return "--:--:--" }
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        let parts = Calendar.current.dateComponents([.hour, .minute, .second], from: date)
        return [parts.hour, parts.minute, parts.second].map { String(format: "%02d", $0 ?? 0) }.joined(separator: ":")
    }

    private var title: String {
        let name = state["name"]?.string ?? state["feeder"]?.string ?? ""
        let mode = state["isStopped"]?.bool == true ? "STOPPED: all at their defaults" : "dispatching"
        let limits = (state["limits"]?.array ?? []).filter { $0["isActive"]?.bool == true }
        let words =
            limits.isEmpty
            ? "no limits set"
            : "\(limits.count) limit\(limits.count == 1 ? "" : "s") set, last by "
                + (limits.last?["author"]?.string ?? "?")
        return fit("Headroom  \(name)  \(time)  \(mode)  \(words)")
    }

    // MARK: - Nodes

    private var nameWidth: Int { min(34, width - 50) }
    private var barWidth: Int { min(20, width - nameWidth - 41) }

    private var nodeHead: String {
        fit("\(Words.column("node", nameWidth))  flow kW  limit kW  headroom kW  used")
    }

    /// The nodes in the order of the tree; usage points only where something happens.
    private var nodeRows: [String] {
        var depth: [String: Int] = [:]
        var rows: [String] = []
        for node in state["nodes"]?.array ?? [] {
            let level = node["parent"]?.string.flatMap { depth[$0] }.map { $0 + 1 } ?? 0
            if let id = node["id"]?.string { depth[id] = level }
            if node["kind"]?.string != "usagePoint" || isNoteworthy(node) { rows.append(nodeRow(node, level)) }
        }
        return rows
    }

    private func isNoteworthy(_ node: JSONValue) -> Bool {
        let over = (node["importOverloadKW"]?.double ?? 0) + (node["exportOverloadKW"]?.double ?? 0)
        let source = node["importLimitSource"]?.string
        return over > 0 || node["price"]?.double ?? 0 != 0 || node["ladder"]?.string != "none"
            || source != nil && source != "connection" && source != "rating"
    }

    private func nodeRow(_ node: JSONValue, _ level: Int) -> String {
        let name = String(repeating: "  ", count: level) + (node["id"]?.string ?? "?")
        let flow = flow(node)
        let source = node["importLimitSource"]?.string
        let mark = source == nil || source == "rating" || source == "connection" ? " " : "*"
        return fit(
            "\(Words.column(name, nameWidth)) \(Words.column(Words.number(flow.value), 7, right: true))"
                + "\(flow.isMeasured ? " " : "~") "
                + "\(Words.column(Words.number(node["importLimitKW"]), 8, right: true))\(mark)"
                + " \(Words.column(Words.number(node["headroomKW"]), 11, right: true))  \(bar(node))")
    }

    /// What flows: measured, or what is counted.
    private func flow(_ node: JSONValue) -> (value: Double, isMeasured: Bool) {
        if let measured = node["measuredKW"]?.double { return (measured, true) }
        return (node["countedImportKW"]?.double ?? 0, false)
    }

    private func bar(_ node: JSONValue) -> String {
        guard let limit = node["importLimitKW"]?.double, limit > 0 else { return "" }
        let part = max(0, flow(node).value / limit)
        let filled = min(barWidth, Int((part * Double(barWidth)).rounded()))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: barWidth - filled)
            + "] \(Int((part * 100).rounded()))%"
    }

    // MARK: - DERs

    private var cutDERs: [JSONValue] {
        (state["ders"]?.array ?? []).filter { cut($0) > 0.05 && $0["cause"]?.string != "notDispatchable" }
            .sorted { cut($0) > cut($1) }
    }

    private func cut(_ der: JSONValue) -> Double {
        guard let asked = der["askedKW"]?.double, let given = der["setpointKW"]?.double else { return 0 }
        // A default that waits for a vehicle is more than is asked: nobody is cut by it.
        return abs(asked) - abs(given)
    }

    private func cutHead(_ count: Int) -> String {
        count == 0 ? "nobody is cut" : "\(Words.column("\(count) DERs cut", 24))  asks   gets  draws  because"
    }

    private func derRow(_ der: JSONValue) -> String {
        let values = ["askedKW", "setpointKW", "measuredKW"].map { Words.column(Words.number(der[$0]), 6, right: true) }
        return
            "\(Words.column(der["id"]?.string ?? "?", 24)) \(values.joined(separator: " "))  "
            + (der["sentence"]?.string ?? "")
    }

    private func fit(_ line: String) -> String { line.count > width ? String(line.prefix(width - 1)) + "~" : line }
}
