// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Why a scenario cannot be run on a topology: all that was found, each with its place.
public struct ScenarioError: Error {
    /// The findings, errors and warnings.
    public let findings: [TopologyFinding]

    /// An error of these findings.
    public init(_ findings: [TopologyFinding]) { self.findings = findings }
}
