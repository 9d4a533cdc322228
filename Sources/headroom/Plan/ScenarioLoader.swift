// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import JSON
import Planning

/// A scenario with the files that it names.
struct LoadedScenario: Sendable {
    var scenario: Scenario
    var inputs: ScenarioInputs
}

/// Reads scenarios and what they name; a CSV file's name counts from the folder of its scenario.
enum ScenarioLoader {
    static func load(_ paths: [String]) throws(CommandError) -> [LoadedScenario] {
        var loaded: [LoadedScenario] = []
        for path in paths {
            let scenario = try read(path)
            if let other = loaded.first(where: { $0.scenario.id == scenario.id }) {
                throw .input("\(path): the id \(scenario.id) is that of \(other.scenario.file) too; each needs its own")
            }
            if let first = loaded.first?.scenario, first.horizon != scenario.horizon {
                throw .input(
                    "\(path): its horizon, \(words(scenario.horizon)), is not that of \(first.file), "
                        + "\(words(first.horizon)); what is compared needs the same steps")
            }
            var inputs = ScenarioInputs()
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            for name in scenario.files {
                let file = name.hasPrefix("/") ? name : folder.appendingPathComponent(name).path
                inputs.texts[name] = try text(of: file)
            }
            loaded.append(LoadedScenario(scenario: scenario, inputs: inputs))
        }
        return loaded
    }

    private static func words(_ horizon: Horizon) -> String {
        "\(horizon.stepCount) steps of \(horizon.stepMinutes) minutes from "
            + RFC3339.format(milliseconds: horizon.start.milliseconds)
    }

    private static func read(_ path: String) throws(CommandError) -> Scenario {
        let reading = ScenarioFile.read(try text(of: path), file: path)
        for finding in reading.findings { StandardError.write(finding.description) }
        guard let scenario = reading.scenario else {
            throw .input("\(path) cannot be used: \(reading.findings.count { $0.severity == .error }) errors")
        }
        return scenario
    }

    /// Largest file that is read at all; the readers have narrower limits of their own.
    private static let maximumBytes = 512 << 20

    private static func text(of path: String) throws(CommandError) -> String {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard size <= maximumBytes else {
            throw .input("\(path): \(size) bytes are more than the limit of \(maximumBytes)")
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): the file cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .input("\(path): not UTF-8 text") }
        return text
    }
}
