// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The texts of the CSV files that a scenario names, by the name it gives them; whoever runs it reads them.
public struct ScenarioInputs: Sendable {
    /// The texts.
    public var texts: [String: String]

    /// By its members.
    public init(texts: [String: String] = [:]) { self.texts = texts }
}

extension Scenario {
    /// The CSV files it names.
    public var files: [String] {
        [profiles.load.csv, profiles.sun.csv, profiles.vehicles.csv].compactMap { $0 }
    }
}
