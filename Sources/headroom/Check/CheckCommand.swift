// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import GridModel

/// `headroom check`: validates topology files and says everything that is wrong with them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validates topology files: structure, units, ratings, tree, phases, defaults.",
        discussion: """
            Prints one line a finding, `file:line:column: error|warning: path: text`. A folder stands for the .yaml, .yml and
            .json files in it. Exit status: 0 no error (warnings may be), 1 an error was found or a file cannot be read.

            EXAMPLES
              headroom check topology/
              headroom check --json topology/street.yaml
            """)

    @Argument(help: ArgumentHelp("Topology files, or folders of them.", valueName: "FILE|FOLDER"))
    var paths: [String]

    @Flag(help: "Print one JSON document instead of lines.")
    var json = false

    func validate() throws {
        if paths.isEmpty { throw ValidationError("name at least one file or folder") }
    }

    func run() throws {
        let results = paths.flatMap { TopologySource.expand($0) }.map(\.checked)
        if json {
            try FileHandle.standardOutput.write(contentsOf: CheckReport(results).encoded())
        } else {
            for finding in results.flatMap(\.findings) { print(finding) }
            for result in results where !result.hasErrors { print(result.summary) }
        }
        if results.contains(where: \.hasErrors) { throw ExitCode(1) }
    }
}

/// A file to check, or the reason why it cannot be.
struct TopologySource {
    var path: String
    var text: Result<String, Unreadable>

    struct Unreadable: Error {
        var reason: String
    }

    /// The file itself, or the topology files of a folder in the order of their names.
    static func expand(_ path: String) -> [TopologySource] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return [TopologySource(path: path, text: .failure(Unreadable(reason: "there is no such file or folder")))]
        }
        guard isFolder.boolValue else { return [read(path)] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let files = names.filter { [".yaml", ".yml", ".json"].contains(where: $0.hasSuffix) }.sorted()
        guard !files.isEmpty else {
            let reason = "the folder has no .yaml, .yml or .json file"
            return [TopologySource(path: path, text: .failure(Unreadable(reason: reason)))]
        }
        return files.map { read(path.hasSuffix("/") ? path + $0 : "\(path)/\($0)") }
    }

    private static func read(_ path: String) -> TopologySource {
        guard let data = FileManager.default.contents(atPath: path) else {
            return TopologySource(path: path, text: .failure(Unreadable(reason: "the file cannot be read")))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return TopologySource(path: path, text: .failure(Unreadable(reason: "the file is not UTF-8 text")))
        }
        return TopologySource(path: path, text: .success(text))
    }

    /// The file with all findings.
    var checked: CheckedTopology {
        switch text {
        case .success(let text):
            let reading = TopologyFile.read(text, file: path)
            return CheckedTopology(file: path, findings: reading.findings, feeder: reading.feeder)
        case .failure(let unreadable):
            let finding = TopologyFinding(
                file: path, line: 1, column: 1, severity: .error, path: "", text: unreadable.reason)
            return CheckedTopology(file: path, findings: [finding], feeder: nil)
        }
    }
}

/// What checking one file gave.
struct CheckedTopology {
    var file: String
    var findings: [TopologyFinding]
    var feeder: Feeder?

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// One line for a file that can be used.
    var summary: String {
        guard let feeder else { return "\(file): not read" }
        let counts = "\(feeder.nodes.count) nodes, \(feeder.sites.count) sites, \(feeder.ders.count) DERs"
        return "\(file): ok: \(counts), \(feeder.stations.count) stations"
    }
}

/// The JSON document of `headroom check --json`.
struct CheckReport: Encodable {
    struct File: Encodable {
        var file: String
        var ok: Bool
        var nodes: Int?
        var sites: Int?
        var ders: Int?
        var findings: [Finding]
    }

    struct Finding: Encodable {
        var line: Int
        var column: Int
        var severity: String
        var path: String
        var text: String
    }

    var format = "check-result/1"
    var ok: Bool
    var files: [File]

    init(_ results: [CheckedTopology]) {
        ok = !results.contains(where: \.hasErrors)
        files = results.map { result in
            File(
                file: result.file, ok: !result.hasErrors, nodes: result.feeder?.nodes.count,
                sites: result.feeder?.sites.count, ders: result.feeder?.ders.count,
                findings: result.findings.map {
                    Finding(
                        line: $0.line, column: $0.column, severity: $0.severity.rawValue, path: $0.path, text: $0.text)
                })
        }
    }

    /// Keys in a stable order, one line end at the end.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
