// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP
import OCPPWebSocket
import Synchronization

/// Who may connect as a station: those of the topology with their password; strangers only where that was asked for.
final class StationGate: Sendable {
    /// What becomes of a station that no topology names.
    enum Strangers: Sendable {
        case refused
        case accepted
        /// Let in while the quarantine has room for it.
        case quarantined(hasRoom: @Sendable (ChargingStation.ID) -> Bool)
    }

    /// The versions spoken, best first.
    static let subprotocols = OCPPVersion.allCases.sorted(by: >).map(\.subprotocol)

    private let stations: Mutex<[String: Known]>
    private let strangers: Strangers

    init(_ feeder: Feeder, _ secrets: MachineSecrets, strangers: Strangers) {
        stations = Mutex(Self.known(feeder, secrets))
        self.strangers = strangers
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
    }

    private static func known(_ feeder: Feeder, _ secrets: MachineSecrets) -> [String: Known] {
        var stations: [String: Known] = [:]
        for station in feeder.stations {
            stations[station.id.text] = Known(
                password: Array(secrets.password(station: station.id).utf8), version: station.pinnedVersion)
        }
        return stations
    }

    func decide(_ handshake: StationHandshake) -> HandshakeDecision {
        guard let known = stations.withLock({ $0[handshake.identity] }) else { return decide(stranger: handshake) }
        guard let credentials = handshake.credentials,
            credentials.user == Array(handshake.identity.utf8),
            Digest.isEqual(credentials.password, known.password) || isHexadecimal(credentials.password, known.password)
        else { return .refuse(.unauthorized, reason: "wrong or missing password of \(handshake.identity)") }
        guard let version = known.version else { return .accept(subprotocol: handshake.preferredSubprotocol) }
        guard handshake.offeredSubprotocols.contains(version), Self.subprotocols.contains(version) else {
            let offered = handshake.offeredSubprotocols.joined(separator: ", ")
            return .refuse(
                .forbidden,
                reason: "\(handshake.identity) is pinned to \(version), which is not spoken; offered: \(offered)")
        }
        return .accept(subprotocol: version)
    }

    private func decide(stranger handshake: StationHandshake) -> HandshakeDecision {
        let unknown = HandshakeDecision.refuse(
            .notFound, reason: "no station \(handshake.identity) in the topology")
        guard let id = ChargingStation.ID(handshake.identity) else { return unknown }
        switch strangers {
        case .refused: return unknown
        case .accepted: return .accept(subprotocol: handshake.preferredSubprotocol, isStranger: true)
        case .quarantined(let hasRoom):
            if hasRoom(id) { return .accept(subprotocol: handshake.preferredSubprotocol, isStranger: true) }
            return .refuse(.unavailable, reason: "\(id) is in no topology, and the quarantine is full")
        }
    }

    /// An AuthorizationKey is set in hexadecimal and sent as bytes; some stations send the text, some the bytes.
    private func isHexadecimal(_ given: [UInt8], _ known: [UInt8]) -> Bool {
        guard let bytes = Hexadecimal.bytes(String(decoding: known, as: UTF8.self)) else { return false }
        return Digest.isEqual(given, bytes)
    }
}
