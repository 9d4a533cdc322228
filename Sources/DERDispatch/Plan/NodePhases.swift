// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What flows through a node on each phase, kW, load convention, and what bounds it.
public struct NodePhases: Sendable, Hashable {
    /// What its meter measures, while it is live.
    public var measuredKW: PhaseVector?
    /// What counts against import limits: base load, and each DER at its worst.
    public var countedImportKW: PhaseVector
    /// The same against export limits.
    public var countedExportKW: PhaseVector
    /// The most restrictive import limit of each phase, kW, infinite for a phase that has none; nil where none bounds
    /// the phases.
    public var importLimitKW: PhaseVector?
    /// The same for export; magnitudes.
    public var exportLimitKW: PhaseVector?
    /// Largest difference between two phases; nil where none is stated.
    public var unbalanceLimit: ActivePower?

    /// Import still free on the fullest phase when everything counts at its worst; nil where no limit bounds phases.
    public var headroom: ActivePower? {
        importLimitKW.map { limit in
            .kilowatts(
                min(limit.a - countedImportKW.a, limit.b - countedImportKW.b, limit.c - countedImportKW.c))
        }
    }
}
