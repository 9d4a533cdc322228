// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// All that a station's diagnosis is made of.
struct StationObservation: Sendable {
    /// Where its set-up is.
    enum SetUp: Sendable, Hashable {
        case notBegun, running, failed, done
    }

    var identity: String
    var isInTopology: Bool
    var isQuarantined: Bool
    var isConnected: Bool
    var isSilent: Bool
    var hasBooted: Bool
    var setUp: SetUp
    /// How long ago it said something, s; nil where it never did.
    var quietS: Double?
    /// By how much its clock is ahead, s.
    var clockAheadS: Double
    var configuration: [String: String]
    var allowedUnits: [V16.ChargingRateUnit]
    var meterIntervalS: Double
    /// Settings it did not take, with its answers.
    var refusedSettings: [String: String]
    /// Handshakes that were turned away since the gateway began.
    var refusedHandshakes: RefusedHandshakes.Entry?
    var outlets: [ObservedOutlet]
}

/// One connector as its station's diagnosis sees it.
struct ObservedOutlet: Sendable {
    var number: Int
    /// The DER of the topology; nil for a station of none.
    var der: String?
    var isDC: Bool
    /// The phases that the topology declares.
    var phases: PhaseCode
    /// Its plate, A per phase; nil for DC.
    var maximumA: Double?
    var isProvisioned: Bool
    var hasTransaction: Bool
    /// For how long it has one, s.
    var transactionS: Double?
    /// The unit it is told limits in.
    var unit: V16.ChargingRateUnit
    /// Time from a setpoint to its whole effect, s.
    var settlingS: Double
    /// How long ago it was told its limit, s.
    var toldS: Double?
    /// Samples that came later than it needs to follow, newest last.
    var settled: [StationTrace.Sample]
    /// How long ago its last sample came, s.
    var sampledS: Double?
    var trace: StationTrace.Outlet

    /// How it is called in findings.
    var name: String { der ?? "connector \(number)" }
}
