// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// Something people should know: what the dispatcher found, what the gateway knows beside the plan, and what was
/// expected and did not arrive.
enum GatewayAlarm: Sendable, Equatable {
    /// What the dispatcher found.
    case dispatch(DispatchAlarm)
    /// A station that no topology names is held in quarantine, and counted at the head.
    case quarantined(ChargingStation.ID, counted: ActivePower)
    /// A limit whose node is no longer in the topology: it bounds nothing.
    case limitWithoutNode(Limit.ID, ConnectivityNode.ID, phase: PhaseCode? = nil)
    /// No site is heard or told anything.
    case brokerOutOfReach
    /// What people were promised to be on disk waits for it.
    case recordsOwed
    /// Of none of a site's DERs is there a reading that counts.
    case siteSilent(Site.ID, ders: Int)
    /// A DER has no reading that counts, though others of its site have.
    case readingsAbsent(DER.ID)
    /// A DER is measured and has not said what it can do, or its default was refused: it is never dispatched.
    case capabilitiesAbsent(DER.ID)
    /// A station of the topology is not connected.
    case stationAbsent(ChargingStation.ID)
    /// A connected station has not proven its default: the connector is never dispatched.
    case defaultAbsent(ChargingStation.ID, connector: Int)
    /// A setpoint was neither answered nor seen to be followed.
    case answerAbsent(DER.ID)

    /// How the keys of those begin that are about a site's silence or its DERs'.
    static let kindsOfSites = ["siteSilent:", "readingsAbsent:", "capabilitiesAbsent:"]

    /// Names the condition, whatever its numbers are. Identifiers have no colon, so it can stand in a path.
    var key: String {
        switch self {
        case .dispatch(let alarm): alarm.key
        case .quarantined(let station, _): "quarantined:\(station)"
        case .limitWithoutNode(let limit, _, _): "limitWithoutNode:\(limit)"
        case .brokerOutOfReach: "brokerOutOfReach"
        case .recordsOwed: "recordsOwed"
        case .siteSilent(let site, _): "siteSilent:\(site)"
        case .readingsAbsent(let der): "readingsAbsent:\(der)"
        case .capabilitiesAbsent(let der): "capabilitiesAbsent:\(der)"
        case .stationAbsent(let station): "stationAbsent:\(station)"
        case .defaultAbsent(let station, let connector): "defaultAbsent:\(station):\(connector)"
        case .answerAbsent(let der): "answerAbsent:\(der)"
        }
    }

    /// How urgent it is; the order is that of the list (ISA-18.2, priority).
    enum Priority: String, Sendable, Comparable {
        case high, medium, low

        private var rank: Int {
            switch self {
            case .high: 0
            case .medium: 1
            case .low: 2
            }
        }

        static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    var priority: Priority {
        switch self {
        case .dispatch(.infeasible), .dispatch(.excess), .brokerOutOfReach: .high
        case .dispatch(.disobeying), .dispatch(.meterSilent), .dispatch(.phasesNotSwitched), .recordsOwed, .siteSilent,
            .limitWithoutNode:
            .medium
        case .quarantined, .readingsAbsent, .capabilitiesAbsent, .stationAbsent, .defaultAbsent, .answerAbsent: .low
        }
    }

    /// How long the condition must hold before it is raised (ISA-18.2, on-delay). An absence takes the time in which
    /// what is awaited comes of itself: after a start everybody is away, and each connects in the first minute.
    var onDelay: Duration {
        switch self {
        case .dispatch(.excess), .dispatch(.disobeying), .dispatch(.phasesNotSwitched), .quarantined, .limitWithoutNode,
            .recordsOwed:
            .zero
        case .dispatch(.infeasible), .brokerOutOfReach: .seconds(5)
        case .dispatch(.meterSilent): .seconds(10)
        case .siteSilent, .readingsAbsent, .capabilitiesAbsent, .answerAbsent: .seconds(60)
        case .stationAbsent, .defaultAbsent: .seconds(120)
        }
    }
}

extension DispatchAlarm {
    /// Names the condition, whatever its numbers are.
    var key: String {
        switch self {
        case .infeasible(let node, let direction, _): "infeasible:\(node):\(direction.rawValue)"
        case .disobeying(let der, _, _): "disobeying:\(der)"
        case .excess(let node, let direction, _, _): "excess:\(node):\(direction.rawValue)"
        case .meterSilent(let node): "meterSilent:\(node)"
        case .phasesNotSwitched(let der, _): "phasesNotSwitched:\(der)"
        }
    }
}
