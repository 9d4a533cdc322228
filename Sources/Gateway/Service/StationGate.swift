// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import OCPPWebSocket
import Synchronization

/// Who may connect as a station: those of the topology with their password, or with a certificate of their name where
/// the port asks for one; strangers only where that was asked for.
final class StationGate: Sendable {
    /// What becomes of a station that no topology names.
    enum Strangers: Sendable {
        case refused
        case accepted
        /// Let in while the quarantine has room for it.
        case quarantined(hasRoom: @Sendable (ChargingStation.ID) -> Bool)
    }

    /// The versions spoken, newest first.
    static let subprotocols = OCPPVersion.allCases.sorted(by: >).map(\.subprotocol)

    private let stations: Mutex<[String: Known]>
    private let strangers: Strangers
    /// Versions that a station chose before and then did not speak.
    private let refusedVersions: @Sendable (ChargingStation.ID) -> Set<OCPPVersion>

    init(
        _ feeder: Feeder, _ secrets: MachineSecrets, strangers: Strangers,
        refusedVersions: @escaping @Sendable (ChargingStation.ID) -> Set<OCPPVersion> = { _ in [] }
    ) {
        stations = Mutex(Self.known(feeder, secrets))
        self.strangers = strangers
        self.refusedVersions = refusedVersions
    }

    /// From now on those of this feeder are known too: while a topology changes, no station of either comes as a
    /// stranger.
    func admit(_ feeder: Feeder, _ secrets: MachineSecrets) {
        let known = Self.known(feeder, secrets)
        stations.withLock { $0.merge(known) { old, _ in old } }
    }

    /// From now on those of this feeder are known, and no others.
    func change(to feeder: Feeder, _ secrets: MachineSecrets) {
        let known = Self.known(feeder, secrets)
        stations.withLock { $0 = known }
    }

    private struct Known {
        var password: [UInt8]
        var version: String?
        var leastProfile: SecurityProfile
    }

    private static func known(_ feeder: Feeder, _ secrets: MachineSecrets) -> [String: Known] {
        var stations: [String: Known] = [:]
        for station in feeder.stations {
            stations[station.id.text] = Known(
                password: Array(secrets.password(station: station.id).utf8), version: station.pinnedVersion,
                leastProfile: SecurityProfile(rawValue: station.securityProfile) ?? .mutualTLS)
        }
        return stations
    }

    func decide(_ handshake: StationHandshake) -> HandshakeDecision {
        if let refusal = foreignCertificate(handshake) { return refusal }
        guard let known = stations.withLock({ $0[handshake.identity] }) else { return decide(stranger: handshake) }
        guard handshake.securityProfile >= known.leastProfile else {
            return .refuse(
                .forbidden,
                reason: "\(handshake.identity) comes by security profile \(handshake.securityProfile.rawValue); the "
                    + "topology wants \(known.leastProfile.rawValue) or more")
        }
        guard handshake.securityProfile == .mutualTLS || knowsPassword(handshake, known.password) else {
            return .refuse(.unauthorized, reason: "wrong or missing password of \(handshake.identity)")
        }
        guard let version = known.version else { return chosen(handshake, isStranger: false) }
        guard handshake.offeredSubprotocols.contains(version), Self.subprotocols.contains(version) else {
            let offered = handshake.offeredSubprotocols.joined(separator: ", ")
            return .refuse(
                .forbidden,
                reason: "\(handshake.identity) is pinned to \(version), which is not spoken; offered: \(offered)")
        }
        return .accept(subprotocol: version)
    }

    /// In security profile 3 the certificate, which TLS has verified, is the proof of who comes: its common name is the
    /// identity. A certificate of one station opens for no other.
    private func foreignCertificate(_ handshake: StationHandshake) -> HandshakeDecision? {
        guard handshake.securityProfile == .mutualTLS else { return nil }
        let name = handshake.clientCertificate?.commonName
        guard name != handshake.identity else { return nil }
        return .refuse(
            .forbidden, reason: "\(handshake.identity) shows a certificate of \(name.map { "\"\($0)\"" } ?? "no name")")
    }

    private func knowsPassword(_ handshake: StationHandshake, _ password: [UInt8]) -> Bool {
        guard let credentials = handshake.credentials, credentials.user == Array(handshake.identity.utf8) else {
            return false
        }
        return Digest.isEqual(credentials.password, password) || isHexadecimal(credentials.password, password)
    }

    private func decide(stranger handshake: StationHandshake) -> HandshakeDecision {
        let unknown = HandshakeDecision.refuse(
            .notFound, reason: "no station \(handshake.identity) in the topology")
        guard let id = ChargingStation.ID(handshake.identity) else { return unknown }
        switch strangers {
        case .refused: return unknown
        case .accepted: return chosen(handshake, isStranger: true)
        case .quarantined(let hasRoom):
            if hasRoom(id) { return chosen(handshake, isStranger: true) }
            return .refuse(.unavailable, reason: "\(id) is in no topology, and the quarantine is full")
        }
    }

    /// The first version that the station offers, for it lists what works best with it first, and that is spoken here
    /// and was not refused it.
    private func chosen(_ handshake: StationHandshake, isStranger: Bool) -> HandshakeDecision {
        let refused = Set((ChargingStation.ID(handshake.identity).map(refusedVersions) ?? []).map(\.subprotocol))
        let spoken = handshake.offeredSubprotocols.filter(Self.subprotocols.contains)
        if let version = spoken.first(where: { !refused.contains($0) }) {
            return .accept(subprotocol: version, isStranger: isStranger)
        }
        return .refuse(
            .forbidden,
            reason: "\(handshake.identity) offers \(spoken.joined(separator: ", ")) alone, and its boots were no "
                + "messages of that version")
    }

    /// An AuthorizationKey is set in hexadecimal and sent as bytes; some stations send the text, some the bytes.
    private func isHexadecimal(_ given: [UInt8], _ known: [UInt8]) -> Bool {
        guard let bytes = Hexadecimal.bytes(String(decoding: known, as: UTF8.self)) else { return false }
        return Digest.isEqual(given, bytes)
    }
}
