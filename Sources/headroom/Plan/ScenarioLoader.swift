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
                inputs.texts[name] = try InputFile.text(file)
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
        let reading = ScenarioFile.read(try InputFile.text(path), file: path)
        return try InputFile.value(reading.scenario, reading.findings, of: path)
    }
}
