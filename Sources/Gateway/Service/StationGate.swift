// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPPWebSocket

/// Who may connect as a station: those of the topology with their password; strangers only where that was asked for.
struct StationGate: Sendable {
    private let stations: [String: (password: [UInt8], version: String?)]
    private let acceptsUnknown: Bool

    init(_ feeder: Feeder, _ secrets: MachineSecrets, acceptsUnknown: Bool) {
        var stations: [String: (password: [UInt8], version: String?)] = [:]
        for station in feeder.stations {
            stations[station.id.text] = (Array(secrets.password(station: station.id).utf8), station.pinnedVersion)
        }
        self.stations = stations
        self.acceptsUnknown = acceptsUnknown
    }

    func decide(_ handshake: StationHandshake) -> HandshakeDecision {
        guard let known = stations[handshake.identity] else {
            guard acceptsUnknown, ChargingStation.ID(handshake.identity) != nil else {
                return .refuse(.notFound, reason: "no station \(handshake.identity) in the topology")
            }
            return .accept(subprotocol: handshake.preferredSubprotocol)
        }
        guard let credentials = handshake.credentials,
            credentials.user == Array(handshake.identity.utf8),
            Digest.isEqual(credentials.password, known.password) || isHexadecimal(credentials.password, known.password)
        else { return .refuse(.unauthorized, reason: "wrong or missing password of \(handshake.identity)") }
        return .accept(subprotocol: handshake.preferredSubprotocol)
    }

    /// An AuthorizationKey is set in hexadecimal and sent as bytes; some stations send the text, some the bytes.
    private func isHexadecimal(_ given: [UInt8], _ known: [UInt8]) -> Bool {
        guard let bytes = Hexadecimal.bytes(String(decoding: known, as: UTF8.self)) else { return false }
        return Digest.isEqual(given, bytes)
    }
}
