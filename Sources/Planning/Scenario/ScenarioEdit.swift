// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One change of the feeder.
public struct ScenarioEdit: Sendable {
    /// What is changed.
    public enum Action: Sendable {
        /// DERs are added, spread over sites.
        case add(AddedDERs)
        /// A site is added.
        case addSite(ConnectivityNode)
        /// A node goes, with all below it.
        case removeNode(ConnectivityNode.ID)
        /// A DER goes.
        case removeDER(DER.ID)
        /// A node gets another rating or other agreed limits; what is not given stays.
        case rate(ConnectivityNode.ID, rating: Rating?, importLimit: ActivePower?, exportLimit: ActivePower?)
        /// A node and all below it hang on another parent: a switch is moved.
        case move(ConnectivityNode.ID, to: ConnectivityNode.ID)
        /// What cannot be controlled grows or shrinks, at a node and all below it.
        case scaleLoad(factor: Double, below: ConnectivityNode.ID?)
    }

    /// The change.
    public var action: Action
    let place: Place
}

/// DERs of one kind and plate, spread over sites.
public struct AddedDERs: Sendable {
    /// The order in which sites get one.
    public enum Spread: String, Sendable, CaseIterable {
        /// One each in the order of the tree, then a second round.
        case even
        /// One each in an order drawn from the seed, then a second round.
        case random
    }

    /// The plate.
    public var unit: DERUnit
    /// How many.
    public var count: Int
    /// Beginning of their identifiers: `PREFIX-1`, `PREFIX-2`, ...
    public var prefix: String
    /// The phases; nil takes the site's.
    public var phases: PhaseCode?
    /// Only sites at or below this node.
    public var below: ConnectivityNode.ID?
    /// The order.
    public var spread: Spread
    /// What each holds when the gateway is silent; nil: an EVSE and a battery nothing, the others all of the plate.
    public var defaultImport: ActivePower?
    /// The same for export.
    public var defaultExport: ActivePower?
    /// Whether the dispatcher may command it.
    public var isManaged: Bool
    /// Tier.
    public var tier: Int
    /// Weight in max-min sharing.
    public var weight: Double

    /// Most DERs of one edit.
    public static let maximumCount = 20_000
}
