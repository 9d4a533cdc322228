// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// What a station's EVSE is to hold from now on: a limit, and the default it falls to when nothing more comes.
struct StationSetpoint: Hashable {
    /// The limit as power, kW; negative only for a vehicle that is to discharge.
    var powerKW: Double
    /// The limit as current per phase, A; nil for DC.
    var currentA: Double?
    /// The default behind it as power, kW.
    var defaultKW: Double
    /// The default as current per phase, A; nil for DC.
    var defaultA: Double?
    /// What a station makes of an ampere that takes only watts, W: all phases at nominal voltage; nil for DC.
    var wattsPerAmpere: Double?
    /// How many phases are to be used; nil for all, of which nothing need be said.
    var phases: Int?
    /// Whether the vehicle offered to discharge in the words of 2.1: then a discharge is told so.
    var isBidirectional = false
}

/// What the gateway tells stations about time, and how long it waits for them.
public struct StationTiming: Sendable, Hashable {
    /// How long a setpoint holds when nothing more comes; then the default follows, open-ended.
    public var profileValidity: Duration = .seconds(900)
    /// When a setpoint that did not change is sent again.
    public var profileRefresh: Duration = .seconds(600)
    /// How far in the past a profile begins, by the station's clock: one that lies in its future limits nothing yet.
    public var profileBackdate: Duration = .seconds(60)
    /// Heartbeat interval given at boot; who is silent for two and a half of them is asked, and then counts as away.
    public var heartbeatInterval: Duration = .seconds(300)
    /// How long a station that connects may take to boot before it is set up without.
    public var bootGrace: Duration = .seconds(5)
    /// First pause before commissioning is tried again; doubled each time.
    public var retryPause: Duration = .seconds(15)
    /// Longest pause.
    public var longestRetryPause: Duration = .seconds(600)
    /// How long a station may take to answer a call. Shorter than the field's 30 s, so that one lost answer does not
    /// hold back the next setpoint for long.
    public var callTimeout: Duration = .seconds(15)
    /// How long a connector must be available before a transaction there whose end never came is closed.
    public var presumedEndAfter: Duration = .seconds(600)
    /// Calls of a station in a burst: one that comes back after days empties its stored transactions at once.
    public var inboundBurst = 4_000
    /// Calls of a station per second in the long run: meter values of a few connectors each second, and room.
    public var inboundPerSecond = 20

    /// Everything at its default.
    public init() {}
}
