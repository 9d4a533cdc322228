// SPDX-License-Identifier: Apache-2.0

/// A customer's premises: one usage point (a node of the tree) with a meter and DERs behind it.
public struct Site: Sendable, Hashable {
    /// A site's identifier; its usage point bears the same text.
    public typealias ID = Identifier<Site>

    /// The identifier.
    public var id: ID
    /// Name for people.
    public var name: String?
    /// Declared MQTT mappings of this site's meter, other than the native topics.
    public var meterMappings: [SignalMapping]
    /// Least time between two raises of one DER at this site; nil leaves the DER's own.
    public var raiseInterval: Duration?
    /// What its controllable DERs may draw whatever an operator dims; nil where nothing is guaranteed.
    public var guaranteedMinimum: GuaranteedMinimum?

    /// By its members.
    public init(
        id: ID, name: String? = nil, meterMappings: [SignalMapping] = [], raiseInterval: Duration? = nil,
        guaranteedMinimum: GuaranteedMinimum? = nil
    ) {
        self.id = id
        self.name = name
        self.meterMappings = meterMappings
        self.raiseInterval = raiseInterval
        self.guaranteedMinimum = guaranteedMinimum
    }

    /// The node that is this site's usage point.
    public var usagePoint: ConnectivityNode.ID { ConnectivityNode.ID(id.text)! }
}

/// A charging station: what holds one WebSocket connection and has one or more EVSEs.
public struct ChargingStation: Sendable, Hashable {
    /// The OCPP identity.
    public typealias ID = Identifier<ChargingStation>

    /// The OCPP identity: last segment of the URL it connects to.
    public var id: ID
    /// The site it stands at.
    public var site: Site.ID
    /// Interval of its meter values.
    public var meterInterval: Duration
    /// Pins the protocol version for stations that negotiate wrongly; nil takes what they offer.
    public var pinnedVersion: String?
    /// The least security profile of OCPP (1, 2 or 3) that it may connect by.
    public var securityProfile: Int

    /// By its members.
    public init(
        id: ID, site: Site.ID, meterInterval: Duration = .seconds(10), pinnedVersion: String? = nil,
        securityProfile: Int = 1
    ) {
        self.id = id
        self.site = site
        self.meterInterval = meterInterval
        self.pinnedVersion = pinnedVersion
        self.securityProfile = securityProfile
    }
}
