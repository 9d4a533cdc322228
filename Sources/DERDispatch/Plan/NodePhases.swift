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
    /// The most restrictive import limit, as power of one phase; nil where none bounds the phases.
    public var importLimit: ActivePower?
    /// The same for export; a magnitude.
    public var exportLimit: ActivePower?
    /// Largest difference between two phases; nil where none is stated.
    public var unbalanceLimit: ActivePower?

    /// Import still free on the fullest phase when everything counts at its worst; nil where no limit bounds phases.
    public var headroom: ActivePower? {
        let fullest = max(countedImportKW.a, countedImportKW.b, countedImportKW.c)
        return importLimit.map { $0 - .kilowatts(fullest) }
    }
}
