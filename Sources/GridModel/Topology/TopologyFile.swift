// SPDX-License-Identifier: Apache-2.0

/// The topology file: a feeder with its sites and DERs as people write it, in YAML or JSON.
///
/// Every fault of an input is reported at once, each with its line, column and path:
///
/// ```
/// text ── compose ──> fields ── declare ──> nodes, sites, stations, DERs
///                                               │ tree, phases and voltages from the head down
///                                               │ bindings, topics, defaults against ratings
///                                               └──> Feeder
/// ```
public enum TopologyFile {
    /// The value of the key `format` that this version reads.
    public static let format = "headroom-topology/1"

    /// The JSON Schema (2020-12) of the file.
    public static var schema: String { String(decoding: PackageResources.topology_1_schema_json, as: UTF8.self) }

    /// Reads a topology.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - file: the name that stands in front of each finding.
    ///   - limits: what keeps an input from exhausting the process.
    /// - Returns: the feeder, if nothing worse than a warning was found, and all findings in the order of the text.
    public static func read(_ text: String, file: String, limits: TopologyLimits = TopologyLimits()) -> TopologyReading
    {
        var log = FindingLog(file: file, maximum: limits.findings)
        let feeder = readFeeder(text, limits: limits, log: &log)
        return TopologyReading(feeder: log.hasErrors ? nil : feeder, findings: log.sorted())
    }

    static func readFeeder(_ text: String, limits: TopologyLimits, log: inout FindingLog) -> Feeder? {
        guard let root = TopologySyntax.compose(text, limits: limits, log: &log),
            let topology = DeclaredTopology(root, log: &log)
        else { return nil }
        let tree = TopologyTree(topology.nodes, log: &log)
        let resolved = ResolvedTopology(topology, tree: tree, log: &log)
        BindingCheck.check(topology, log: &log)
        guard tree.isWhole, !log.hasErrors, let id = topology.id else { return nil }
        let feeder = Feeder(
            id: id, name: topology.name, nodes: resolved.nodes, sites: topology.sites, ders: resolved.ders,
            stations: topology.stations.map(\.station))
        let index = FeederIndex(feeder)
        let sums = DefaultSums(feeder, index)
        DefaultsCheck.check(feeder, sums, places: topology.limitPlaces, log: &log)
        AccessCheck.check(feeder, index, sums, topology, log: &log)
        StorageCheck.check(feeder, topology, log: &log)
        return feeder
    }
}

/// What reading a topology gave.
public struct TopologyReading: Sendable {
    /// The feeder; nil where there is an error.
    public let feeder: Feeder?
    /// What was found, in the order of the text.
    public let findings: [TopologyFinding]

    /// Whether any finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// What keeps an input from exhausting the process.
public struct TopologyLimits: Sendable {
    /// Longest text in bytes.
    public var bytes: Int
    /// Most findings listed: more than a person reads, and one that repeats 100,000 times says no more.
    public var findings: Int
    /// Most values of a text: 100,000 DERs have some three million. Aliases of aliases would make any number.
    public var values: Int

    /// The longest text that is read wherever it comes from: 100,000 DERs written generously take some 60 MB.
    public static let largestText = 64 << 20

    /// Limits; those given here suit any feeder.
    public init(bytes: Int = largestText, findings: Int = 1_000, values: Int = 10_000_000) {
        self.bytes = bytes
        self.findings = findings
        self.values = values
    }
}
