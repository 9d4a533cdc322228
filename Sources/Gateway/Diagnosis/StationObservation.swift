// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// All that a station's diagnosis is made of.
struct StationObservation: Sendable {
    /// Where its set-up is.
    enum SetUp: Sendable, Hashable {
        case waiting, running, done
    }

    var identity: String
    /// The version it speaks, or spoke last.
    var version: OCPPVersion
    /// Versions that are refused it, for it did not speak them on their connections.
    var refusedVersions: [OCPPVersion] = []
    var isInTopology: Bool
    var isQuarantined: Bool
    /// Handshakes that were turned away since the gateway began.
    var refusedHandshakes: RefusedHandshakes.Entry?
    var isConnected = false
    var isSilent = false
    var hasBooted = false
    var setUp = SetUp.waiting
    /// How long ago it said something, s; nil where it is not connected.
    var quietS: Double?
    /// By how much its clock is ahead, s.
    var clockAheadS = 0.0
    var configuration: [String: String] = [:]
    var meterIntervalS = 0.0
    /// Settings it did not take, with its answers.
    var refusedSettings: [String: String] = [:]
    var outlets: [ObservedOutlet] = []
}

extension StationObservation {
    /// What its version calls it.
    func name(_ term: StationTerm) -> String { term.name(in: version) ?? "" }

    /// Where it shows that it has smart charging, and what it says there.
    func smartChargingSign(_ preposition: String) -> String {
        if version == .v16 { return "SmartCharging\(preposition) SupportedFeatureProfiles" }
        let terms = [StationTerm.isSmartChargingAvailable, .isSmartChargingEnabled]
        return terms.map { term in
            name(term) + (term.value(in: configuration).map { " (\($0))" } ?? "")
        }.joined(separator: " and ")
    }
}

/// One connector as its station's diagnosis sees it.
struct ObservedOutlet: Sendable {
    var number: Int
    /// The DER of the topology; nil for a station of none.
    var der: String?
    var isDC: Bool
    /// The phases that the topology declares.
    var phases: PhaseCode
    /// Those of its L1, L2, L3 in order; nil where nobody knows, or it is of no topology.
    var rotation: [PhaseCode]?
    /// Its plate, A per phase; nil for DC.
    var maximumA: Double?
    var isProvisioned: Bool
    var hasTransaction: Bool
    /// For how long it has one, s.
    var transactionS: Double?
    /// The unit it is told limits in.
    var unit: LimitUnit
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
