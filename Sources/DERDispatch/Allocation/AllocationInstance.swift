// SPDX-License-Identifier: Apache-2.0

public import JSON

/// An allocation problem as a plain file: format `dispatch-A/1`, numbered as its author numbered it.
///
///     {"format": "dispatch-A/1", "headPrice": 0,
///      "nodes": {"parent": [-1, 0], "importLimit": [10, null], "exportLimit": [10, null], "fixed": [0, 1.5]},
///      "ders": {"node": [1], "lo": [0], "hi": [11], "ref": [11], "weightUp": [0.1], "weightDown": [0.1], "tier": [0]}}
///
/// kW, + = import. `parent[i] < i`; limits are magnitudes, null where there is none. Unknown keys are passed over.
public struct AllocationInstance: Sendable {
    /// The only format there is.
    public static let format = "dispatch-A/1"

    /// The tree, with the file's numbering in `callerNode` and `callerDER`.
    public var tree: AllocationTree { problem.tree }
    /// The problem, in the tree's order.
    public let problem: AllocationProblem

    /// Reads an instance.
    public init(json document: some Collection<UInt8>) throws(AllocationInstanceError) {
        let columns: Columns
        do throws(JSONError) {
            columns = try JSONReader.read(document) { (reader: inout JSONReader) throws(JSONError) in
                try Columns(&reader)
            }
        } catch {
            throw .json(error)
        }
        problem = try columns.problem()
    }
}

/// Why a file is no instance.
public enum AllocationInstanceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not the JSON that the format asks for.
    case json(JSONError)
    /// The value at this path means nothing here.
    case value(path: String, reason: String)

    /// Path, or byte, and reason.
    public var description: String {
        switch self {
        case .json(let error): error.description
        case .value(let path, let reason): "\(path): \(reason)"
        }
    }
}

/// The file's parallel arrays.
private struct Columns {
    private var headPrice = 0.0
    private var nodes = NodeColumns()
    private var ders = DERColumns()

    init(_ reader: inout JSONReader) throws(JSONError) {
        var (format, hasNodes, hasDERs): (String?, Bool?, Bool?)
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "format":
                let start = reader.offset
                format = try reader.readString()
                guard format == AllocationInstance.format else {
                    let reason = "format \"\(format ?? "")\" is unknown, expected \"\(AllocationInstance.format)\""
                    throw JSONError(.invalidValue(reason), at: start)
                }
            case "headPrice": headPrice = try reader.readDouble()
            case "nodes": (nodes, hasNodes) = (try NodeColumns(&reader), true)
            case "ders": (ders, hasDERs) = (try DERColumns(&reader), true)
            default: try reader.skipValue()
            }
        }
        _ = try reader.require(format, "format")
        _ = try reader.require(hasNodes, "nodes")
        _ = try reader.require(hasDERs, "ders")
    }

    func problem() throws(AllocationInstanceError) -> AllocationProblem {
        try nodes.check()
        try ders.check()
        let tree: AllocationTree
        do throws(AllocationTreeError) {
            tree = try AllocationTree(parent: nodes.parent, nodeOfDER: ders.node)
        } catch {
            throw Self.explained(error)
        }
        var (bounds, responses): ([FlowBounds], [PriceResponse]) = ([], [])
        bounds.reserveCapacity(tree.nodeCount)
        responses.reserveCapacity(tree.derCount)
        for node in tree.callerNode { bounds.append(try nodes.bounds(Int(node))) }
        for der in tree.callerDER { responses.append(try ders.response(Int(der))) }
        do throws(AllocationProblemError) {
            return try AllocationProblem(tree: tree, nodes: bounds, ders: responses, headPrice: headPrice)
        } catch {
            throw .value(path: "headPrice", reason: "\(error)")
        }
    }

    private static func explained(_ error: AllocationTreeError) -> AllocationInstanceError {
        switch error {
        case .tooLarge(let count):
            .value(path: "nodes", reason: "\(count) entries, more than \(AllocationTree.maximumCount)")
        case .noHead: .value(path: "nodes.parent", reason: "no node has parent -1")
        case .twoHeads(let first, let second):
            .value(path: "nodes.parent[\(second)]", reason: "-1, but node \(first) is the head already")
        case .parentOutOfRange(let node, let parent):
            .value(path: "nodes.parent[\(node)]", reason: "\(parent) is no node")
        case .cycle(let node): .value(path: "nodes.parent[\(node)]", reason: "not connected to the head")
        case .nodeOutOfRange(let der, let node): .value(path: "ders.node[\(der)]", reason: "\(node) is no node")
        }
    }
}

private struct NodeColumns {
    var parent: [Int] = []
    var importLimit: [Double] = []
    var exportLimit: [Double] = []
    var fixed: [Double] = []

    init() {}

    init(_ reader: inout JSONReader) throws(JSONError) {
        var seen: (parent: Bool?, importLimit: Bool?, exportLimit: Bool?, fixed: Bool?)
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "parent": (parent, seen.parent) = (try reader.readIntegers(), true)
            case "importLimit": (importLimit, seen.importLimit) = (try reader.readNumbers(orNull: .infinity), true)
            case "exportLimit": (exportLimit, seen.exportLimit) = (try reader.readNumbers(orNull: .infinity), true)
            case "fixed": (fixed, seen.fixed) = (try reader.readNumbers(), true)
            default: try reader.skipValue()
            }
        }
        _ = try reader.require(seen.parent, "nodes.parent")
        _ = try reader.require(seen.importLimit, "nodes.importLimit")
        _ = try reader.require(seen.exportLimit, "nodes.exportLimit")
        _ = try reader.require(seen.fixed, "nodes.fixed")
    }

    func check() throws(AllocationInstanceError) {
        for (name, count) in [
            ("importLimit", importLimit.count), ("exportLimit", exportLimit.count), ("fixed", fixed.count),
        ] where count != parent.count {
            throw .value(path: "nodes.\(name)", reason: "\(count) values, but nodes.parent has \(parent.count)")
        }
        for (node, above) in parent.enumerated() where above >= node {
            throw .value(path: "nodes.parent[\(node)]", reason: "\(above) is not below \(node)")
        }
        for (name, limits) in [("importLimit", importLimit), ("exportLimit", exportLimit)] {
            guard let node = limits.firstIndex(where: { !($0 >= 0) }) else { continue }
            throw .value(path: "nodes.\(name)[\(node)]", reason: "\(limits[node]) is below 0; a limit is a magnitude")
        }
    }

    func bounds(_ node: Int) throws(AllocationInstanceError) -> FlowBounds {
        do throws(FlowBoundsError) {
            return try FlowBounds(lowerKW: -exportLimit[node], upperKW: importLimit[node], fixedKW: fixed[node])
        } catch {
            throw .value(path: "nodes.fixed[\(node)]", reason: "\(fixed[node]) is beyond \(PriceResponse.maximumKW) kW")
        }
    }
}

private struct DERColumns {
    var node: [Int] = []
    private var columns: [[Double]] = Array(repeating: [], count: Self.names.count)

    private static let names = ["lo", "hi", "ref", "weightUp", "weightDown", "tier"]

    init() {}

    init(_ reader: inout JSONReader) throws(JSONError) {
        var seen: Set<String> = []
        try reader.beginObject()
        while let key = try reader.nextKey() {
            let name = key.string
            if name == "node" {
                node = try reader.readIntegers()
                seen.insert(name)
            } else if let column = Self.names.firstIndex(of: name) {
                columns[column] = try reader.readNumbers()
                seen.insert(name)
            } else {
                try reader.skipValue()
            }
        }
        for name in ["node"] + Self.names where !seen.contains(name) {
            throw JSONError(.missingKey("ders.\(name)"), at: max(0, reader.offset - 1))
        }
    }

    func check() throws(AllocationInstanceError) {
        for (name, column) in zip(Self.names, columns) where column.count != node.count {
            throw .value(path: "ders.\(name)", reason: "\(column.count) values, but ders.node has \(node.count)")
        }
    }

    func response(_ der: Int) throws(AllocationInstanceError) -> PriceResponse {
        do throws(PriceResponseError) {
            return try PriceResponse(
                lowerKW: columns[0][der], upperKW: columns[1][der], preferredKW: columns[2][der],
                weightUp: columns[3][der], weightDown: columns[4][der], tier: columns[5][der])
        } catch {
            throw Self.explained(error, der)
        }
    }

    private static func explained(_ error: PriceResponseError, _ der: Int) -> AllocationInstanceError {
        let power = "is beyond \(PriceResponse.maximumKW) kW"
        let weight = "must lie in \(PriceResponse.weights); at 0 no share is unique"
        switch error {
        case .lower(let value): return .value(path: "ders.lo[\(der)]", reason: "\(value) \(power)")
        case .upper(let value): return .value(path: "ders.hi[\(der)]", reason: "\(value) \(power)")
        case .crossed(let lower, let upper):
            return .value(path: "ders.hi[\(der)]", reason: "\(upper) is below lo, which is \(lower)")
        case .preferred(let value): return .value(path: "ders.ref[\(der)]", reason: "\(value) \(power)")
        case .weightUp(let value): return .value(path: "ders.weightUp[\(der)]", reason: "\(value) \(weight)")
        case .weightDown(let value): return .value(path: "ders.weightDown[\(der)]", reason: "\(value) \(weight)")
        case .tier(let value):
            return .value(path: "ders.tier[\(der)]", reason: "\(value) must lie in 0...\(PriceResponse.maximumTier)")
        }
    }
}

extension JSONReader {
    fileprivate mutating func readIntegers() throws(JSONError) -> [Int] {
        var values: [Int] = []
        try beginArray()
        while try nextElement() { values.append(try readInt()) }
        return values
    }

    fileprivate mutating func readNumbers(orNull substitute: Double? = nil) throws(JSONError) -> [Double] {
        var values: [Double] = []
        try beginArray()
        while try nextElement() {
            if let substitute, try readNull() { values.append(substitute) } else { values.append(try readDouble()) }
        }
        return values
    }
}
