// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A JSON Schema of the repository, to hold the reader of the same files against.
package struct SchemaDocument {
    package enum Failure: Error { case noSuchPlace(String), takesAnyKey(String), peer(String) }

    private let path: String

    /// - Parameter path: from the root of the repository.
    package init(_ path: String) { self.path = path }

    private func place(_ pointer: String) throws -> [String: Any] {
        var place = try JSONSerialization.jsonObject(with: Data(RepositoryFiles.text(path).utf8)) as? [String: Any]
        for step in pointer.split(separator: "/") { place = place?[String(step)] as? [String: Any] }
        guard let place else { throw Failure.noSuchPlace(pointer) }
        return place
    }

    /// The keys of the maps described at these places; such a map takes no others.
    package func keys(at pointers: [String]) throws -> Set<String> {
        try pointers.reduce(into: []) { keys, pointer in
            let map = try place(pointer)
            guard map["additionalProperties"] as? Bool == false else { throw Failure.takesAnyKey(pointer) }
            guard let properties = map["properties"] as? [String: Any] else { throw Failure.noSuchPlace(pointer) }
            keys.formUnion(properties.keys)
        }
    }

    /// Where the keys that a reader asks for, by what it asks them of, are not those described.
    ///
    /// - Parameter places: where the schema describes each.
    package func differences(from asked: [String: Set<String>], places: [String: [String]]) throws -> [String] {
        let strangers = Set(asked.keys).symmetricDifference(places.keys).sorted().map { "only on one side: \($0)" }
        return try strangers
            + asked.sorted { $0.key < $1.key }.compactMap { subject, keys in
                let other = keys.symmetricDifference(try self.keys(at: places[subject] ?? []))
                return other.isEmpty ? nil : "\(subject): \(other.sorted())"
            }
    }

    /// The words that may stand at a place.
    package func words(at pointer: String) throws -> [String] {
        guard let words = try place(pointer)["enum"] as? [String] else { throw Failure.noSuchPlace(pointer) }
        return words
    }

    // MARK: - A second opinion

    /// The Python that `HEADROOM_PYTHON` names.
    package static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

    private static let script = """
        import json, sys, yaml, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in sys.argv[2:]:
            print(len(list(validator.iter_errors(yaml.safe_load(open(path, encoding="utf-8"))))))
        """

    /// How many errors Python's jsonschema finds in each file.
    package func peerErrors(in files: [String]) async throws -> [Int] {
        let paths = ([path] + files).map { RepositoryFiles.root.appendingPathComponent($0).path }
        let peer = try await ChildProcess.run([Self.python ?? "python3", "-c", Self.script] + paths)
        let counts = peer.output.split(separator: "\n").compactMap { Int($0) }
        guard peer.status == 0, counts.count == files.count else { throw Failure.peer(peer.output) }
        return counts
    }
}
