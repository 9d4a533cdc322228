// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What flowed through a node over a span of time, and what bounded it: one row of its history.
public struct NodeFlow: Sendable, Hashable {
    /// How finely it is kept.
    public enum Grain: String, Sendable, CaseIterable {
        /// Some seconds to a minute; kept for a day.
        case fine
        /// About five minutes; kept for two weeks.
        case coarse
    }

    /// The node.
    public var node: ConnectivityNode.ID
    /// How finely it is kept.
    public var grain: Grain
    /// Beginning of the span.
    public var start: UTCInstant
    /// End of the span.
    public var end: UTCInstant
    /// Least measured power in kW; load convention. Nil where no live meter reported.
    public var minimumKW: Double?
    /// Mean of the measured powers in kW; load convention.
    public var meanKW: Double?
    /// Greatest measured power in kW; load convention.
    public var maximumKW: Double?
    /// The most it was counted to import, kW; load convention.
    public var countedImportKW: Double
    /// The most it was counted to export, kW; load convention (negative = export).
    public var countedExportKW: Double
    /// The least import limit that counted, a magnitude; nil where there was none.
    public var importLimitKW: Double?
    /// The least export limit that counted, a magnitude; nil where there was none.
    public var exportLimitKW: Double?

    /// By its members.
    public init(
        node: ConnectivityNode.ID, grain: Grain, start: UTCInstant, end: UTCInstant, minimumKW: Double? = nil,
        meanKW: Double? = nil, maximumKW: Double? = nil, countedImportKW: Double, countedExportKW: Double,
        importLimitKW: Double? = nil, exportLimitKW: Double? = nil
    ) {
        self.node = node
        self.grain = grain
        self.start = start
        self.end = end
        self.minimumKW = minimumKW
        self.meanKW = meanKW
        self.maximumKW = maximumKW
        self.countedImportKW = countedImportKW
        self.countedExportKW = countedExportKW
        self.importLimitKW = importLimitKW
        self.exportLimitKW = exportLimitKW
    }
}
