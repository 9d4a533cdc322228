// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// What a new topology changes, and what that means for people.
public struct TopologyAnswer: Sendable {
    /// The version in force: with a preview the one that would be replaced.
    public internal(set) var version: Int64
    /// Whether anything came into force that was not.
    public internal(set) var isNew = false
    /// What is different.
    public internal(set) var differences: [FeederDifference]
    /// DERs whose setpoint changes at the change.
    public internal(set) var affected: [AffectedDER]
    /// Nodes whose limit cannot be kept at the change, and by how much.
    public internal(set) var infeasible: [NodeExcess]
    /// Nodes that would be over their limit with the gateway silent.
    public internal(set) var silentExcess: [NodeExcess]
    /// Limits in force or to come whose nodes the new topology does not have: they are kept, and bound nothing.
    public internal(set) var strayLimits: [Limit]
    /// DERs that go, and count until what they were told runs out.
    public internal(set) var departing: [DER.ID]
    /// Doubts about the text.
    public internal(set) var warnings: [TopologyFinding] = []

    /// A node beyond a limit.
    public struct NodeExcess: Sendable, Hashable {
        /// The node.
        public var node: ConnectivityNode.ID
        /// Which flow.
        public var direction: FlowDirection
        /// By how much; a magnitude.
        public var by: ActivePower
        /// The amperes that are too many, where the limit is one in amperes.
        public var current: Current?
        /// On which phase; nil for the total.
        public var phase: PhaseCode?

        /// Nil where the excess is not worth telling.
        init?(
            _ node: ConnectivityNode.ID, _ direction: FlowDirection, by: ActivePower, current: Current? = nil,
            phase: PhaseCode? = nil
        ) {
            guard by > AffectedDER.leastTold else { return nil }
            self.node = node
            self.direction = direction
            self.by = by
            self.current = current
            self.phase = phase
        }
    }
}
